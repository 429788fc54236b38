package dev.leibniz.app;

import dev.leibniz.learn.training.Progress;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how a training goes, on standard error: a bar on a terminal, else a line per epoch.
final class TrainingProgress implements Consumer<Progress>, AutoCloseable {
  private final boolean isTerminal =
      Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  private @Nullable ProgressBar bar;

  TrainingProgress() {}

  @Override
  public void accept(Progress progress) {
    if (isTerminal) {
      ProgressBar shown = bar;
      if (shown == null) {
        shown =
            new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax((long) progress.epochs() * progress.batches())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
        bar = shown;
      }
      shown.step();
      shown.setExtraMessage(message(progress));
    } else if (progress.isEndOfEpoch()) {
      System.err.printf(
          Locale.ROOT, "epoch %d/%d %s%n", progress.epoch(), progress.epochs(), message(progress));
    }
  }

  private static String message(Progress progress) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "loss %.4f", progress.loss()));
    progress
        .validation()
        .ifPresent(metric -> text.append(String.format(Locale.ROOT, " validation %.4f", metric)));
    return text.append(
            String.format(
                Locale.ROOT,
                " %.0f examples/s %.0f s left",
                progress.examplesPerSecond(),
                progress.secondsLeft()))
        .toString();
  }

  @Override
  public void close() {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.close();
      bar = null;
    }
  }
}

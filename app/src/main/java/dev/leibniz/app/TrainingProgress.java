package dev.leibniz.app;

import dev.leibniz.learn.training.Progress;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// Shows how a training goes, on standard error: a bar on a terminal, else about fifty lines.
final class TrainingProgress implements Consumer<Progress>, AutoCloseable {
  private static final int LINES = 50;
  private static final int REFRESH_MILLISECONDS = 200;

  /// Only who starts the Java machine can tell whether standard error is a terminal.
  private final boolean isTerminal = Boolean.getBoolean("leibniz.terminal");

  private @Nullable ProgressBar bar;
  private volatile String text = "";

  TrainingProgress() {}

  @Override
  public void accept(Progress progress) {
    if (isTerminal) {
      text = text(progress);
      bar(progress).step();
    } else if (progress.isEndOfEpoch() && isShown(progress)) {
      System.err.println(text(progress));
    }
  }

  private static boolean isShown(Progress progress) {
    int every = (progress.epochs() + LINES - 1) / LINES;
    return progress.epoch() == 1
        || progress.epoch() % every == 0
        || progress.epoch() == progress.epochs();
  }

  private ProgressBar bar(Progress progress) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown =
          new ProgressBarBuilder()
              .setInitialMax((long) progress.epochs() * progress.batches())
              .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
              .setRenderer((state, width) -> line(state.getNormalizedProgress(), text, width))
              .build();
      bar = shown;
    }
    return shown;
  }

  /// A bar that is filled by the share that is done, with a text behind it, in a line of a width.
  static String line(double done, String text, int width) {
    int room = Math.min(40, width - text.length() - 3);
    if (room < 4) {
      return text.substring(0, Math.clamp(width, 0, text.length()));
    }
    int filled = (int) Math.round(Math.clamp(done, 0.0, 1.0) * room);
    return "[" + "=".repeat(filled) + " ".repeat(room - filled) + "] " + text;
  }

  /// What is known, in one line.
  static String text(Progress progress) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "epoch %d/%d loss %.4f",
            progress.epoch(),
            progress.epochs(),
            progress.loss()));
    progress
        .metric()
        .ifPresent(metric -> text.append(String.format(Locale.ROOT, " accuracy %.4f", metric)));
    progress
        .validation()
        .ifPresent(metric -> text.append(String.format(Locale.ROOT, " validation %.4f", metric)));
    return text.append(
            String.format(
                Locale.ROOT,
                " %.0f examples/s %s left",
                progress.examplesPerSecond(),
                duration(progress.secondsLeft())))
        .toString();
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
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

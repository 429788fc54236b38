package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.function.Grad;
import dev.leibniz.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Twenty steps on Σ c·(p − t)⁴ / 4 against PyTorch's, or against the papers' formulas where it has
/// none; `trajectories/make_trajectories.py` beside the figures says which is which.
public final class ReferenceTrajectoryTest {
  private static final int STEPS = 20;

  ReferenceTrajectoryTest() {}

  /// The parameters.
  public record Weights(Tensor w, Tensor b) {}

  private static final Weights START =
      new Weights(
          Tensor.of(new double[] {1.5, -0.5, 2.0, 0.25, -1.0, 0.75}, 2, 3),
          Tensor.of(new double[] {0.5, -2.0, 1.0}));
  private static final Weights TARGET =
      new Weights(
          Tensor.of(new double[] {0.25, 1.0, -0.75, 0.5, 0.125, -0.25}, 2, 3),
          Tensor.of(new double[] {-0.5, 0.25, 0.875}));
  private static final Weights FACTOR =
      new Weights(
          Tensor.of(new double[] {1.0, 0.1, 0.3, 2.0, 0.5, 0.7}, 2, 3),
          Tensor.of(new double[] {0.2, 0.05, 3.0}));

  private record Row<S>(String name, Optimizer<Weights, S> optimizer) {}

  private static Sgd<Weights> momentum(double rate) {
    return Sgd.<Weights>of(rate).withMomentum(0.9);
  }

  private static List<Row<?>> plain() {
    return List.of(
        new Row<>("Sgd", Sgd.of(0.05)),
        new Row<>("Sgd with momentum", momentum(0.05)),
        new Row<>("Sgd with Nesterov's", Sgd.<Weights>of(0.05).withNesterov(0.8)),
        new Row<>("Adagrad", Adagrad.of(0.3)),
        new Row<>("Adagrad from 0.5", Adagrad.<Weights>of(0.3).withInitial(0.5).withEpsilon(0.01)),
        new Row<>("RmsProp", RmsProp.of(0.05)),
        new Row<>(
            "RmsProp centred",
            RmsProp.<Weights>of(0.02).withDecay(0.9).withEpsilon(1e-3).centered()),
        new Row<>("RmsProp with momentum", RmsProp.<Weights>of(0.02).withMomentum(0.8)),
        new Row<>(
            "RmsProp centred with momentum",
            new RmsProp<>(Schedule.constant(0.01), 0.95, 1e-3, 0.8, true)),
        new Row<>("Adadelta", Adadelta.of(1)),
        new Row<>(
            "Adadelta with other numbers",
            Adadelta.<Weights>of(0.5).withDecay(0.8).withEpsilon(1e-2)),
        new Row<>("Adam", Adam.of(0.1)),
        new Row<>(
            "Adam with other numbers", Adam.<Weights>of(0.1).withBetas(0.5, 0.8).withEpsilon(1e-3)),
        new Row<>("AdamW", AdamW.of(0.1, 0.2)),
        new Row<>("AmsGrad", new AmsGrad<>(Adam.<Weights>of(0.1).withBetas(0.9, 0.8))),
        new Row<>("Nadam", Nadam.of(0.1)),
        new Row<>(
            "Nadam with other numbers",
            new Nadam<>(Adam.<Weights>of(0.1).withBetas(0.8, 0.9).withEpsilon(1e-3), 0.1)),
        new Row<>("Lion", Lion.of(0.05)),
        new Row<>("Lamb", Lamb.of(0.05, 0)),
        new Row<>(
            "Lamb with decay",
            new Lamb<>(Adam.<Weights>of(0.05).withBetas(0.8, 0.9).withEpsilon(1e-3), 0.3)),
        new Row<>("Adafactor", Adafactor.of(0.05)),
        new Row<>(
            "Adafactor with other numbers", new Adafactor<>(Schedule.constant(1), 0.5, 0.1, 1.5)));
  }

  private static List<Row<?>> wrapped() {
    Schedule constant = Schedule.constant(0.05);
    Schedule tenth = Schedule.constant(0.1);
    Predicate<String> isMatrix = path -> path.equals("w");
    return List.of(
        new Row<>("coupled decay", WeightDecay.coupled(0.1, momentum(0.05))),
        new Row<>(
            "Lion with decay",
            WeightDecay.decoupled(constant, 0.3, Lion.<Weights>of(0.05).withBetas(0.8, 0.9))),
        new Row<>(
            "decoupled decay of a matrix",
            WeightDecay.decoupled(tenth, 0.2, Adam.<Weights>of(0.1)).where(isMatrix)),
        new Row<>("rates by path", ByPath.of(isMatrix, momentum(0.05), momentum(0.2))),
        new Row<>("clipped by value", Clip.byValue(0.3, momentum(0.1))),
        new Row<>("clipped by norm", Clip.byNorm(0.5, momentum(0.1))),
        new Row<>("clipped by global norm", Clip.byGlobalNorm(0.5, momentum(0.1))),
        new Row<>("Sam around Sgd", Sam.of(0.05, momentum(0.05))),
        new Row<>("Sam around Adam", Sam.of(0.5, Adam.<Weights>of(0.1))),
        new Row<>("accumulation", Accumulation.of(4, Adam.<Weights>of(0.1))),
        new Row<>("exponential average", ExponentialAverage.of(0.8, momentum(0.05))),
        new Row<>("average of iterates", PolyakAverage.of(0, 1, momentum(0.05))),
        new Row<>("average of some iterates", PolyakAverage.of(5, 3, momentum(0.05))),
        new Row<>(
            "warm-up and cosine",
            Sgd.<Weights>of(
                    Schedule.join(Schedule.linear(0.025, 0.1, 5), 5, Schedule.cosine(0.1, 15)))
                .withMomentum(0.9)));
  }

  private static Stream<Row<?>> rows() {
    return Stream.concat(plain().stream(), wrapped().stream());
  }

  private static Tensor loss(Weights weights) {
    return part(weights.w(), TARGET.w(), FACTOR.w())
        .plus(part(weights.b(), TARGET.b(), FACTOR.b()));
  }

  private static Tensor part(Tensor p, Tensor target, Tensor factor) {
    return p.minus(target).square().square().times(factor).sum().times(0.25);
  }

  private static <S> List<double[]> path(Row<S> row) {
    UnaryOperator<Weights> gradient = Grad.of(ReferenceTrajectoryTest::loss)::apply;
    List<double[]> path = new ArrayList<>();
    Weights weights = START;
    S state = row.optimizer().init(weights);
    for (int i = 0; i < STEPS; i++) {
      double times = row.name().equals("accumulation") ? 1 + i % 4 : 1;
      Weights slope = Trees.map(leaf -> leaf.times(times), gradient.apply(weights));
      Updated<Weights, S> next = row.optimizer().step(weights, slope, gradient, state);
      weights = next.parameters();
      state = next.state();
      Weights shown = row.optimizer().result(weights, state);
      path.add(Tensor.concat(0, shown.w().reshape(-1), shown.b()).toDoubleArray());
    }
    return path;
  }

  private static Map<String, List<double[]>> references() {
    Map<String, List<double[]>> references = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            ReferenceTrajectoryTest.class.getResourceAsStream("/trajectories/trajectories.csv"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> {
            int end = line.indexOf(',');
            String name = line.substring(0, end);
            double[] numbers =
                Arrays.stream(line.substring(end + 1).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            references
                .computeIfAbsent(name, key -> new ArrayList<>())
                .add(Arrays.copyOfRange(numbers, 1, numbers.length));
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return references;
  }

  private static <S> void assertFollows(Row<S> row, Optional<List<double[]>> reference) {
    assertThat(reference).isPresent();
    List<double[]> path = path(row);
    assertThat(reference.get()).hasSize(STEPS);
    for (int i = 0; i < STEPS; i++) {
      assertThat(path.get(i))
          .as("step %d", i + 1)
          .containsExactly(reference.get().get(i), within(1e-11));
    }
  }

  @TestFactory
  Stream<DynamicTest> twentyStepsAreThoseOfTheReference() {
    Map<String, List<double[]>> references = references();
    return rows()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () -> assertFollows(row, Optional.ofNullable(references.get(row.name())))));
  }

  @Test
  void everyReferenceHasARow() {
    assertThat(rows().map(Row::name)).containsExactlyInAnyOrderElementsOf(references().keySet());
  }
}

package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.TreeException;
import dev.leibniz.function.Function3;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit2;
import dev.leibniz.function.ValueAnd;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each optimizer is one row; the laws are shared.
public final class OptimizerLawsTest {
  OptimizerLawsTest() {}

  /// Parameters with everything that a tree may hold.
  public record Parameters(Tensor weight, List<Tensor> more, Tensor count, String name) {}

  /// Parameters, state and the loss before the step.
  public record Run<P, S>(P parameters, S state, Tensor loss) {}

  /// An optimizer.
  ///
  /// @param kept what is left of an element after a step without gradient
  private record Row<P, S>(String name, Optimizer<P, S> optimizer, double kept) {
    Row(String name, Optimizer<P, S> optimizer) {
      this(name, optimizer, 1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static <P> List<Row<P, ?>> rows() {
    return Stream.<Row<P, ?>>concat(OptimizerLawsTest.<P>plain(), wrapped()).toList();
  }

  private static Schedule falling(double rate) {
    return Schedule.cosine(rate, STEPS);
  }

  private static <P> Stream<Row<P, ?>> plain() {
    return Stream.of(
        new Row<>("Sgd", Sgd.of(1e-3)),
        new Row<>("Sgd with momentum", Sgd.<P>of(2e-4).withMomentum(0.9)),
        new Row<>("Sgd with Nesterov's", Sgd.<P>of(2e-4).withNesterov(0.9)),
        new Row<>("Adagrad", Adagrad.of(0.5)),
        new Row<>("RmsProp", RmsProp.of(falling(0.01))),
        new Row<>("RmsProp with momentum", RmsProp.<P>of(falling(0.001)).withMomentum(0.9)),
        new Row<>("RmsProp centred", RmsProp.<P>of(falling(0.01)).centered()),
        new Row<>("Adadelta", Adadelta.of(falling(1))),
        new Row<>("Adam", Adam.of(falling(0.05))),
        new Row<>("Adam by one cycle", Adam.of(Schedule.oneCycle(0.05, STEPS))),
        new Row<>("AdamW", AdamW.of(falling(0.05), 1e-6), 1 - 0.05 * 1e-6),
        new Row<>("AmsGrad", AmsGrad.of(falling(0.05))),
        new Row<>("Nadam", Nadam.of(falling(0.05))),
        new Row<>("Lion", Lion.of(falling(0.01))),
        new Row<>("Lamb", Lamb.of(falling(0.01), 0)),
        new Row<>("Adafactor", Adafactor.of(falling(0.05))));
  }

  private static <P> Stream<Row<P, ?>> wrapped() {
    Optimizer<P, AdamState<P>> adam = Adam.of(falling(0.05));
    return Stream.of(
        new Row<>("coupled decay", WeightDecay.coupled(1e-7, Sgd.<P>of(1e-3))),
        new Row<>(
            "decoupled decay", WeightDecay.decoupled(falling(0.05), 1e-6, adam), 1 - 0.05 * 1e-6),
        new Row<>("clipped by value", Clip.byValue(1, adam)),
        new Row<>("clipped by norm", Clip.byNorm(1, adam)),
        new Row<>("clipped by global norm", Clip.byGlobalNorm(1, Sgd.<P>of(1e-3))),
        new Row<>("accumulation", Accumulation.of(2, Adam.<P>of(Schedule.cosine(0.05, 10_000)))),
        new Row<>("exponential average", ExponentialAverage.of(0.99, adam)),
        new Row<>("average of iterates", PolyakAverage.of(100, 10, adam)),
        new Row<>("by path", ByPath.of(path -> path.equals("weight"), Sgd.<P>of(1e-3), adam)),
        new Row<>("Sam", Sam.of(1e-6, adam)),
        new Row<>(
            "all together",
            Clip.byGlobalNorm(
                10, ExponentialAverage.of(0.9, Sam.of(1e-6, Accumulation.of(1, adam))))));
  }

  private static <P> Stream<DynamicTest> each(Law<P> law) {
    return OptimizerLawsTest.<P>rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> law.check(row)));
  }

  private interface Law<P> {
    <S> void check(Row<P, S> row);
  }

  private static final int STEPS = 20_000;

  private static <S> double minimum(
      Optimizer<Tensor, S> optimizer, Function<Tensor, Tensor> f, Tensor start) {
    Function<Tensor, ValueAnd<Tensor>> gradient = Grad.of(f).withValue();
    Jit2<Tensor, S, Run<Tensor, S>> step =
        Jit.of((Tensor x, S state) -> {
          ValueAnd<Tensor> slope = gradient.apply(x);
          Updated<Tensor, S> next =
              optimizer.step(x, slope.gradient(), at -> gradient.apply(at).gradient(), state);
          return new Run<>(next.parameters(), next.state(), slope.value());
        });
    Run<Tensor, S> run = new Run<>(start, optimizer.init(start), Tensor.scalar(0.0));
    for (int i = 0; i < STEPS; i++) {
      run = step.apply(run.parameters(), run.state());
    }
    return f.apply(run.parameters()).item();
  }

  @TestFactory
  Stream<DynamicTest> aQuadraticReachesItsMinimum() {
    Tensor target = Tensor.of(new double[] {1, -2, 3});
    Tensor curvature = Tensor.of(new double[] {1, 10, 40});
    Function<Tensor, Tensor> f = x -> x.minus(target).square().times(curvature).sum();
    return each(
        new Law<Tensor>() {
          @Override
          public <S> void check(Row<Tensor, S> row) {
            assertThat(minimum(row.optimizer(), f, Tensor.zeros(DType.F64, 3))).isLessThan(1e-8);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> rosenbrocksValleyIsFollowedToItsEnd() {
    Function<Tensor, Tensor> f =
        x -> {
          Tensor a = x.get(0);
          Tensor b = x.get(1);
          return b.minus(a.square()).square().times(100).plus(a.negate().plus(1).square());
        };
    return each(
        new Law<Tensor>() {
          @Override
          public <S> void check(Row<Tensor, S> row) {
            double least = minimum(row.optimizer(), f, Tensor.of(new double[] {-1.2, 1}));
            assertThat(least).isCloseTo(0, within(1e-4));
          }
        });
  }

  private static Parameters parameters(int seed) {
    double s = seed;
    return new Parameters(
        Tensor.of(new float[] {0.5f * seed, -1.25f, 3, 0, -0.001f, 1e-3f * seed}, 2, 3),
        List.of(Tensor.of(new double[] {s, -s}), Tensor.scalar(0.125f)),
        Tensor.scalar(7),
        "model");
  }

  /// A step where the gradient is the same everywhere.
  private static <S> Updated<Parameters, S> step(
      Optimizer<Parameters, S> optimizer, Parameters start, Parameters gradient, S state) {
    return optimizer.step(start, gradient, elsewhere -> gradient, state);
  }

  @TestFactory
  Stream<DynamicTest> compiledStepsGiveTheSameBits() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void check(Row<Parameters, S> row) {
            Optimizer<Parameters, S> optimizer = row.optimizer();
            Function3<Parameters, Parameters, S, Updated<Parameters, S>> compiled =
                Jit.of((Parameters p, Parameters g, S s) -> step(optimizer, p, g, s));
            S state = optimizer.init(parameters(1));
            Updated<Parameters, S> eager = new Updated<>(parameters(1), state);
            Updated<Parameters, S> fast = eager;
            for (int i = 1; i <= 10; i++) {
              eager = step(optimizer, eager.parameters(), parameters(i), eager.state());
              fast = compiled.apply(fast.parameters(), parameters(i), fast.state());
            }
            assertThat(elements(fast)).isEqualTo(elements(eager));
          }
        });
  }

  private static List<String> elements(Object tree) {
    List<String> elements = new ArrayList<>();
    for (Tensor leaf : Tree.flatten(tree).leaves()) {
      switch (leaf.dtype()) {
        case F32 -> {
          for (float element : leaf.toFloatArray()) {
            elements.add(Float.toHexString(element));
          }
        }
        case F64 -> {
          for (double element : leaf.toDoubleArray()) {
            elements.add(Double.toHexString(element));
          }
        }
        case I32, I64, BOOL -> elements.add(leaf.type() + " " + leaf.item());
      }
    }
    return elements;
  }

  /// What is remembered of a parameter is at its path in the state. Adafactor remembers means, and
  /// whoever leaves a parameter to another optimizer remembers nothing of it.
  @TestFactory
  Stream<DynamicTest> whatIsRememberedIsShapedLikeTheParameters() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void check(Row<Parameters, S> row) {
            Optimizer<Parameters, S> optimizer = row.optimizer();
            Map<String, Tensor> own = Tree.named(parameters(1));
            boolean isShorter = optimizer instanceof Adafactor || optimizer instanceof ByPath;
            Tree.named(optimizer.init(parameters(1)))
                .forEach((path, memory) ->
                    own.forEach((name, leaf) -> {
                      if (path.endsWith("." + name)) {
                        assertThat(memory.dtype()).as(path).isEqualTo(leaf.dtype());
                        assertThat(memory.shape().equals(leaf.shape()) || isShorter)
                            .as(path)
                            .isTrue();
                      }
                    }));
          }
        });
  }

  private static List<String> types(Object tree) {
    return Tree.flatten(tree).leaves().stream().map(leaf -> leaf.type().toString()).toList();
  }

  @TestFactory
  Stream<DynamicTest> stepsKeepStructureTypesAndWhatIsNoNumber() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void check(Row<Parameters, S> row) {
            Optimizer<Parameters, S> optimizer = row.optimizer();
            Parameters start = parameters(1);
            S state = optimizer.init(start);
            Updated<Parameters, S> next = step(optimizer, start, parameters(2), state);
            Flat before = Tree.flatten(new Updated<>(start, state));
            Flat after = Tree.flatten(next);
            assertThat(after.structure()).isEqualTo(before.structure());
            assertThat(types(next)).isEqualTo(types(new Updated<>(start, state)));
            assertThat(next.parameters().count().item()).isEqualTo(7);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aZeroGradientMovesOnlyWhatDecays() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void check(Row<Parameters, S> row) {
            Optimizer<Parameters, S> optimizer = row.optimizer();
            Parameters start = parameters(1);
            Parameters zero = Tree.map((Tensor leaf) -> leaf.minus(leaf), start);
            Updated<Parameters, S> next = step(optimizer, start, zero, optimizer.init(start));
            assertThat(next.parameters().weight().toFloatArray()[2])
                .isEqualTo(3 * (float) row.kept());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfOtherShapesAreRefusedByPath() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void check(Row<Parameters, S> row) {
            Optimizer<Parameters, S> optimizer = row.optimizer();
            Parameters start = parameters(1);
            Parameters wide =
                new Parameters(
                    Tensor.zeros(DType.F32, 1, 3), start.more(), start.count(), start.name());
            Parameters other =
                new Parameters(start.weight(), List.of(), start.count(), start.name());
            S state = optimizer.init(start);
            assertThatThrownBy(() -> optimizer.step(start, wide, state))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("weight = f32[2, 3], its gradient = f32[1, 3]");
            assertThatThrownBy(() -> optimizer.step(start, other, state))
                .isInstanceOf(TreeException.class)
                .hasMessageContaining("more");
          }
        });
  }
}

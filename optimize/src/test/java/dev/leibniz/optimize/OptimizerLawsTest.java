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

  private record Row<P, S>(String name, Optimizer<P, S> optimizer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static <P> List<Row<P, ?>> rows() {
    return List.of(
        new Row<P, SgdState<P>>("Sgd", Sgd.of(1e-3)),
        new Row<P, SgdState<P>>("Sgd with momentum", Sgd.<P>of(2e-4).withMomentum(0.9)),
        new Row<P, SgdState<P>>("Sgd with Nesterov's", Sgd.<P>of(2e-4).withNesterov(0.9)),
        new Row<P, AdamState<P>>("Adam", Adam.of(Schedule.cosine(0.05, 20_000))),
        new Row<P, AdamState<P>>("Adam by one cycle", Adam.of(Schedule.oneCycle(0.05, 20_000))),
        new Row<P, AdamWState<P>>("AdamW", AdamW.of(Schedule.cosine(0.05, 20_000), 1e-6)));
  }

  private static <P> Stream<DynamicTest> each(Law<P> law) {
    return OptimizerLawsTest.<P>rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> law.check(row)));
  }

  private interface Law<P> {
    <S> void holds(Optimizer<P, S> optimizer);

    default <S> void check(Row<P, S> row) {
      holds(row.optimizer());
    }
  }

  private static final int STEPS = 20_000;

  private static <S> double minimum(
      Optimizer<Tensor, S> optimizer, Function<Tensor, Tensor> f, Tensor start) {
    Function<Tensor, ValueAnd<Tensor>> gradient = Grad.of(f).withValue();
    Jit2<Tensor, S, Run<Tensor, S>> step =
        Jit.of((Tensor x, S state) -> {
          ValueAnd<Tensor> slope = gradient.apply(x);
          Updated<Tensor, S> next = optimizer.step(x, slope.gradient(), state);
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
          public <S> void holds(Optimizer<Tensor, S> optimizer) {
            assertThat(minimum(optimizer, f, Tensor.zeros(DType.F64, 3))).isLessThan(1e-8);
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
          public <S> void holds(Optimizer<Tensor, S> optimizer) {
            double least = minimum(optimizer, f, Tensor.of(new double[] {-1.2, 1}));
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

  @TestFactory
  Stream<DynamicTest> compiledStepsGiveTheSameBits() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void holds(Optimizer<Parameters, S> optimizer) {
            Function3<Parameters, Parameters, S, Updated<Parameters, S>> compiled =
                Jit.of((Parameters p, Parameters g, S s) -> optimizer.step(p, g, s));
            S state = optimizer.init(parameters(1));
            Updated<Parameters, S> eager = new Updated<>(parameters(1), state);
            Updated<Parameters, S> fast = eager;
            for (int i = 1; i <= 10; i++) {
              eager = optimizer.step(eager.parameters(), parameters(i), eager.state());
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

  private static List<String> types(Object tree) {
    return Tree.flatten(tree).leaves().stream().map(leaf -> leaf.type().toString()).toList();
  }

  @TestFactory
  Stream<DynamicTest> stepsKeepStructureTypesAndWhatIsNoNumber() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void holds(Optimizer<Parameters, S> optimizer) {
            Parameters start = parameters(1);
            S state = optimizer.init(start);
            Updated<Parameters, S> next = optimizer.step(start, parameters(2), state);
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
          public <S> void holds(Optimizer<Parameters, S> optimizer) {
            Parameters start = parameters(1);
            Parameters zero = Tree.map((Tensor leaf) -> leaf.minus(leaf), start);
            Updated<Parameters, S> next = optimizer.step(start, zero, optimizer.init(start));
            float kept = optimizer instanceof AdamW<?> ? (float) (1 - 0.05 * 1e-6) : 1;
            assertThat(next.parameters().weight().toFloatArray()[2]).isEqualTo(3 * kept);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfOtherShapesAreRefusedByPath() {
    return each(
        new Law<Parameters>() {
          @Override
          public <S> void holds(Optimizer<Parameters, S> optimizer) {
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

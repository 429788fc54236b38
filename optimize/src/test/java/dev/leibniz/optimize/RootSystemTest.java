package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RootSystemTest {
  static Stream<Arguments> squareProblems() {
    return MoreGarbowHillstrom.ALL.stream()
        .filter(p -> p.residuals().apply(p.start()).length == p.start().length)
        .filter(p -> p.minimum() == 0)
        .flatMap(p -> Stream.of(SystemMethod.values()).map(method -> Arguments.of(p, method)));
  }

  @ParameterizedTest
  @MethodSource("squareProblems")
  void aRootIsFound(MoreGarbowHillstrom.Problem problem, SystemMethod method) {
    SystemRoot root =
        Root.system(problem.residuals(), problem.start(), SystemOptions.defaults().method(method));

    assertThat(root.status().converged()).as(root.status().sentence()).isTrue();
    assertThat(root.residualNorm()).isLessThan(1e-12);
    assertThat(root.value()).containsExactly(problem.residuals().apply(root.point()));
  }

  @Test
  void aSystemWithoutRootEndsAtTheSmallestNorm() {
    SystemRoot root =
        Root.system(x -> new double[] {x[0] * x[0] + 1, x[1] - 2}, new double[] {3, 4});

    assertThat(root.status().kind()).isEqualTo(Kind.SINGULAR);
    assertThat(root.residualNorm()).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(SystemMethod.class)
  void aDoubleRootIsFound(SystemMethod method) {
    SystemRoot root =
        Root.system(
            x -> new double[] {(x[0] - 1) * (x[0] - 1), x[1] - x[0]},
            new double[] {3, 4},
            SystemOptions.defaults().method(method));

    assertThat(root.point()[0]).isCloseTo(1, within(1e-6));
    assertThat(root.residualNorm()).isLessThan(1e-12);
  }

  @Test
  void theHybridComputesFewerJacobiansThanNewton() {
    VectorFunction f = x -> new double[] {Math.exp(x[0]) - x[1], x[0] * x[1] - 1};
    double[] start = {2, 1};
    SystemRoot hybrid = Root.system(f, start);
    SystemRoot newton = Root.system(f, start, SystemOptions.defaults().method(SystemMethod.NEWTON));

    assertThat(hybrid.jacobianEvaluations()).isLessThan(newton.jacobianEvaluations());
    assertThat(newton.evaluations()).isLessThan(hybrid.evaluations());
    assertThat(hybrid.point()[0]).isCloseTo(0.5671432904097838, within(1e-12));
    assertThat(newton.point()[0]).isCloseTo(0.5671432904097838, within(1e-14));
  }

  @Test
  void theUsersJacobianIsUsed() {
    SystemOptions given =
        SystemOptions.defaults().jacobian(x -> new double[][] {{2 * x[0], 0}, {0, 1}});
    SystemRoot root =
        Root.system(x -> new double[] {x[0] * x[0] - 4, x[1]}, new double[] {1, 1}, given);

    assertThat(root.point()[0]).isCloseTo(2, within(1e-12));
  }

  @Test
  void aStartWithoutValueIsAnOutcome() {
    SystemRoot root = Root.system(x -> new double[] {Math.log(x[0])}, new double[] {-1});

    assertThat(root.status().kind()).isEqualTo(Kind.NOT_A_NUMBER);
    assertThat(root.status().sentence()).isEqualTo("at the start residual 0 is NaN");
  }

  @Test
  void aRegionWithoutValuesIsAvoided() {
    SystemRoot root =
        Root.system(x -> new double[] {Math.log(x[0]) + 3, x[1] - x[0]}, new double[] {9, 1});

    assertThat(root.status().converged()).as(root.status().sentence()).isTrue();
    assertThat(root.point()[0]).isCloseTo(Math.exp(-3), within(1e-12));
  }

  @Test
  void exceptionsAndLimitsAreOutcomes() {
    VectorFunction throwing =
        x -> {
          if (x[0] > 0) {
            throw new IllegalStateException("no");
          }
          return x;
        };
    assertThat(Root.system(throwing, new double[] {1}).status().kind()).isEqualTo(Kind.FAILED);
    VectorFunction hard = x -> new double[] {Math.exp(x[0]) - 1e30};
    assertThat(
            Root.system(hard, new double[] {0}, SystemOptions.defaults().evaluations(5))
                .status()
                .kind())
        .isEqualTo(Kind.LIMIT);
    assertThat(
            Root.system(hard, new double[] {0}, SystemOptions.defaults().time(Duration.ZERO))
                .status()
                .kind())
        .isEqualTo(Kind.LIMIT);
  }

  @Test
  void sizesThatDifferAreRefused() {
    assertThatThrownBy(() -> Root.system(x -> new double[] {x[0] + x[1]}, new double[] {1, 2}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining(
            "Root.system: there must be as many equations as unknowns; got 1 equations, 2"
                + " unknowns.");
    assertThatThrownBy(() -> Root.system(x -> x, new double[] {Double.NaN}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("start[0] = NaN");
  }
}

package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GaussRuleTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 31})
  void powersUpToTheDegreeAreExact(int size) {
    GaussRule rule = GaussRule.legendre(size);
    for (int degree = 0; degree < 2 * size; degree++) {
      int power = degree;
      double exact = degree % 2 == 0 ? 2.0 / (degree + 1) : 0;
      assertThat(rule.apply(x -> Math.pow(x, power))).isCloseTo(exact, within(1e-15));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1000})
  void jacobiWithBothPowersMinusOneHalfIsChebyshev(int size) {
    GaussRule jacobi = GaussRule.jacobi(size, -0.5, -0.5);
    GaussRule chebyshev = GaussRule.chebyshev(size);
    assertThat(jacobi.nodes()).containsExactly(chebyshev.nodes(), within(2.3e-16));
    assertThat(jacobi.weights()).containsExactly(chebyshev.weights(), within(2e-15 / size));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1000})
  void jacobiWithBothPowersOneHalfIsChebyshevsSecondKind(int size) {
    GaussRule jacobi = GaussRule.jacobi(size, 0.5, 0.5);
    GaussRule chebyshev = GaussRule.chebyshevSecondKind(size);
    assertThat(jacobi.nodes()).containsExactly(chebyshev.nodes(), within(2.3e-16));
    assertThat(jacobi.weights()).containsExactly(chebyshev.weights(), within(2e-15 / size));
  }

  /// Nodes and weights by Newton's method with 50 digits.
  @Test
  void tenThousandNodesHaveFullPrecision() {
    GaussRule rule = GaussRule.legendre(10_000);
    assertNode(rule, 9_999, 0.9999999710869617, 7.420019273239323e-8);
    assertNode(rule, 9_998, 0.9999998476589268, 1.7272391761409502e-7);
    assertNode(rule, 7_500, 0.7071900752860284, 2.2210687031313673e-4);
    assertThat(Arrays.stream(rule.weights()).sum()).isCloseTo(2, within(1e-14));
  }

  @Test
  void aThousandNodesHaveFullPrecision() {
    assertNode(GaussRule.legendre(1000), 999, 0.9999971112980754, 7.413338416432072e-6);
    assertNode(GaussRule.laguerre(1000), 0, 0.001445074067541512, 0.003703171934719189);
    assertNode(GaussRule.normal(1000, 0, 1), 500, 0.04966052974828241, 0.03957454925993192);
  }

  private static void assertNode(GaussRule rule, int index, double node, double weight) {
    assertThat(rule.nodes()[index]).isCloseTo(node, within(2 * Math.ulp(node)));
    assertThat(rule.weights()[index]).isCloseTo(weight, within(8 * Math.ulp(weight)));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 100, 1000})
  void hermiteAndLaguerreIntegrateEntireFunctions(int size) {
    Offset<Double> rounding = within(1e-14);
    assertThat(GaussRule.hermite(size).apply(Math::cos))
        .isCloseTo(Math.sqrt(Math.PI) * Math.exp(-0.25), rounding);
    assertThat(GaussRule.laguerre(size).apply(x -> Math.exp(-x))).isCloseTo(0.5, rounding);
    assertThat(GaussRule.laguerre(size, 0.5).apply(x -> Math.exp(-x)))
        .isCloseTo(0.5 * Math.sqrt(Math.PI) / Math.pow(2, 1.5), rounding);
    assertThat(GaussRule.jacobi(size, 0.3, -0.7).apply(x -> 1 + x))
        .isCloseTo(1.7079161579858153, within(4e-15));
  }

  @Test
  void expectationsAreThoseOfTheDistribution() {
    assertThat(GaussRule.normal(30, 1, 0.5).apply(Math::exp))
        .isCloseTo(Math.exp(1.125), within(1e-14));
    assertThat(GaussRule.gamma(10, 2.5, 2).apply(x -> x * x))
        .isCloseTo(2.5 * 3.5 / 4, within(1e-14));
    assertThat(GaussRule.beta(10, 2.5, 2).apply(x -> x)).isCloseTo(2.5 / 4.5, within(1e-15));
    assertThat(GaussRule.beta(10, 0.5, 0.5).apply(x -> x * x)).isCloseTo(3.0 / 8, within(1e-15));
  }

  @Test
  void clenshawCurtisHasTheEndsAndIsExactToItsSize() {
    GaussRule rule = GaussRule.clenshawCurtis(6);
    assertThat(rule.nodes()[0]).isEqualTo(-1);
    assertThat(rule.nodes()[5]).isEqualTo(1);
    assertThat(rule.apply(x -> Math.pow(x, 4))).isCloseTo(0.4, within(1e-15));
    assertThat(GaussRule.clenshawCurtis(33).apply(Math::exp))
        .isCloseTo(2 * Math.sinh(1), within(1e-15));
  }

  @Test
  void aRuleMovesToAnotherInterval() {
    assertThat(GaussRule.legendre(20).on(0, Math.PI).apply(Math::sin)).isCloseTo(2, within(1e-15));
  }

  @Test
  void impossibleRulesAreErrors() {
    assertThatThrownBy(() -> GaussRule.legendre(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("GaussRule.legendre: a rule has at least one node; got size = 0");
    assertThatThrownBy(() -> GaussRule.jacobi(3, -1, 0)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> GaussRule.gamma(3, 0, 1)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> GaussRule.clenshawCurtis(1)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> new GaussRule(new double[1], new double[2]))
        .isInstanceOf(ArgumentException.class);
  }
}

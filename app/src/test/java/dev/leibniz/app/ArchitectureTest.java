package dev.leibniz.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.leibniz.calculus.DerivativeRule;
import dev.leibniz.calculus.Differentiator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The order of the packages: `docs/decisions/001-package-order.md` says where it comes from.
final class ArchitectureTest {
  /// Every package of the product, each using only those before it.
  private static final List<String> ORDER =
      List.of(
          "dev.leibniz.error",
          "dev.leibniz.data",
          "dev.leibniz.ir",
          "dev.leibniz.transform",
          "dev.leibniz.eval",
          "dev.leibniz.backend",
          "dev.leibniz.compile",
          "dev.leibniz.simd",
          "dev.leibniz.tensor",
          "dev.leibniz.tree",
          "dev.leibniz.function",
          "dev.leibniz.calculus",
          "dev.leibniz.bytecode.runtime",
          "dev.leibniz.bytecode",
          "dev.leibniz",
          "dev.leibniz.integrate",
          "dev.leibniz.optimize",
          "dev.leibniz.learn.source",
          "dev.leibniz.learn.file",
          "dev.leibniz.learn.data",
          "dev.leibniz.learn.table",
          "dev.leibniz.learn.layer",
          "dev.leibniz.learn.loss",
          "dev.leibniz.learn.model",
          "dev.leibniz.learn.training",
          "dev.leibniz.app");

  /// The classes that look forward in [#ORDER]: the door from the function types to the engine.
  private static final DescribedPredicate<JavaClass> DOOR =
      belongToAnyOf(Differentiator.class, DerivativeRule.class);

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.leibniz");

  @Test
  void theRulesSeeTheWholeProduct() {
    assertThat(PRODUCT.size()).isGreaterThan(300);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(packages().map(JavaPackage::getName).toList())
        .containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyThoseBeforeIt() {
    return Stream.iterate(0, i -> i < ORDER.size() - 1, i -> i + 1)
        .map(i ->
            DynamicTest.dynamicTest(
                ORDER.get(i),
                () -> {
                  String[] later = ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new);
                  noClasses()
                      .that(resideInAPackage(ORDER.get(i)).and(not(DOOR)))
                      .should()
                      .dependOnClassesThat(resideInAnyPackage(later))
                      .check(PRODUCT);
                }));
  }

  @Test
  void packagesFormNoCycles() {
    slices()
        .matching("(dev.leibniz..)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(DOOR, DescribedPredicate.alwaysTrue())
        .check(PRODUCT);
  }

  @Test
  void plainJavaUsesNothingOfTheTensorSideButItsErrors() {
    noClasses()
        .that(resideInAnyPackage("dev.leibniz.calculus", "dev.leibniz.bytecode.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "dev.leibniz.data",
                "dev.leibniz.ir",
                "dev.leibniz.transform",
                "dev.leibniz.eval",
                "dev.leibniz.backend",
                "dev.leibniz.compile",
                "dev.leibniz.tensor",
                "dev.leibniz.tree",
                "dev.leibniz.function"))
        .check(PRODUCT);
  }

  @Test
  void productsNeverNameTheCompiler() {
    noClasses()
        .that(not(resideInAnyPackage("dev.leibniz.compile", "dev.leibniz.simd", "dev.leibniz.app")))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.leibniz.compile"))
        .check(PRODUCT);
  }

  @Test
  void nothingNamesTheVectorLanesWhichAreAService() {
    noClasses()
        .that(not(resideInAPackage("dev.leibniz.simd")))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.leibniz.simd"))
        .check(PRODUCT);
  }

  @TestFactory
  Stream<DynamicTest> everyPackageIsNullMarked() {
    return packages()
        .map(p ->
            DynamicTest.dynamicTest(
                p.getName(), () -> assertThat(p.isAnnotatedWith(NullMarked.class)).isTrue()));
  }

  private static Stream<JavaPackage> packages() {
    return PRODUCT.stream().map(JavaClass::getPackage).distinct();
  }
}

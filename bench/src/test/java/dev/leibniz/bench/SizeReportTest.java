package dev.leibniz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SizeReportTest {
  @Test
  void blankLinesAndCommentsDoNotCount() {
    assertThat(
            SizeReport.codeLines(
                """
                /* A licence,
                 * in two lines. */
                package a;

                /// Documentation.
                class A { // the start
                  int x = /* between */ 1;
                }
                """))
        .isEqualTo(4);
  }

  @Test
  void quotedTextIsCodeAlsoWhereItLooksLikeAComment() {
    assertThat(
            SizeReport.codeLines(
                "String a = \"/*\";\nchar b = '\"';\nString c = \"\\\"//\";\n// */ \"\nint d;\n"))
        .isEqualTo(4);
    assertThat(
            SizeReport.codeLines("String a = \"\"\"\n    // text\n    \" \\\"\"\"\n    \"\"\";\n"))
        .isEqualTo(4);
  }
}

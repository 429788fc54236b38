package dev.leibniz.bench.gradbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Solves GradBench's evals: one message per line on standard input, one answer per line on
/// standard output. Whatever else has something to say says it on standard error.
///
///     echo '{"id":0,"kind":"start"}' | ./leibniz gradbench
public final class GradBench {
  private GradBench() {}

  /// Answers messages until there are no more.
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Session session = new Session();
    BufferedReader messages =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = messages.readLine(); line != null; line = messages.readLine()) {
      if (!line.isBlank()) {
        Session.Answer answer = session.answer(line);
        if (!answer.trouble().isEmpty()) {
          System.err.println("gradbench: " + answer.trouble());
        }
        answers.print(answer.line() + "\n");
        answers.flush();
      }
    }
  }
}

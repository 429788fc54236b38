package dev.leibniz.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A peer in another process that asks this one for values of functions: a task goes out as a line,
/// questions come back as a word and numbers, until the word is "done".
final class Peer implements AutoCloseable {
  private final Process process;

  /// What answers a question.
  interface Answers {
    double[] answer(String question, double[] numbers);
  }

  Peer(String... command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Has a task done.
  void run(String method, double[] start, Answers answers) throws IOException {
    say(method + " " + words(start));
    while (true) {
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new IOException("the peer has ended");
      }
      String[] question = line.split(" ", 2);
      if (question[0].equals("done")) {
        return;
      }
      say(words(answers.answer(question[0], numbers(question[1]))));
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  private void say(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  private static double[] numbers(String words) {
    return Arrays.stream(words.strip().split(" ", -1)).mapToDouble(Peer::number).toArray();
  }

  /// Python writes NaN and infinities in its own way, and a number's exponent always.
  private static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  private static String words(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}

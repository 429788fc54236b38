package dev.leibniz.bench.peers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A worker seen from the report: see [Worker] for what is said.
public final class Peer {
  private static final boolean HAS_WIDE_LANES = hasWideLanes();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final String command;
  private final int threads;

  private Peer(Process process, List<String> command, int threads) {
    this.process = process;
    this.command = String.join(" ", command);
    this.answers = process.inputReader();
    this.questions = process.outputWriter();
    this.threads = threads;
  }

  static Peer start(List<String> command, int threads) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    for (String variable : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      builder.environment().put(variable, String.valueOf(threads));
    }
    builder.environment().put("TF_XLA_FLAGS", "--tf_xla_cpu_global_jit");
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
    if (HAS_WIDE_LANES) {
      // Its own choice on processors that it does not know is code with half the width.
      builder.environment().put("OPENBLAS_CORETYPE", "SkylakeX");
    }
    return new Peer(builder.start(), command, threads);
  }

  private static boolean hasWideLanes() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo")).contains("avx512f");
    } catch (IOException noLinux) {
      return false;
    }
  }

  /// Where this JVM's own classes are, as a class path: a part of the module path is a jar, a
  /// folder of classes, or a folder of jars.
  public static String ownClassPath() {
    String modules = System.getProperty("jdk.module.path");
    if (modules == null) {
      return System.getProperty("java.class.path");
    }
    StringBuilder path = new StringBuilder();
    for (String entry : modules.split(File.pathSeparator, -1)) {
      path.append(entry).append(File.pathSeparator);
      path.append(entry).append(File.separator).append('*').append(File.pathSeparator);
    }
    return path.toString();
  }

  /// On how many threads it works.
  int threads() {
    return threads;
  }

  /// The results of a task's variants.
  Map<String, Double> open(Task task) throws IOException {
    Map<String, Double> results = new LinkedHashMap<>();
    for (String part : ask("open " + task.text()).split("\t", -1)) {
      int equal = part.indexOf('=');
      if (equal > 0) {
        results.put(part.substring(0, equal), Double.valueOf(part.substring(equal + 1)));
      }
    }
    return results;
  }

  /// The seconds of one run.
  ///
  /// @param isProcessor whether those of the processor
  double time(String variant, double seconds, boolean isProcessor) throws IOException {
    String answer = ask("time " + variant + " " + seconds);
    int space = answer.indexOf(' ');
    return Double.parseDouble(isProcessor ? answer.substring(space) : answer.substring(0, space));
  }

  private String ask(String question) throws IOException {
    questions.write(question);
    questions.newLine();
    questions.flush();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("> ")) {
        return line.substring(2);
      }
    }
    throw new IOException("a worker ended at \"" + question + "\": " + command);
  }

  void close() {
    process.destroy();
  }
}

package dev.leibniz.compile;

import dev.leibniz.backend.Backend;
import dev.leibniz.backend.Executable;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Program;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

/// Compiles programs to fused loops. Programs with the same text share what is compiled.
public final class CompilerBackend implements Backend {
  private static final int KEPT = 512;
  private static final Map<String, SoftReference<Executable>> KNOWN =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Executable>> eldest) {
          return size() > KEPT;
        }
      };

  /// For the lookup of services.
  public CompilerBackend() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int preference() {
    return 10;
  }

  @Override
  public Executable compile(Program program) {
    String key = program.canonicalText() + lines(program);
    synchronized (KNOWN) {
      SoftReference<Executable> known = KNOWN.get(key);
      Executable executable = known == null ? null : known.get();
      if (executable == null) {
        executable = CompiledExecutable.of(program);
        KNOWN.put(key, new SoftReference<>(executable));
      }
      return executable;
    }
  }

  /// The lines of a program, which its errors name.
  private static String lines(Program program) {
    StringBuilder lines = new StringBuilder();
    for (Equation equation : program.equations()) {
      lines.append(equation.where()).append(';');
      equation.prim().programs().forEach(inner -> lines.append(lines(inner)));
    }
    return lines.toString();
  }
}

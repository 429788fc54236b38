package dev.leibniz.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.TreeException;
import dev.leibniz.tensor.Tensor;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records of users: in a module, in an open one, and on the class path.
final class ForeignRecordTest {
  private static final String MAKER =
      """
      package users.api;
      public class Maker implements java.util.function.BinaryOperator<Object> {
        public Object apply(Object first, Object second) {
          return new users.code.Pair(first, second);
        }
      }
      """;

  @TempDir private Path folder;

  private Path compiled(String moduleInfo, String access) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/users/code"));
    Path classes = folder.resolve("classes");
    Path pair =
        Files.writeString(
            source.resolve("Pair.java"),
            "package users.code; " + access + " record Pair(Object first, Object second) {}");
    Path makers = Files.createDirectories(folder.resolve("source/users/api"));
    Path maker = Files.writeString(makers.resolve("Maker.java"), MAKER);
    Path info = Files.writeString(folder.resolve("source/module-info.java"), moduleInfo);
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), pair.toString()));
    if (access.equals("public")) {
      arguments.add(maker.toString());
    }
    if (!moduleInfo.isEmpty()) {
      arguments.add(info.toString());
    }
    String[] all = arguments.toArray(String[]::new);
    assertThat(ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, all))
        .isZero();
    return classes;
  }

  private static Class<?> inModule(Path classes) throws ClassNotFoundException {
    ModuleFinder finder = ModuleFinder.of(classes);
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("users"));
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, loader)
        .findLoader("users")
        .loadClass("users.code.Pair");
  }

  private static Object pair(Class<?> type, Object first, Object second)
      throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(first, second);
  }

  @SuppressWarnings("unchecked")
  private static BinaryOperator<Object> maker(Class<?> type) throws ReflectiveOperationException {
    return (BinaryOperator<Object>) type.getConstructor().newInstance();
  }

  private static void requireTree(Object pair) {
    Flat flat = Tree.flatten(pair);
    assertThat(flat.structure().paths()).containsExactly("first", "second[0]");
    assertThat(flat.structure().rebuild(flat.leaves())).isEqualTo(pair);
  }

  private static final Tensor ONE = Tensor.scalar(1.0);

  @Test
  void recordsOnTheClassPathNeedNothing() throws Exception {
    URL url = compiled("", "").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url})) {
      requireTree(pair(loader.loadClass("users.code.Pair"), ONE, List.of(ONE)));
    }
  }

  @Test
  void recordsThatAreNotPublicNeedAnOpenPackage() throws Exception {
    Class<?> type = inModule(compiled("module users { opens users.code; }", ""));
    requireTree(pair(type, ONE, List.of(ONE)));
  }

  @Test
  void publicRecordsOfAnExportedPackageNeedNothing() throws Exception {
    Class<?> type = inModule(compiled("module users { exports users.code; }", "public"));
    requireTree(pair(type, ONE, List.of(ONE)));
  }

  @Test
  void closedRecordsAreRefusedWithTheLineToWrite() throws Exception {
    Path classes = compiled("module users { exports users.api; }", "public");
    BinaryOperator<Object> maker =
        maker(inModule(classes).getClassLoader().loadClass("users.api.Maker"));
    Object pair = maker.apply(ONE, ONE);
    assertThatThrownBy(() -> Tree.flatten(pair))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining(
            "tree: records must be open to module dev.leibniz.tensor; got record users.code.Pair of"
                + " module users.")
        .hasMessageContaining(
            "Fix: write in module-info.java: opens users.code to dev.leibniz.tensor.");
  }
}

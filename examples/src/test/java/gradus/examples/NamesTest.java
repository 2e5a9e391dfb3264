package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A learner's page imports whole modules, and every name in them must then be usable: none may
/// clash with one of `java.base`, which such a page imports too.
class NamesTest {
  /// Clashes with a name in `java.security`; its documentation tells the way out.
  private static final Set<String> DOCUMENTED_CLASHES = Set.of("gradus.nn.Identity");

  @TempDir private Path folder;

  @Test
  void everyNameCanBeUsedInACompactSourceFile() throws IOException {
    List<Class<?>> types = new ArrayList<>();
    for (ModuleReference module : Javac.modules().findAll()) {
      if (module.descriptor().name().startsWith("gradus.")) {
        types.addAll(exported(module));
      }
    }
    assertThat(types).hasSizeGreaterThan(50);
    assertThat(Javac.errors(page(types), folder)).isEmpty();
  }

  private static List<Class<?>> exported(ModuleReference module) throws IOException {
    Set<String> packages =
        module.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    List<Class<?>> types = new ArrayList<>();
    try (var reader = module.open()) {
      for (String file : reader.list().filter(name -> name.endsWith(".class")).toList()) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        int dot = name.lastIndexOf('.');
        if (dot > 0 && packages.contains(name.substring(0, dot)) && !name.contains("$")) {
          addIfPublic(types, name);
        }
      }
    }
    return types;
  }

  private static void addIfPublic(List<Class<?>> types, String name) {
    if (name.endsWith("package-info")) {
      return;
    }
    try {
      Class<?> type = Class.forName(name, false, NamesTest.class.getClassLoader());
      if (Modifier.isPublic(type.getModifiers())) {
        types.add(type);
      }
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String page(List<Class<?>> types) {
    StringBuilder page =
        new StringBuilder(
            "import module gradus.nn;\n"
                + "import module gradus.optim;\n"
                + "import module gradus.examples;\n");
    DOCUMENTED_CLASHES.forEach(name -> page.append("import ").append(name).append(";\n"));
    page.append("void main() {\n");
    for (Class<?> type : types) {
      page.append("  IO.println(%s.class);%n".formatted(type.getSimpleName()));
    }
    return page.append("}\n").toString();
  }
}

package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    List<Class<?>> types = Project.exportedTypes();
    assertThat(types).hasSizeGreaterThan(50);
    assertThat(Javac.errors(page(types), folder)).isEmpty();
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

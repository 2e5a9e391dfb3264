package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every Java page in the README compiles as it stands.
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void everyPageCompiles() throws IOException {
    List<String> pages = pages(Files.readString(readme()));
    assertThat(pages).hasSizeGreaterThanOrEqualTo(3);
    for (String page : pages) {
      assertThat(Javac.errors(page, folder)).as(page).isEmpty();
    }
  }

  @Test
  void aPageThatDoesNotCompileIsNoticed() throws IOException {
    assertThat(Javac.errors("import module gradus.nn;\nvoid main() { Linear x = 3; }", folder))
        .contains("incompatible types");
  }

  /// The README of the whole project; the tests run in its folder or in that of the module.
  private static Path readme() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.of(here.getParent(), here)
        .filter(place -> Files.exists(place.resolve("autograd")))
        .map(place -> place.resolve("README.md"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> pages(String text) {
    List<String> pages = new ArrayList<>();
    var matcher = JAVA.matcher(text);
    while (matcher.find()) {
      pages.add(matcher.group(1));
    }
    return pages;
  }
}

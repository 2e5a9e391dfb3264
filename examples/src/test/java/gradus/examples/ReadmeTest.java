package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every Java page in the README compiles as it stands.
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path out;

  @Test
  void everyPageCompiles() throws IOException {
    List<String> pages = pages(Files.readString(readme()));
    assertThat(pages).hasSizeGreaterThanOrEqualTo(3);
    for (String page : pages) {
      assertThat(errors(page)).as(page).isEmpty();
    }
  }

  @Test
  void aPageThatDoesNotCompileIsNoticed() throws IOException {
    assertThat(errors("import module gradus.nn;\nvoid main() { Linear x = 3; }"))
        .contains("incompatible types");
  }

  private static Path readme() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.of(here, here.getParent())
        .map(folder -> folder.resolve("README.md"))
        .filter(Files::exists)
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

  private String errors(String page) throws IOException {
    Path source = Files.writeString(out.resolve("Lesson.java"), page);
    var messages = new StringWriter();
    var printer = new PrintWriter(messages);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                printer,
                printer,
                "--release",
                "25",
                "-proc:none",
                "-d",
                out.toString(),
                "-p",
                modulePath(),
                "--add-modules",
                "gradus.examples",
                source.toString());
    return code == 0 ? "" : messages.toString();
  }

  /// Where this test itself found the modules, whether on the module path or on the class path.
  private static String modulePath() {
    return Stream.of("jdk.module.path", "java.class.path")
        .map(name -> System.getProperty(name, ""))
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .filter(ReadmeTest::isModule)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isModule(String path) {
    Path place = Path.of(path);
    return path.endsWith(".jar") || Files.exists(place.resolve("module-info.class"));
  }
}

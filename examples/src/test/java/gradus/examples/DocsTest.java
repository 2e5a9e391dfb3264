package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the documentation shows compiles, prints what it says, and leads somewhere: the README, the
/// pages under `docs`, and the comments in the source.
class DocsTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern SHOWN = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @TempDir private static Path folder;

  @Test
  void everySnippetCompilesAndPrintsWhatItShows() throws Exception {
    List<Snippet> snippets = snippets();
    assertThat(snippets).hasSizeGreaterThan(120);
    assertThat(snippets).filteredOn(snippet -> !snippet.shown().isEmpty()).hasSizeGreaterThan(30);
    assertThat(Javac.errors(written(snippets), folder)).isEmpty();
    try (var classes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, loader())) {
      for (Snippet snippet : snippets) {
        if (!snippet.shown().isEmpty()) {
          Class<?> page = classes.loadClass(snippet.className());
          String printed = printed(page, snippet.method());
          assertThat(snippet.agreesWith(printed))
              .as("%s shows%n%sbut prints%n%s", snippet.place(), snippet.shown(), printed)
              .isTrue();
        }
      }
    }
  }

  private static ClassLoader loader() {
    return DocsTest.class.getClassLoader();
  }

  private static List<Path> written(List<Snippet> snippets) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String given : List.of("Given.java", "GivenNumbers.java")) {
      try (var in = DocsTest.class.getResourceAsStream("/docs/" + given)) {
        sources.add(Files.write(folder.resolve(given), in.readAllBytes()));
      }
    }
    for (Snippet snippet : snippets) {
      Path source = folder.resolve(snippet.className() + ".java");
      sources.add(Files.writeString(source, snippet.source()));
    }
    return sources;
  }

  /// What this method of a page prints.
  private static String printed(Class<?> page, String method) throws ReflectiveOperationException {
    Constructor<?> constructor = page.getDeclaredConstructor();
    Method main = page.getDeclaredMethod(method);
    constructor.setAccessible(true);
    main.setAccessible(true);
    var bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.invoke(constructor.newInstance());
    } finally {
      System.setOut(before);
      Autograd.trackValues(false);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSnippetThatDoesNotCompileIsNoticed() throws IOException {
    String page = "import module gradus.nn;\nvoid main() { Linear x = 3; }";
    assertThat(Javac.errors(page, folder)).contains("incompatible types");
  }

  @Test
  void aPageThatPrintsSomethingElseIsNoticed() {
    Snippet page = new Snippet("page", "", "tensor([1.0000, 2.0000]) after 10 steps");
    assertThat(page.agreesWith("tensor([1.0000, 2.0001])\nafter 10 steps\n")).isTrue();
    assertThat(page.agreesWith("tensor([1.0000, 2.0100]) after 10 steps")).isFalse();
    assertThat(page.agreesWith("tensor([1.0000, 2.0000]) after 11 steps")).isFalse();
    assertThat(page.agreesWith("tensor([1.0000, 2.0000]) after 10")).isFalse();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = SHOWN.matcher(Project.read(page)).replaceAll("");
      LINK.matcher(text)
          .results()
          .filter(link -> !leadsSomewhere(page, link.group(1), link.group(2)))
          .forEach(link -> broken.add(name(page) + " " + link.group()));
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target, String anchor) {
    Path file = target.isEmpty() ? page : page.resolveSibling(target);
    return Files.exists(file) && (anchor == null || anchors(file).contains(anchor));
  }

  /// What the headings of a page are called in links.
  private static List<String> anchors(Path page) {
    return HEADING
        .matcher(Project.read(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  /// All snippets of the pages and of the comments in the source.
  private static List<Snippet> snippets() {
    List<Snippet> snippets = new ArrayList<>();
    for (Path page : pages()) {
      snippets.addAll(Snippet.ofPage(name(page), Project.read(page)));
    }
    for (String module : List.of("autograd", "nn", "optim", "examples")) {
      for (Path source :
          Project.files(Project.ROOT.resolve(module, "src", "main", "java"), ".java")) {
        snippets.addAll(Snippet.ofComments(name(source), Project.read(source)));
      }
    }
    return snippets;
  }

  private static List<Path> pages() {
    List<Path> pages = new ArrayList<>(Project.files(Project.ROOT.resolve("docs"), ".md"));
    for (String page : List.of("README.md", "CONTRIBUTING.md", "examples/README.md")) {
      pages.add(Project.ROOT.resolve(page));
    }
    return pages;
  }

  private static String name(Path file) {
    return Project.ROOT.relativize(file).toString();
  }
}

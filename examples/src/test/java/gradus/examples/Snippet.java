package gradus.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A piece of Java that a page, or a comment in the source, shows between ` ```java ` and ` ``` `.
///
/// A *page* has a `main` and stands as a learner would save it. Everything else is a *fragment*:
/// statements, members of a class, or one expression, which may use the names in the test resource
/// `docs/Given.java`. Either prints what the next block marked `text` shows; where there is none,
/// what the comments behind its `IO.println` say. In a fragment, an expression with a value behind
/// it, `theta.grad(); // tensor([10.])`, counts as printed.
///
/// @param place the file and the line where it begins
/// @param code the Java
/// @param shown what the page says that it prints; empty if it says nothing
record Snippet(String place, String code, String shown) {
  private static final String MAIN = "void main(";
  private static final Pattern BLOCK =
      Pattern.compile("^```(java|text)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PRINTED = Pattern.compile("(?m)IO\\.println\\(.*\\); // (.*)$");
  private static final Pattern VALUE =
      Pattern.compile("(?m)^ *([^/=;]+\\)); // (tensor\\(.*|-?[\\d.]+|[A-Z_]{2,})$");
  private static final Pattern MEMBER =
      Pattern.compile("(?m)^(public|protected|private|static|@Override)\\b");
  private static final String IMPORTS =
      """
      import module java.base;
      import module gradus.nn;
      import module gradus.optim;
      import gradus.nn.plot.*;
      import static gradus.autograd.DType.*;
      import static gradus.autograd.Index.*;
      import static gradus.optim.ParamGroup.group;
      import static gradus.optim.ReduceLROnPlateau.Mode.*;
      import gradus.examples.Digits;
      """;

  /// The snippets of a Markdown page.
  static List<Snippet> ofPage(String name, String text) {
    List<Snippet> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals("java")) {
        long line = text.substring(0, block.start()).lines().count() + 2;
        String code = printing(block.group(2));
        found.add(new Snippet(name + ":" + line, code, comments(code)));
      } else if (!found.isEmpty()) {
        Snippet last = found.removeLast();
        found.add(new Snippet(last.place, last.code, block.group(2)));
      }
    }
    return found;
  }

  private static String printing(String code) {
    return code.contains(MAIN) ? code : VALUE.matcher(code).replaceAll("IO.println($1); // $2");
  }

  private static String comments(String code) {
    return PRINTED
        .matcher(code)
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.joining("\n"));
  }

  /// The snippets in the `///` comments of a Java file. Other lines count as empty, so that the
  /// numbers of lines stay.
  static List<Snippet> ofComments(String name, String source) {
    String comments =
        source
            .lines()
            .map(String::strip)
            .map(line -> line.startsWith("///") ? line.replaceFirst("/// ?", "") : "")
            .collect(Collectors.joining("\n"));
    return ofPage(name, comments);
  }

  boolean isPage() {
    return code.contains(MAIN);
  }

  /// The method that runs it.
  String method() {
    return isPage() ? "main" : "given";
  }

  /// The name of the class that it becomes.
  String className() {
    return place.replaceAll("\\W", "_");
  }

  /// The file that it becomes.
  String source() {
    if (isPage()) {
      return code;
    }
    String body = code.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
    String imports = code.lines().filter(Snippet::isImport).collect(Collectors.joining("\n"));
    return IMPORTS
        + imports
        + "\n@SuppressWarnings(\"all\") class "
        + className()
        + " extends "
        + given()
        + " {\n"
        + member(body)
        + "\n}\n";
  }

  /// The class with the names that a fragment may use: elsewhere `x` is a tensor, in pictures the
  /// numbers of a curve.
  private String given() {
    return place.contains("/plot/") ? "GivenNumbers" : "Given";
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private static String member(String body) {
    if (MEMBER.matcher(body).find()) {
      return body;
    }
    boolean expression = !body.contains(";");
    return "void given() throws Exception {\n"
        + (expression ? "Object given = " + body + ";" : body)
        + "\n}";
  }

  /// Tells whether `printed` is what the page shows: the same words, and the same numbers but for
  /// their last digits, which may differ between machines.
  boolean agreesWith(String printed) {
    List<String> expected = words(shown);
    List<String> actual = words(printed);
    return expected.size() == actual.size()
        && IntStream.range(0, expected.size()).allMatch(i -> agree(expected.get(i), actual.get(i)));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.strip().split("[\\s,;\\[\\]()]+"));
  }

  private static boolean agree(String expected, String actual) {
    return expected.equals(actual)
        || isDecimal(expected)
            && isDecimal(actual)
            && Math.abs(Double.parseDouble(expected) - Double.parseDouble(actual))
                <= 1e-3 * Math.max(1, Math.abs(Double.parseDouble(expected)));
  }

  private static boolean isDecimal(String word) {
    return word.matches("-?\\d+\\.\\d*(e[-+]?\\d+)?");
  }
}

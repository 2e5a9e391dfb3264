package gradus.autograd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The formulas of operations, found in the resource `/META-INF/formulas/NAME.OF.THE.PACKAGE.txt`
/// beside the class that holds an operation's derivatives; so a user's operations can have theirs.
final class Formulas {
  private final Map<String, List<Formula>> byPackage = new HashMap<>();

  /// The formula of the operation of `node`, which is not freed; null where its package gives none.
  Formula of(Node node) {
    for (Formula formula : beside(Rules.author(node.derivatives))) {
      if (formula.isOf(node.name(), node.inputs.length)) {
        return formula;
      }
    }
    return null;
  }

  private List<Formula> beside(Class<?> author) {
    return byPackage.computeIfAbsent(author.getPackageName(), name -> read(author, name));
  }

  /// The formulas in the resource of the package `name`, which `author` belongs to.
  static List<Formula> read(Class<?> author, String name) {
    String resource = "/META-INF/formulas/" + name + ".txt";
    try (InputStream in = author.getResourceAsStream(resource)) {
      return in == null ? List.of() : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("explain: %s cannot be read".formatted(resource), e);
    }
  }

  private static List<Formula> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Formula::parse)
        .toList();
  }
}

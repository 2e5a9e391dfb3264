package gradus.conformance;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// The cases: what PyTorch answers, one JSON object a line, as FORMAT.md beside them tells.
///
/// They lie on the class path in the folder `conformance`; the system property `gradus.conformance`
/// names a further folder with files of the same names.
public final class Cases {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());

  private Cases() {}

  /// All lines of one file, such as `ops`.
  public static List<JsonNode> lines(String name) {
    List<JsonNode> lines = new ArrayList<>(ownLines(name));
    String folder = System.getProperty("gradus.conformance");
    if (folder != null && Files.exists(Path.of(folder, fileName(name)))) {
      lines.addAll(read(name, () -> Files.newInputStream(Path.of(folder, fileName(name)))));
    }
    return lines;
  }

  /// The lines on the class path.
  private static List<JsonNode> ownLines(String name) {
    return read(name, () -> Cases.class.getResourceAsStream("/conformance/" + fileName(name)));
  }

  private static String fileName(String name) {
    return name + ".jsonl.gz";
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private static List<JsonNode> read(String name, Opening file) {
    try (var stream = file.open();
        var values =
            JSON.readerFor(JsonNode.class).<JsonNode>readValues(new GZIPInputStream(stream))) {
      return values.readAll();
    } catch (IOException broken) {
      throw new UncheckedIOException(fileName(name) + " cannot be read", broken);
    }
  }

  /// The calls of one file whose operator is wanted, numbered per operator.
  static List<Case> calls(String name, Predicate<String> wanted) {
    Map<String, Integer> counts = new HashMap<>();
    List<Case> cases = new ArrayList<>();
    int own = ownLines(name).size();
    for (JsonNode line : lines(name)) {
      int number = counts.merge(line.get("op").textValue(), 1, Integer::sum);
      Case call = new Case(number, own-- > 0, line);
      if (wanted.test(call.op())) {
        cases.add(call);
      }
    }
    return cases;
  }
}

package gradus.autograd;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/// Reads test resources of one JSON value a line, gzipped, in which NaN and Infinity stand bare.
final class JsonLines {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());

  private JsonLines() {}

  static List<JsonNode> read(String resource) throws IOException {
    try (var file = JsonLines.class.getResourceAsStream(resource);
        var values =
            JSON.readerFor(JsonNode.class).<JsonNode>readValues(new GZIPInputStream(file))) {
      return values.readAll();
    }
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}

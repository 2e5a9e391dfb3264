package gradus.optim;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/// Reads reference answers: one JSON value a line, gzipped.
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

  static JsonNode document(String resource) throws IOException {
    try (var file = JsonLines.class.getResourceAsStream(resource)) {
      return JSON.readTree(file);
    }
  }

  static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  static Tensor tensor(JsonNode node) {
    int[] shape =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    DType dtype = DType.valueOf(node.get("dtype").asText().toUpperCase());
    return Tensor.of(dtype, numbers(node.get("data"))).reshape(shape);
  }
}

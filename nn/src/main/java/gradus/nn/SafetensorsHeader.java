package gradus.nn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import gradus.autograd.DType;
import gradus.autograd.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the header of a safetensors file says, checked against the length of the file.
///
/// The format leaves no byte of the data unnamed and none named twice; a file that does is refused,
/// as is a header that is longer than the file, or than 100 MB.
///
/// @param dataStart where the data begins in the file
record SafetensorsHeader(Map<String, Place> tensors, Map<String, String> metadata, long dataStart) {
  private static final long LONGEST_HEADER = 100_000_000;
  private static final int MOST_DIMS = 64;
  private static final int LONGEST_NAME = 10_000;

  /// Type, shape, and the bytes `begin` to before `end` of the data.
  record Place(DType dtype, Shape shape, long begin, long end) {}

  static SafetensorsHeader read(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new IOException("the file has %d bytes, too few for a header".formatted(size));
    }
    ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    TensorBytes.fill(prefix, channel);
    long length = prefix.getLong();
    if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
      throw new IOException(
          "its header claims %s bytes, but the file has %d and a header at most %d"
              .formatted(Long.toUnsignedString(length), size, LONGEST_HEADER));
    }
    ByteBuffer header = ByteBuffer.allocate((int) length);
    TensorBytes.fill(header, channel);
    long dataStart = Long.BYTES + length;
    return parse(header.array(), dataStart, size - dataStart);
  }

  private static SafetensorsHeader parse(byte[] header, long dataStart, long dataLength)
      throws IOException {
    Map<String, Place> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (JsonParser json =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .createParser(header)) {
      require(json, json.nextToken() == JsonToken.START_OBJECT, "an object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (name.length() > LONGEST_NAME) {
          throw new IOException("a tensor's name has %d letters".formatted(name.length()));
        }
        if (name.equals(Safetensors.METADATA)) {
          readMetadata(json, metadata);
        } else {
          tensors.put(name, readPlace(json, name));
        }
      }
      require(json, json.currentToken() == JsonToken.END_OBJECT, "the end of the object");
      require(json, json.nextToken() == null, "nothing more");
    }
    requireAllOnce(tensors, dataLength);
    return new SafetensorsHeader(
        Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata), dataStart);
  }

  private static void readMetadata(JsonParser json, Map<String, String> metadata)
      throws IOException {
    require(json, json.nextToken() == JsonToken.START_OBJECT, "an object of texts");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      require(json, json.nextToken() == JsonToken.VALUE_STRING, "a text");
      metadata.put(key, json.getText());
    }
  }

  private static Place readPlace(JsonParser json, String name) throws IOException {
    require(json, json.nextToken() == JsonToken.START_OBJECT, "an object");
    DType dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "dtype" -> {
          require(json, json.nextToken() == JsonToken.VALUE_STRING, "a type");
          dtype = dtype(name, json.getText());
        }
        case "shape" -> shape = numbers(json, MOST_DIMS);
        case "data_offsets" -> offsets = numbers(json, 2);
        default -> throw new IOException("'%s' has an unknown field".formatted(name));
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new IOException("'%s' lacks its type, shape or offsets".formatted(name));
    }
    return place(name, dtype, shape, offsets.get(0), offsets.get(1));
  }

  private static DType dtype(String name, String code) throws IOException {
    for (DType dtype : DType.values()) {
      if (Safetensors.code(dtype).equals(code)) {
        return dtype;
      }
    }
    throw new IOException(
        "'%s' has type %s; only F32, F64, I64 and BOOL can be read: convert it where it was written"
            .formatted(name, code));
  }

  private static List<Long> numbers(JsonParser json, int most) throws IOException {
    require(json, json.nextToken() == JsonToken.START_ARRAY, "a list of numbers");
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      long number = json.getLongValue();
      if (number < 0 || numbers.size() == most) {
        throw new IOException("a list of sizes or offsets has a negative number or is too long");
      }
      numbers.add(number);
    }
    require(json, json.currentToken() == JsonToken.END_ARRAY, "a whole number");
    return numbers;
  }

  private static Place place(String name, DType dtype, List<Long> shape, long begin, long end)
      throws IOException {
    int[] sizes = new int[shape.size()];
    long count = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (shape.get(d) > Integer.MAX_VALUE) {
        throw tooLarge(name, shape);
      }
      sizes[d] = shape.get(d).intValue();
      count *= sizes[d];
      if (count > Integer.MAX_VALUE) {
        throw tooLarge(name, shape);
      }
    }
    if (begin > end || end - begin != count * TensorBytes.size(dtype)) {
      throw new IOException(
          "'%s' takes bytes %d to %d, but %s of shape %s needs %d"
              .formatted(name, begin, end, dtype, shape, count * TensorBytes.size(dtype)));
    }
    return new Place(dtype, Shape.of(sizes), begin, end);
  }

  private static IOException tooLarge(String name, List<Long> shape) {
    return new IOException(
        "'%s' has shape %s, more elements than a tensor can hold".formatted(name, shape));
  }

  private static void requireAllOnce(Map<String, Place> tensors, long length) throws IOException {
    List<Place> inOrder =
        tensors.values().stream()
            .sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end))
            .toList();
    long reached = 0;
    for (Place place : inOrder) {
      if (place.begin() != reached) {
        throw new IOException(
            "bytes %d to %d of the data belong to %s"
                .formatted(
                    Math.min(place.begin(), reached),
                    Math.max(place.begin(), reached),
                    place.begin() < reached ? "two tensors" : "no tensor"));
      }
      reached = place.end();
    }
    if (reached != length) {
      throw new IOException(
          "its tensors take %d bytes, but %d follow the header".formatted(reached, length));
    }
  }

  private static void require(JsonParser json, boolean fits, String wanted) throws IOException {
    if (!fits) {
      throw new IOException(
          "its header is damaged at byte %d: there should be %s"
              .formatted(json.currentTokenLocation().getByteOffset(), wanted));
    }
  }
}

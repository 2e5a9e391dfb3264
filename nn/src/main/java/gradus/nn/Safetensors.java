package gradus.nn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import gradus.autograd.DType;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Named tensors in a file that PyTorch and others read and write too: the format *safetensors*.
///
/// ```java
/// Safetensors.write(Path.of("digits.safetensors"), net.stateDict());
/// net.loadStateDict(Safetensors.read(Path.of("digits.safetensors")));
/// ```
///
/// Such a file is the length of a header (8 bytes), the header (JSON: type, shape and place of each
/// tensor), and the elements, row-major, lowest byte first. Types are F32, F64, I64 and BOOL. Two
/// names for one tensor are written as two tensors with the same elements.
public final class Safetensors {
  /// Where the header keeps texts that are not tensors.
  static final String METADATA = "__metadata__";

  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /// Writes all tensors of `state` to `file`, which keeps its old contents until the new are
  /// complete.
  ///
  /// @throws IOException if it cannot be written
  public static void write(Path file, StateDict state) throws IOException {
    write(file, state, Map.of());
  }

  /// Writes all tensors of `state`, and texts of one's own.
  ///
  /// @throws IOException if it cannot be written
  /// @throws IllegalArgumentException if a tensor has the name `__metadata__`
  public static void write(Path file, StateDict state, Map<String, String> metadata)
      throws IOException {
    if (state.has(METADATA)) {
      throw new IllegalArgumentException(
          "Safetensors: a tensor cannot have the name '%s', which stands for the texts of a file; give it another name"
              .formatted(METADATA));
    }
    List<String> order = bySize(state);
    byte[] header = header(state, metadata, offsets(state, order));
    WholeFile.write(
        file,
        channel -> {
          channel.write(length(header));
          channel.write(ByteBuffer.wrap(header));
          for (String name : order) {
            TensorBytes.write(state.tensor(name), channel);
          }
        });
  }

  /// The names, those of the largest elements first, so that all elements lie at a multiple of
  /// their size.
  private static List<String> bySize(StateDict state) {
    return state.names().stream()
        .sorted(Comparator.comparingInt(name -> -TensorBytes.size(state.tensor(name).dtype())))
        .toList();
  }

  private static Map<String, Long> offsets(StateDict state, List<String> order) {
    Map<String, Long> offsets = new LinkedHashMap<>();
    long offset = 0;
    for (String name : order) {
      offsets.put(name, offset);
      offset += bytes(state.tensor(name));
    }
    return offsets;
  }

  private static long bytes(Tensor tensor) {
    return (long) tensor.numel() * TensorBytes.size(tensor.dtype());
  }

  private static byte[] header(
      StateDict state, Map<String, String> metadata, Map<String, Long> offsets) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (var entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      for (var entry : state.entries().entrySet()) {
        describe(json, entry.getKey(), entry.getValue(), offsets.get(entry.getKey()));
      }
      json.writeEndObject();
    }
    byte[] padding = " ".repeat(-bytes.size() & ALIGNMENT - 1).getBytes(StandardCharsets.UTF_8);
    bytes.write(padding);
    return bytes.toByteArray();
  }

  private static void describe(JsonGenerator json, String name, Tensor tensor, long offset)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", code(tensor.dtype()));
    int[] sizes = tensor.shape().toArray();
    json.writeFieldName("shape");
    json.writeArray(sizes, 0, sizes.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {offset, offset + bytes(tensor)}, 0, 2);
    json.writeEndObject();
  }

  /// The format's name for a type.
  static String code(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
      case INT64 -> "I64";
      case BOOL -> "BOOL";
    };
  }

  private static ByteBuffer length(byte[] header) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .flip();
  }

  /// The tensors of `file`, in the header's order.
  ///
  /// @throws IOException if it cannot be read, is damaged, or holds a type that there is not; the
  ///   header is checked before memory for any tensor is taken
  public static StateDict read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel);
      StateDict state = new StateDict();
      for (var entry : header.tensors().entrySet()) {
        var place = entry.getValue();
        channel.position(header.dataStart() + place.begin());
        state.put(entry.getKey(), TensorBytes.read(place.dtype(), place.shape(), channel));
      }
      return state;
    } catch (NoSuchFileException e) {
      throw missing(file, e);
    } catch (IOException e) {
      throw new IOException("Safetensors: %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// The texts of `file`.
  ///
  /// @throws IOException if it cannot be read or is damaged
  public static Map<String, String> metadata(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return SafetensorsHeader.read(channel).metadata();
    } catch (NoSuchFileException e) {
      throw missing(file, e);
    } catch (IOException e) {
      throw new IOException("Safetensors: %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static IOException missing(Path file, NoSuchFileException e) {
    return new IOException(
        "Safetensors: %s: there is no such file; check the name, which is taken from %s on, or write it first"
            .formatted(file, Path.of("").toAbsolutePath()),
        e);
  }
}

package gradus.nn;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One tensor in a file that NumPy reads and writes: the format `.npy`.
///
/// ```java
/// NpyFile.write(Path.of("weights.npy"), linear.weight());   // numpy.load("weights.npy")
/// Tensor x = NpyFile.read(Path.of("x.npy"));                // numpy.save("x.npy", x)
/// ```
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX = 10;
  private static final int ALIGNMENT = 64;
  private static final int LONGEST_HEADER = 10_000;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\),?"
              + " ?\\}\\s*");

  private NpyFile() {}

  /// Writes `tensor` to `file`, which keeps its old contents until the new are complete.
  ///
  /// @throws IOException if it cannot be written
  public static void write(Path file, Tensor tensor) throws IOException {
    String sizes =
        Arrays.stream(tensor.shape().toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(code(tensor.dtype()), sizes, tensor.dim() == 1 ? "," : "");
    int padding = -(PREFIX + header.length() + 1) & ALIGNMENT - 1;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer start = ByteBuffer.allocate(PREFIX + text.length).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length).put(text).flip();
    WholeFile.write(
        file,
        channel -> {
          channel.write(start);
          TensorBytes.write(tensor, channel);
        });
  }

  private static String code(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT64 -> "<i8";
      case BOOL -> "|b1";
    };
  }

  /// The tensor that `file` holds.
  ///
  /// @throws IOException if it cannot be read, is damaged, or holds a type that there is not; the
  ///   header is checked before memory for the elements is taken
  public static Tensor read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel);
    } catch (IOException e) {
      throw new IOException("npy: %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Tensor read(FileChannel channel) throws IOException {
    Matcher header = HEADER.matcher(header(channel));
    if (!header.matches()) {
      throw new IOException("its header is not that of one plain array");
    }
    DType dtype = dtype(header.group(1));
    int[] sizes = sizes(header.group(3));
    long bytes = TensorBytes.size(dtype);
    for (int size : sizes) {
      bytes = Math.multiplyExact(bytes, size);
      if (bytes > (long) Integer.MAX_VALUE * TensorBytes.size(dtype)) {
        throw new IOException("shape %s is too large".formatted(Arrays.toString(sizes)));
      }
    }
    if (channel.size() - channel.position() != bytes) {
      throw new IOException(
          "%s of shape %s needs %d bytes, but %d follow the header"
              .formatted(
                  dtype, Arrays.toString(sizes), bytes, channel.size() - channel.position()));
    }
    return header.group(2).equals("True")
        ? columnsFirst(dtype, sizes, channel)
        : TensorBytes.read(dtype, Shape.of(sizes), channel);
  }

  private static String header(FileChannel channel) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX - 2).order(ByteOrder.LITTLE_ENDIAN);
    TensorBytes.fill(prefix, channel);
    byte[] magic = new byte[MAGIC.length];
    prefix.get(magic);
    int version = prefix.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw new IOException("it does not begin as an npy file of version 1 to 3 does");
    }
    ByteBuffer length =
        ByteBuffer.allocate(version == 1 ? Short.BYTES : Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    TensorBytes.fill(length, channel);
    int count = version == 1 ? Short.toUnsignedInt(length.getShort()) : length.getInt();
    if (count < 0 || count > LONGEST_HEADER || count > channel.size() - channel.position()) {
      throw new IOException("its header claims %d bytes".formatted(Integer.toUnsignedLong(count)));
    }
    ByteBuffer text = ByteBuffer.allocate(count);
    TensorBytes.fill(text, channel);
    return new String(text.array(), StandardCharsets.UTF_8);
  }

  private static DType dtype(String code) throws IOException {
    for (DType dtype : DType.values()) {
      if (code(dtype).equals(code)) {
        return dtype;
      }
    }
    throw new IOException(
        "its type is %s; only <f4, <f8, <i8 and |b1 can be read: convert it with astype"
            .formatted(code));
  }

  private static int[] sizes(String list) throws IOException {
    String[] parts = list.isBlank() ? new String[0] : list.strip().split(",\\s*");
    int[] sizes = new int[parts.length];
    for (int d = 0; d < parts.length; d++) {
      if (!parts[d].matches("[0-9]{1,9}")) {
        throw new IOException("its shape is (%s)".formatted(list));
      }
      sizes[d] = Integer.parseInt(parts[d]);
    }
    return sizes;
  }

  private static Tensor columnsFirst(DType dtype, int[] sizes, FileChannel channel)
      throws IOException {
    int[] backward = new int[sizes.length];
    int[] order = new int[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      backward[d] = sizes[sizes.length - 1 - d];
      order[d] = sizes.length - 1 - d;
    }
    return TensorBytes.read(dtype, Shape.of(backward), channel).permute(order).contiguous();
  }
}

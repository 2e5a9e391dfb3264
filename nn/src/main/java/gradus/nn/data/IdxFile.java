package gradus.nn.data;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Reads the `idx` files in which MNIST and its relatives come: bytes with a header that tells
/// their shape, plain or gzipped.
public final class IdxFile {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP = 0x1f8b;
  private static final int MOST_DIMS = 8;
  private static final int CHUNK = 1 << 16;

  private IdxFile() {}

  /// Reads `file` as a tensor of this type; the bytes are numbers from 0 to 255.
  ///
  /// @throws IOException if it cannot be read, or is not a whole idx file of unsigned bytes
  public static Tensor read(Path file, DType dtype) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, dtype);
    } catch (EOFException e) {
      throw new EOFException(file + ": " + e.getMessage());
    }
  }

  /// Reads an idx file from `source` to its end; see [#read(Path, DType)].
  ///
  /// @throws IOException if it cannot be read, or is not a whole idx file of unsigned bytes
  public static Tensor read(InputStream source, DType dtype) throws IOException {
    DataInputStream in = new DataInputStream(unpacked(new BufferedInputStream(source)));
    Shape shape = header(in);
    byte[] bytes = content(in, shape);
    Tensor out = Tensor.zeros(dtype, shape.toArray());
    fill(out, bytes);
    return out;
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    int first = in.read() << 8 | in.read();
    in.reset();
    return first == GZIP ? new GZIPInputStream(in, CHUNK) : in;
  }

  private static Shape header(DataInputStream in) throws IOException {
    int magic = in.readInt();
    int dims = magic & 0xff;
    if (magic >>> 8 != UNSIGNED_BYTE || dims == 0 || dims > MOST_DIMS) {
      throw new IOException(
          "idx: it begins with 0x%08x; a file of unsigned bytes begins with 0x0000080n, n being the number of dimensions"
              .formatted(magic));
    }
    int[] sizes = new int[dims];
    long count = 1;
    for (int d = 0; d < dims; d++) {
      sizes[d] = in.readInt();
      count *= Math.max(sizes[d], 0);
      if (sizes[d] < 0 || count > Integer.MAX_VALUE - 8) {
        throw new IOException(
            "idx: its header tells size %d in dimension %d, which no tensor can have; the file is damaged"
                .formatted(sizes[d], d));
      }
    }
    return Shape.of(sizes);
  }

  /// The bytes, which must be there before memory for all of them is taken.
  private static byte[] content(DataInputStream in, Shape shape) throws IOException {
    byte[] bytes = in.readNBytes(shape.numel());
    if (bytes.length < shape.numel() || in.read() >= 0) {
      throw new EOFException(
          "idx: shape %s needs %d bytes, but %s follow the header; the file is damaged"
              .formatted(
                  shape,
                  shape.numel(),
                  bytes.length < shape.numel() ? "only " + bytes.length : "more"));
    }
    return bytes;
  }

  private static void fill(Tensor out, byte[] bytes) {
    float[] row = new float[Math.min(bytes.length, CHUNK)];
    Tensor flat = out.view(bytes.length);
    for (int start = 0; start < bytes.length; start += CHUNK) {
      int n = Math.min(CHUNK, bytes.length - start);
      for (int i = 0; i < n; i++) {
        row[i] = Byte.toUnsignedInt(bytes[start + i]);
      }
      flat.narrow(0, start, n).copy_(Tensor.wrap(row, row.length).narrow(0, 0, n));
    }
  }
}

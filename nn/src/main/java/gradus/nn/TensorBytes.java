package gradus.nn;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// The elements of a tensor as bytes in row-major order, lowest byte first, as files hold them.
final class TensorBytes {
  private static final int CHUNK = 1 << 16;

  private TensorBytes() {}

  /// The bytes that one element takes.
  static int size(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT64 -> Double.BYTES;
      case INT64 -> Long.BYTES;
      case BOOL -> 1;
    };
  }

  static void write(Tensor tensor, WritableByteChannel to) throws IOException {
    ByteBuffer chunk = chunk();
    int each = CHUNK / size(tensor.dtype());
    Tensor flat = tensor.detach().contiguous().view(tensor.numel());
    for (int start = 0; start < flat.numel(); start += each) {
      Tensor part = flat.narrow(0, start, Math.min(each, flat.numel() - start));
      chunk.clear();
      put(part, chunk);
      chunk.flip();
      while (chunk.hasRemaining()) {
        to.write(chunk);
      }
    }
  }

  private static void put(Tensor part, ByteBuffer chunk) {
    switch (part.dtype()) {
      case FLOAT32 -> {
        for (float value : part.toFloatArray()) {
          chunk.putFloat(value);
        }
      }
      case FLOAT64 -> {
        for (double value : part.toDoubleArray()) {
          chunk.putDouble(value);
        }
      }
      case INT64 -> {
        for (long value : part.toLongArray()) {
          chunk.putLong(value);
        }
      }
      case BOOL -> {
        for (boolean value : part.toBooleanArray()) {
          chunk.put((byte) (value ? 1 : 0));
        }
      }
    }
  }

  /// Reads a tensor; the caller has made sure that its bytes are there.
  static Tensor read(DType dtype, Shape shape, ReadableByteChannel from) throws IOException {
    Tensor out = Tensor.zeros(dtype, shape.toArray());
    Tensor flat = out.view(shape.numel());
    ByteBuffer chunk = chunk();
    int each = CHUNK / size(dtype);
    for (int start = 0; start < shape.numel(); start += each) {
      int n = Math.min(each, shape.numel() - start);
      fill(chunk.clear().limit(n * size(dtype)), from);
      flat.narrow(0, start, n).copy_(taken(dtype, n, chunk));
    }
    return out;
  }

  private static Tensor taken(DType dtype, int n, ByteBuffer chunk) throws IOException {
    switch (dtype) {
      case FLOAT32 -> {
        float[] values = new float[n];
        chunk.asFloatBuffer().get(values);
        return Tensor.wrap(values, n);
      }
      case FLOAT64 -> {
        double[] values = new double[n];
        chunk.asDoubleBuffer().get(values);
        return Tensor.wrap(values, n);
      }
      case INT64 -> {
        long[] values = new long[n];
        chunk.asLongBuffer().get(values);
        return Tensor.wrap(values, n);
      }
      case BOOL -> {
        boolean[] values = new boolean[n];
        for (int i = 0; i < n; i++) {
          values[i] = truth(chunk.get());
        }
        return Tensor.wrap(values, n);
      }
    }
    throw new IllegalStateException("no such type: " + dtype);
  }

  private static boolean truth(byte value) throws IOException {
    if (value != 0 && value != 1) {
      throw new IOException("a boolean is stored as %d; it must be 0 or 1".formatted(value));
    }
    return value == 1;
  }

  /// Fills `buffer` to its limit and makes it ready to be read.
  static void fill(ByteBuffer buffer, ReadableByteChannel from) throws IOException {
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new EOFException("the file ends too early");
      }
    }
    buffer.flip();
  }

  private static ByteBuffer chunk() {
    return ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package gradus.autograd.kernel;

import java.util.Arrays;

/// The buffers of one thread for [FloatDirectConvolve], used again and again. Each is 0 when it is
/// asked for.
final class FloatDirectCopies {
  private float[] image = {};
  private float[] result = {};
  private float[] tile = {};
  private float[] sums = {};

  float[] image(int size) {
    return image = cleared(image, size);
  }

  float[] result(int size) {
    return result = cleared(result, size);
  }

  float[] tile(int size) {
    return tile = cleared(tile, size);
  }

  float[] sums(int size) {
    return sums = cleared(sums, size);
  }

  private static float[] cleared(float[] buffer, int size) {
    if (buffer.length < size) {
      return new float[size];
    }
    Arrays.fill(buffer, 0, size, 0);
    return buffer;
  }
}

package gradus.autograd.kernel;

import java.util.Arrays;

/// The buffers of one thread for [FloatDirectConvolve], used again and again. Each is 0 when it is
/// asked for; images and results begin at [FloatLines#BEGIN].
final class FloatDirectCopies {
  /// Room for small images.
  private static final int LITTLE_ROOM = 1 << 12;

  private float[] image = {};
  private float[] result = {};
  private float[] tile = {};
  private float[] sums = {};

  float[] image(int size) {
    return image = clearedLines(image, size);
  }

  float[] result(int size) {
    return result = clearedLines(result, size);
  }

  float[] tile(int size) {
    return tile = cleared(tile, size);
  }

  float[] sums(int size) {
    return sums = cleared(sums, size);
  }

  private static float[] clearedLines(float[] buffer, int size) {
    int end = FloatLines.BEGIN + size;
    return buffer.length < end && end > LITTLE_ROOM ? FloatLines.zeros(size) : cleared(buffer, end);
  }

  private static float[] cleared(float[] buffer, int size) {
    if (buffer.length < size) {
      return new float[size];
    }
    Arrays.fill(buffer, 0, size, 0);
    return buffer;
  }
}

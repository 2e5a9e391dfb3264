package gradus.autograd.kernel;

/// Moves blocks of `float`s by place, for [Places]. `stride` is the size of a part of the whole;
/// the chosen elements lie one after the other.
final class FloatPlaces {
  private FloatPlaces() {}

  /// Copies the chosen elements of `x` to `y`.
  static void take(Places places, float[] x, int xo, int stride, float[] y, int yo) {
    int[] starts = places.starts();
    int length = places.length();
    for (int part = 0, to = yo; part < places.parts(); part++) {
      int base = xo + part * stride;
      if (length == 1) {
        for (int start : starts) {
          y[to++] = x[base + start];
        }
      } else {
        for (int start : starts) {
          System.arraycopy(x, base + start, y, to, length);
          to += length;
        }
      }
    }
  }

  /// Copies `x` to the chosen elements of `y`.
  static void put(Places places, float[] x, int xo, float[] y, int yo, int stride) {
    int[] starts = places.starts();
    int length = places.length();
    for (int part = 0, from = xo; part < places.parts(); part++) {
      int base = yo + part * stride;
      if (length == 1) {
        for (int start : starts) {
          y[base + start] = x[from++];
        }
      } else {
        for (int start : starts) {
          System.arraycopy(x, from, y, base + start, length);
          from += length;
        }
      }
    }
  }

  /// Adds `x` to the chosen elements of `y`.
  static void add(Places places, float[] x, int xo, float[] y, int yo, int stride) {
    int[] starts = places.starts();
    int length = places.length();
    for (int part = 0, from = xo; part < places.parts(); part++) {
      int base = yo + part * stride;
      if (length == 1) {
        for (int start : starts) {
          y[base + start] += x[from++];
        }
      } else {
        for (int start : starts) {
          addBlock(x, from, y, base + start, length);
          from += length;
        }
      }
    }
  }

  private static void addBlock(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }

  /// Multiplies the chosen elements of `y` by `x`.
  static void multiply(Places places, float[] x, int xo, float[] y, int yo, int stride) {
    for (int part = 0, from = xo; part < places.parts(); part++) {
      int base = yo + part * stride;
      for (int start : places.starts()) {
        for (int i = 0; i < places.length(); i++) {
          y[base + start + i] *= x[from++];
        }
      }
    }
  }
}

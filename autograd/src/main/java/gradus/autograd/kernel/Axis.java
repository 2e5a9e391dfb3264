package gradus.autograd.kernel;

import java.util.Arrays;

/// Windows along one dimension of an image: tap `j` of window `i` is at the place `i · stride −
/// before + j · dilation`. Places outside 0 … `size` − 1 are padding.
///
/// @param size places along the dimension
/// @param kernel taps of a window
/// @param stride places from window to window
/// @param dilation places from tap to tap
/// @param before places of padding before the first
/// @param windows the number of windows
public record Axis(int size, int kernel, int stride, int dilation, int before, int windows) {
  /// The height of what has none: a single window over a single place.
  public static final Axis NONE = new Axis(1, 1, 1, 1, 0, 1);

  /// The place of a tap; outside 0 … `size` − 1 it is padding.
  public int place(int window, int tap) {
    return window * stride - before + tap * dilation;
  }

  /// Whether a place is none of padding.
  public boolean isInside(int place) {
    return place >= 0 && place < size;
  }

  /// The first window whose tap `tap` does not lie before the first place.
  public int firstInside(int tap) {
    return windowFrom(before - tap * dilation);
  }

  /// The first window whose tap `tap` lies beyond the last place.
  public int endInside(int tap) {
    return Math.max(firstInside(tap), windowFrom(size + before - tap * dilation));
  }

  private int windowFrom(int distance) {
    return Math.clamp(Math.ceilDiv(distance, stride), 0, windows);
  }

  /// Whether every window is one place, and the place of the same number.
  public boolean isPointwise() {
    return kernel == 1 && stride == 1 && before == 0 && windows == size;
  }

  /// These windows as a linear map from places to windows, each the sum of its taps.
  public Taps sums() {
    int[] starts = new int[windows + 1];
    int[] places = new int[windows * kernel];
    int count = 0;
    for (int window = 0; window < windows; window++) {
      for (int tap = 0; tap < kernel; tap++) {
        int place = place(window, tap);
        if (isInside(place)) {
          places[count++] = place;
        }
      }
      starts[window + 1] = count;
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return new Taps(size, starts, Arrays.copyOf(places, count), weights);
  }

  /// How many places each window covers, those of padding included, but none beyond it.
  public double[] counts() {
    double[] counts = new double[windows];
    for (int window = 0; window < windows; window++) {
      int first = place(window, 0);
      counts[window] = Math.min(first + kernel, size + before) - first;
    }
    return counts;
  }
}

package gradus.autograd.kernel;

import gradus.autograd.Shape;
import java.util.Arrays;

/// A linear map along one dimension, most of whose weights are 0: output `i` is `Σ weights[t] ·
/// x[places[t]]` for `t` from `starts[i]` to `starts[i + 1] − 1`.
///
/// Padding, pooling by averages and interpolation are such maps, and their derivatives are the
/// [#transposed] ones.
///
/// @param inputs the size of the dimension before
/// @param starts where the taps of each output begin, and the end of the last one's
/// @param places where each tap reads
/// @param weights what each tap multiplies by
public record Taps(int inputs, int[] starts, int[] places, double[] weights) {
  /// The means of `outputs` windows that cover `inputs` places evenly: window `i` begins at `i ·
  /// inputs / outputs`, rounded down, and ends before `(i + 1) · inputs / outputs`, rounded up.
  public static Taps evenMeans(int inputs, int outputs) {
    int[] starts = new int[outputs + 1];
    int[] places = new int[inputs + 2 * outputs];
    int count = 0;
    for (int i = 0; i < outputs; i++) {
      int end = (int) Math.ceilDiv((i + 1L) * inputs, outputs);
      for (int place = (int) ((long) i * inputs / outputs); place < end; place++) {
        places[count++] = place;
      }
      starts[i + 1] = count;
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    Taps sums = new Taps(inputs, starts, Arrays.copyOf(places, count), weights);
    return sums.dividedBy(sums.counts());
  }

  /// A map each of whose outputs is made of `count` taps.
  public static Taps ofEqualCounts(int inputs, int count, int[] places, double[] weights) {
    int[] starts = new int[places.length / count + 1];
    Arrays.setAll(starts, i -> i * count);
    return new Taps(inputs, starts, places, weights);
  }

  /// How many places each output is made of.
  public double[] counts() {
    double[] counts = new double[outputs()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = starts[i + 1] - starts[i];
    }
    return counts;
  }

  /// The size of the dimension afterwards.
  public int outputs() {
    return starts.length - 1;
  }

  /// The map that sends every output's number back to the places it was read from.
  public Taps transposed() {
    int[] begin = new int[inputs + 1];
    for (int place : places) {
      begin[place + 1]++;
    }
    for (int i = 0; i < inputs; i++) {
      begin[i + 1] += begin[i];
    }
    int[] next = begin.clone();
    int[] from = new int[places.length];
    double[] factors = new double[places.length];
    for (int i = 0; i < outputs(); i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        int at = next[places[t]]++;
        from[at] = i;
        factors[at] = weights[t];
      }
    }
    return new Taps(outputs(), begin, from, factors);
  }

  /// This map with the weights of output `i` divided by `divisors[i]`.
  public Taps dividedBy(double... divisors) {
    double[] factors = weights.clone();
    for (int i = 0; i < outputs(); i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        factors[t] /= divisors[i];
      }
    }
    return new Taps(inputs, starts, places, factors);
  }

  /// The result of this map along dimension `dim` of `x`, in a fresh array.
  public Array apply(Array x, int dim) {
    Array in = x.contiguous();
    int[] sizes = x.shape().toArray();
    int outer = 1;
    int inner = 1;
    for (int d = 0; d < sizes.length; d++) {
      outer *= d < dim ? sizes[d] : 1;
      inner *= d > dim ? sizes[d] : 1;
    }
    sizes[dim] = outputs();
    Array y = Array.zeros(x.dtype(), Shape.of(sizes));
    switch (y.storage()) {
      case Storage.F32 s -> FloatTaps.apply(this, in.floats(), in.offset(), s.data(), outer, inner);
      case Storage.F64 s ->
          DoubleTaps.apply(this, in.doubles(), in.offset(), s.data(), outer, inner);
      default -> throw new IllegalArgumentException("a kernel was given " + y.dtype());
    }
    return y;
  }
}

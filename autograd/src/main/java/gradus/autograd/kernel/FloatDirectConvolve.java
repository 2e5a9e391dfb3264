package gradus.autograd.kernel;

/// Convolutions that lay nothing out but the image with its padding: for windows that lie side by
/// side in a row, [FloatVectorFilterTiles] reads a vector of them from that copy, shifted by each
/// tap.
///
/// An object of this class holds what all images of one call share; the copies belong to the
/// threads.
final class FloatDirectConvolve {
  private static final int LANES = FloatVectorFilterTiles.LANES;
  private static final int HEIGHT = FloatVectorFilterTiles.HEIGHT;
  private static final int CHANNELS = FloatVectorMatchTiles.CHANNELS;
  private static final int TAPS = FloatVectorMatchTiles.TAPS;

  /// More sums than this are better kept by a matrix product.
  private static final int MOST_SUMS = 1 << 13;

  /// About this many vectors of windows are worth loading and storing the sums of a tile.
  private static final int VECTORS = 64;

  private static final ThreadLocal<FloatDirectCopies> COPIES =
      ThreadLocal.withInitial(FloatDirectCopies::new);

  private final Filters f;

  /// The size of a channel's copy, and of a row of it.
  private final int plane;

  private final int width;

  /// Where each tap reads, from the first place of a window on.
  private final int[] taps;

  /// The row of each vector of windows, and the first window in that row.
  private final int[] rows;

  private final int[] columns;

  /// Where the windows of each vector begin in the copy.
  private final int[] windows;

  private FloatDirectConvolve(Filters f) {
    this.f = f;
    Axis vertical = f.rows();
    Axis horizontal = f.columns();
    width = reach(horizontal);
    plane = reach(vertical) * width;
    taps = new int[f.taps()];
    for (int p = 0; p < taps.length; p++) {
      int column = p % horizontal.kernel() * horizontal.dilation();
      int row = p / horizontal.kernel() % vertical.kernel() * vertical.dilation();
      int channel = p / (horizontal.kernel() * vertical.kernel());
      taps[p] = channel * plane + row * width + column;
    }
    int across = Math.ceilDiv(horizontal.windows(), LANES);
    rows = new int[vertical.windows() * across];
    columns = new int[rows.length];
    windows = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i / across;
      columns[i] = i % across * LANES;
      windows[i] = rows[i] * vertical.stride() * width + columns[i];
    }
  }

  /// The number of places from the first of the first window to the last of the last.
  private static int reach(Axis axis) {
    return (axis.windows() - 1) * axis.stride() + (axis.kernel() - 1) * axis.dilation() + 1;
  }

  /// Whether [#correlate] can run these filters, and better than a matrix product.
  static boolean fits(Filters f) {
    return f.columns().stride() == 1 && f.columns().windows() >= LANES / 4 && !f.arePointwise();
  }

  /// See [FloatConvolve#correlate].
  static void correlate(
      float[] x, int xo, float[] w, int wo, float[] bias, int bo, float[] y, Filters f) {
    var direct = new FloatDirectConvolve(f);
    direct.run(x, xo, direct.packed(w, wo, false), bias, bo, y);
  }

  /// The filters that lead back from results to images, each tap at the opposite place; null where
  /// windows are not side by side, or the padding is wider than the filters.
  static Filters reversed(Filters f) {
    Axis rows = reversed(f.rows());
    Axis columns = reversed(f.columns());
    return rows == null || columns == null
        ? null
        : new Filters(f.images(), f.groups(), f.outputs(), f.inputs(), rows, columns);
  }

  private static Axis reversed(Axis axis) {
    int before = (axis.kernel() - 1) * axis.dilation() - axis.before();
    return axis.stride() != 1 || before < 0
        ? null
        : new Axis(axis.windows(), axis.kernel(), 1, axis.dilation(), before, axis.size());
  }

  /// See [FloatConvolve#spread].
  ///
  /// @param back the [#reversed] filters
  static void spread(
      float[] g, int go, float[] w, int wo, float[] bias, int bo, float[] x, Filters back) {
    var direct = new FloatDirectConvolve(back);
    direct.run(g, go, direct.packed(w, wo, true), bias, bo, x);
  }

  /// The filters as tiles read them: a few at a time, those of one tap side by side.
  private float[] packed(float[] w, int wo, boolean reversed) {
    int k = f.taps();
    float[] packed = new float[f.groups() * f.outputs() * k];
    int at = 0;
    for (int group = 0; group < f.groups(); group++) {
      for (int first = 0, height; first < f.outputs(); first += height) {
        height = height(f.outputs() - first);
        for (int p = 0; p < k; p++) {
          for (int i = first; i < first + height; i++) {
            packed[at++] =
                w[wo + (reversed ? reversedAt(group, i, p) : group * f.outputs() * k + i * k + p)];
          }
        }
      }
    }
    return packed;
  }

  private int reversedAt(int group, int output, int tap) {
    int window = f.rows().kernel() * f.columns().kernel();
    int filter = group * f.inputs() + tap / window;
    return (filter * f.outputs() + output) * window + window - 1 - tap % window;
  }

  private static int height(int left) {
    return Math.min(HEIGHT, Integer.highestOneBit(left));
  }

  private void run(float[] x, int xo, float[] w, float[] bias, int bo, float[] y) {
    float[] start = bias == null ? new float[f.groups() * f.outputs()] : bias;
    int startAt = bias == null ? 0 : bo;
    FloatConvolve.forImages(
        f,
        (_, from, to) -> {
          FloatDirectCopies copies = COPIES.get();
          float[] image = copies.image(f.inputs() * plane + 2 * LANES);
          float[] tile = copies.tile(2 * LANES * HEIGHT);
          for (int i = from; i < to; i++) {
            copyImage(x, xo + i * f.inputs() * f.places(), image, 0);
            int group = i % f.groups() * f.outputs();
            for (int first = 0, height; first < f.outputs(); first += height) {
              height = height(f.outputs() - first);
              int channel = (i * f.outputs() + first) * f.windows();
              int filter = (group + first) * f.taps();
              filter(image, height, w, filter, start, startAt + group + first, y, channel, tile);
            }
          }
        });
  }

  /// Runs a few filters over an image. The vectors are written in ascending order, so that the
  /// windows after a row's last, which mean nothing, are overwritten; those that would go beyond a
  /// channel are written elsewhere first.
  private void filter(
      float[] image,
      int height,
      float[] w,
      int wo,
      float[] start,
      int so,
      float[] y,
      int channel,
      float[] tile) {
    int across = f.columns().windows();
    int n = f.windows();
    for (int left = 0; left < windows.length; left += 2) {
      int right = Math.min(left + 1, windows.length - 1);
      int leftTo = rows[left] * across + columns[left];
      int rightTo = rows[right] * across + columns[right];
      boolean inside = rightTo + LANES <= n;
      FloatVectorFilterTiles.correlate(
          height,
          f.taps(),
          w,
          wo,
          taps,
          image,
          windows[left],
          windows[right],
          start,
          so,
          inside ? y : tile,
          inside ? channel + leftTo : 0,
          inside ? channel + rightTo : LANES,
          inside ? n : 2 * LANES);
      if (!inside) {
        for (int r = 0; r < height; r++) {
          copyVector(tile, r * 2 * LANES, y, channel + r * n + leftTo, across - columns[left]);
          copyVector(
              tile, (r * 2 + 1) * LANES, y, channel + r * n + rightTo, across - columns[right]);
        }
      }
    }
  }

  private static void copyVector(float[] tile, int from, float[] y, int to, int left) {
    System.arraycopy(tile, from, y, to, Math.min(left, LANES));
  }

  /// Writes the places of an image over those of the copy; its padding stays 0.
  private void copyImage(float[] x, int xo, float[] image, int at) {
    Axis vertical = f.rows();
    Axis horizontal = f.columns();
    int top = vertical.before();
    int bottom = Math.min(plane / width, top + vertical.size());
    int to = horizontal.before();
    int count = Math.min(width - to, horizontal.size());
    if (count <= 0) {
      return;
    }
    for (int channel = 0; channel < f.inputs(); channel++) {
      int from = xo + channel * vertical.size() * horizontal.size();
      int start = at + channel * plane + top * width + to;
      copyRows(x, from, horizontal.size(), count, bottom - top, image, start, width);
    }
  }

  /// Copies rows of `count` numbers. Up to a vector behind each becomes 0 before the next is
  /// copied.
  private static void copyRows(
      float[] x, int from, int step, int count, int rows, float[] y, int to, int toStep) {
    int inside = x.length - from - Math.ceilDiv(count, LANES) * LANES;
    int vectors = inside < 0 ? 0 : Math.min(rows, inside / step + 1);
    FloatVectorCopies.copy(x, from, step, count, vectors, y, to, toStep);
    for (int row = vectors; row < rows; row++) {
      System.arraycopy(x, from + row * step, y, to + row * toStep, count);
    }
  }

  /// Whether [#match] can run these filters, and better than a matrix product.
  static boolean fitsMatch(Filters f) {
    return fits(f) && f.groups() * f.outputs() * f.taps() <= MOST_SUMS;
  }

  /// Adds to the filters `w` what the images `from` to `to − 1` give. See [FloatConvolve#match]. A
  /// number that is infinite or NaN may reach taps that do not see it.
  static void match(float[] x, int xo, float[] g, int go, float[] w, Filters f, int from, int to) {
    var direct = new FloatDirectConvolve(f);
    direct.match(x, xo, g, go, w, from, to);
  }

  private void match(float[] x, int xo, float[] g, int go, float[] w, int from, int to) {
    int tiles = Math.ceilDiv(f.outputs(), CHANNELS) * Math.ceilDiv(f.taps(), TAPS);
    int size = f.groups() * tiles * CHANNELS * TAPS * LANES;
    float[] sums = COPIES.get().sums(size);
    int together = f.groups() > 1 ? 1 : Math.max(1, Math.min(VECTORS / windows.length, to - from));
    Batch batch = new Batch(together);
    for (int i = from; i < to; i += together) {
      int count = Math.min(together, to - i);
      for (int j = 0; j < count; j++) {
        copyImage(x, xo + (i + j) * f.inputs() * f.places(), batch.images, j * batch.imageSize);
        batch.copyResult(g, go + (i + j) * f.outputs() * f.windows(), j * batch.resultSize);
      }
      batch.match(count * windows.length, sums, i % f.groups() * (size / f.groups()));
    }
    addUp(sums, w);
  }

  /// A few images and their results, copied so that one run over their vectors adds all of them up:
  /// rows of results are whole vectors, filled up with 0.
  private final class Batch {
    final int across = Math.ceilDiv(f.columns().windows(), LANES) * LANES;
    final int channel = f.rows().windows() * across;
    final int imageSize = f.inputs() * plane;
    final int resultSize = f.outputs() * channel;
    final float[] images;
    final float[] results;

    /// Where each vector of windows begins, and the vector of its results.
    final int[] starts;

    final int[] places;

    Batch(int count) {
      FloatDirectCopies copies = COPIES.get();
      images = copies.image(count * imageSize + 2 * LANES);
      results = copies.result(count * resultSize + LANES);
      starts = new int[count * windows.length];
      places = new int[starts.length];
      for (int i = 0; i < starts.length; i++) {
        int vector = i % windows.length;
        starts[i] = i / windows.length * imageSize + windows[vector];
        places[i] = i / windows.length * resultSize + rows[vector] * across + columns[vector];
      }
    }

    void copyResult(float[] g, int go, int at) {
      int width = f.columns().windows();
      copyRows(g, go, width, width, f.outputs() * f.rows().windows(), results, at, across);
    }

    void match(int vectors, float[] sums, int so) {
      int at = so;
      int last = f.outputs() - 1;
      for (int c = 0; c <= last; c += CHANNELS) {
        for (int p = 0; p < taps.length; p += TAPS) {
          FloatVectorMatchTiles.match(
              vectors,
              results,
              places,
              c * channel,
              Math.min(c + 1, last) * channel,
              Math.min(c + 2, last) * channel,
              Math.min(c + 3, last) * channel,
              images,
              starts,
              taps,
              p,
              sums,
              at);
          at += CHANNELS * TAPS * LANES;
        }
      }
    }
  }

  private void addUp(float[] sums, float[] w) {
    int at = 0;
    for (int group = 0; group < f.groups(); group++) {
      for (int c = 0; c < f.outputs(); c += CHANNELS) {
        for (int p = 0; p < taps.length; p += TAPS) {
          for (int i = 0; i < CHANNELS * TAPS; i++, at += LANES) {
            int output = c + i / TAPS;
            int tap = p + i % TAPS;
            if (output < f.outputs() && tap < taps.length) {
              w[(group * f.outputs() + output) * taps.length + tap] +=
                  FloatVectorFolds.sumOfVector(sums, at);
            }
          }
        }
      }
    }
  }
}

package gradus.autograd.kernel;

import java.util.Arrays;

/// The three products of images and filters that convolutions are made of. Each is linear in both
/// operands, and the derivatives of each are the other two:
///
/// - [#correlate]: images and filters give results,
/// - [#spread]: results and filters give images,
/// - [#match]: images and results give filters.
///
/// Each has two ways. Where windows lie side by side and vectors are at hand, the filters run over
/// a copy of the image ([FloatDirectConvolve]). Otherwise the windows of an image are laid out as
/// the columns of a matrix, so that there is a matrix product per image and group.
///
/// Images are shared among threads; the work is cut by its size alone.
public final class FloatConvolve {
  /// Multiplications from which a second thread pays.
  private static final long SHARED = 4_000_000;

  private static final int CHUNKS = 8;
  private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[0]);

  private FloatConvolve() {}

  /// Writes what the filters `w` find in every window of the images `x`, plus the number of `bias`
  /// (null for none) of each channel, to `y`.
  public static void correlate(
      float[] x, int xo, float[] w, int wo, float[] bias, int bo, float[] y, Filters f) {
    if (Provider.VECTOR && FloatDirectConvolve.fits(f)) {
      FloatDirectConvolve.correlate(x, xo, w, wo, bias, bo, y, f);
      return;
    }
    fillChannels(bias, bo, y, f.groups() * f.outputs(), f.windows());
    forImages(
        f,
        (_, from, to) -> {
          for (int i = from; i < to; i++) {
            correlateOne(x, xo + i * f.inputs() * f.places(), w, wo, y, f, i);
          }
        });
  }

  private static void correlateOne(
      float[] x, int image, float[] w, int wo, float[] y, Filters f, int i) {
    float[] matrix = f.arePointwise() ? x : scratch(f);
    int at = f.arePointwise() ? image : 0;
    if (matrix != x) {
      FloatWindows.unfold(x, image, f.inputs(), f.rows(), f.columns(), matrix, 0);
    }
    int n = f.windows();
    int k = f.taps();
    FloatGemm.gemm(
        f.outputs(),
        n,
        k,
        w,
        wo + i % f.groups() * f.outputs() * k,
        k,
        1,
        matrix,
        at,
        n,
        1,
        y,
        i * f.outputs() * n,
        n,
        true,
        null,
        0);
  }

  /// Writes the sum of all results `g`, each times its filter at the places of its window, plus the
  /// number of `bias` (null for none) of each channel, to the images `x`.
  public static void spread(
      float[] g, int go, float[] w, int wo, float[] bias, int bo, float[] x, Filters f) {
    Filters back = Provider.VECTOR ? FloatDirectConvolve.reversed(f) : null;
    if (back != null && FloatDirectConvolve.fits(back)) {
      FloatDirectConvolve.spread(g, go, w, wo, bias, bo, x, back);
      return;
    }
    fillChannels(bias, bo, x, f.groups() * f.inputs(), f.places());
    forImages(
        f,
        (_, from, to) -> {
          for (int i = from; i < to; i++) {
            spreadOne(g, go, w, wo, x, i * f.inputs() * f.places(), f, i);
          }
        });
  }

  private static void spreadOne(
      float[] g, int go, float[] w, int wo, float[] x, int image, Filters f, int i) {
    boolean direct = f.arePointwise();
    float[] matrix = direct ? x : scratch(f);
    int n = f.windows();
    int k = f.taps();
    FloatGemm.gemm(
        k,
        n,
        f.outputs(),
        w,
        wo + i % f.groups() * f.outputs() * k,
        1,
        k,
        g,
        go + i * f.outputs() * n,
        n,
        1,
        matrix,
        direct ? image : 0,
        n,
        direct,
        null,
        0);
    if (!direct) {
      FloatWindows.fold(matrix, 0, f.inputs(), f.rows(), f.columns(), x, image);
    }
  }

  /// Writes the sum of the windows of the images `x`, each times its result of `g`, to the zeros of
  /// the filters `w`. Images are added up in ascending order within a chunk, then the chunks.
  public static void match(float[] x, int xo, float[] g, int go, float[] w, Filters f) {
    if (Provider.VECTOR && FloatDirectConvolve.fitsMatch(f)) {
      addUp(w, f, (sum, from, to) -> FloatDirectConvolve.match(x, xo, g, go, sum, f, from, to));
      if (Float.isFinite(FloatRows.ROWS.sum(w, 0, w.length))) {
        return;
      }
      Arrays.fill(w, 0);
    }
    addUp(
        w,
        f,
        (sum, from, to) -> {
          for (int i = from; i < to; i++) {
            matchOne(x, xo + i * f.inputs() * f.places(), g, go, sum, f, i);
          }
        });
  }

  private interface Sum {
    void add(float[] sum, int from, int to);
  }

  private static void addUp(float[] w, Filters f, Sum part) {
    float[][] sums = new float[chunks(f)][];
    forImages(
        f,
        (chunk, from, to) -> {
          sums[chunk] = new float[w.length];
          part.add(sums[chunk], from, to);
        });
    for (float[] sum : sums) {
      FloatRows.ROWS.add(w, 0, sum, 0, w, 0, w.length);
    }
  }

  private static void matchOne(
      float[] x, int image, float[] g, int go, float[] sum, Filters f, int i) {
    float[] matrix = f.arePointwise() ? x : scratch(f);
    int at = f.arePointwise() ? image : 0;
    if (matrix != x) {
      FloatWindows.unfold(x, image, f.inputs(), f.rows(), f.columns(), matrix, 0);
    }
    int n = f.windows();
    int k = f.taps();
    FloatGemm.gemm(
        f.outputs(),
        k,
        n,
        g,
        go + i * f.outputs() * n,
        n,
        1,
        matrix,
        at,
        1,
        n,
        sum,
        i % f.groups() * f.outputs() * k,
        k,
        true,
        null,
        0);
  }

  /// Adds to `sums[c]` the numbers of channel `c` of all images.
  public static void channelSums(float[] g, int go, float[] sums, int images, int channels, int n) {
    for (int i = 0; i < images * channels; i++) {
      sums[i % channels] += FloatRows.ROWS.sum(g, go + i * n, n);
    }
  }

  private static void fillChannels(float[] bias, int bo, float[] y, int channels, int n) {
    for (int i = 0; i * n < y.length; i++) {
      Arrays.fill(y, i * n, (i + 1) * n, bias == null ? 0 : bias[bo + i % channels]);
    }
  }

  interface Images {
    /// Works on the images `from` to `to − 1`, counting each group of an image as one.
    void run(int chunk, int from, int to);
  }

  static void forImages(Filters f, Images body) {
    int count = f.images() * f.groups();
    int chunks = chunks(f);
    Parallel.run(
        chunks,
        chunk ->
            body.run(
                chunk,
                (int) ((long) count * chunk / chunks),
                (int) ((long) count * (chunk + 1) / chunks)));
  }

  private static int chunks(Filters f) {
    int count = f.images() * f.groups();
    long work = (long) count * f.outputs() * f.windows() * f.taps();
    return work < SHARED ? 1 : Math.min(count, CHUNKS);
  }

  private static float[] scratch(Filters f) {
    int size = f.taps() * f.windows();
    float[] scratch = SCRATCH.get();
    if (scratch.length < size) {
      scratch = new float[size];
      SCRATCH.set(scratch);
    }
    return scratch;
  }
}

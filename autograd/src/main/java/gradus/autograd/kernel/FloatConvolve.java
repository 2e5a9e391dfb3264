package gradus.autograd.kernel;

import java.util.Arrays;

/// The three products of images and filters that convolutions are made of. Each is linear in both
/// operands, and the derivatives of each are the other two:
///
/// - [#correlate]: images and filters give results,
/// - [#spread]: results and filters give images,
/// - [#match]: images and results give filters.
///
/// The windows of an image are laid out as the columns of a matrix, so that each is a matrix
/// product per image and group. Images are shared among threads; the work is cut by its size alone.
public final class FloatConvolve {
  /// Multiplications from which a second thread pays.
  private static final long SHARED = 4_000_000;

  private static final int CHUNKS = 8;
  private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[0]);

  private FloatConvolve() {}

  /// Adds to `y` what the filters `w` find in every window of the images `x`.
  public static void correlate(float[] x, int xo, float[] w, int wo, float[] y, int yo, Filters f) {
    forImages(
        f,
        (_, from, to) -> {
          for (int i = from; i < to; i++) {
            correlateOne(x, xo + i * f.inputs() * f.places(), w, wo, y, yo, f, i);
          }
        });
  }

  private static void correlateOne(
      float[] x, int image, float[] w, int wo, float[] y, int yo, Filters f, int i) {
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
        yo + i * f.outputs() * n,
        n,
        true,
        null,
        0);
  }

  /// Adds to the images `x` every number of the results `g` times its filter, at the places of its
  /// window.
  public static void spread(float[] g, int go, float[] w, int wo, float[] x, int xo, Filters f) {
    forImages(
        f,
        (_, from, to) -> {
          for (int i = from; i < to; i++) {
            spreadOne(g, go, w, wo, x, xo + i * f.inputs() * f.places(), f, i);
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

  /// Adds to the filters `w`, for every number of the results `g`, its window of the images `x`
  /// times that number. Images are added up in ascending order within a chunk, then the chunks.
  public static void match(float[] x, int xo, float[] g, int go, float[] w, int wo, Filters f) {
    int size = f.groups() * f.outputs() * f.taps();
    float[][] sums = new float[chunks(f)][];
    forImages(
        f,
        (chunk, from, to) -> {
          float[] sum = new float[size];
          for (int i = from; i < to; i++) {
            matchOne(x, xo + i * f.inputs() * f.places(), g, go, sum, f, i);
          }
          sums[chunk] = sum;
        });
    for (float[] sum : sums) {
      FloatRows.ROWS.add(w, wo, sum, 0, w, wo, size);
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

  /// Writes `b[c]` all over channel `c` of `images` images.
  public static void fillChannels(float[] b, int bo, float[] y, int images, int channels) {
    int n = images == 0 || channels == 0 ? 0 : y.length / (images * channels);
    for (int i = 0; i < images * channels; i++) {
      Arrays.fill(y, i * n, (i + 1) * n, b[bo + i % channels]);
    }
  }

  private interface Images {
    /// Works on the images `from` to `to − 1`, counting each group of an image as one.
    void run(int chunk, int from, int to);
  }

  private static void forImages(Filters f, Images body) {
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

package gradus.autograd;

/// Normal numbers made sixteen at a time, as PyTorch makes those of every contiguous tensor of 16
/// or more elements.
///
/// The array is first filled with uniform numbers. Then, in each block of sixteen, number `j` and
/// number `j + 8` become two independent normal ones by the transform of Box and Muller (1958):
///
/// ```
/// radius = sqrt(-2 ln(1 - u[j])),  angle = 2 pi u[j + 8]
/// z[j] = radius cos(angle),        z[j + 8] = radius sin(angle)
/// ```
///
/// When the length is no multiple of 16, the last sixteen numbers are drawn afresh and transformed
/// once more, some of them for the second time.
///
/// Floats follow, rounding by rounding, what PyTorch computes on x86 with AVX2, so they are equal
/// to the last bit: logarithm, sine and cosine are the single-precision ones of the Cephes library
/// (S. Moshier), with every multiply-add fused. Doubles use [Math] and agree to about 1e-15.
final class NormalBlocks {
  /// The shortest array that is filled in blocks.
  static final int BLOCK = 16;

  private static final int HALF = BLOCK / 2;
  private static final float TWO_PI = (float) (2 * Math.PI);
  private static final int SQRT_HALF = Float.floatToRawIntBits((float) Math.sqrt(0.5));

  private NormalBlocks() {}

  /// Fills `n >= 16` elements. Words: `n`, and 16 more unless 16 divides `n`.
  static void fill(MersenneTwister engine, float[] a, int offset, int n, float mean, float std) {
    uniform(engine, a, offset, n);
    for (int i = 0; i <= n - BLOCK; i += BLOCK) {
      transform(a, offset + i, mean, std);
    }
    if (n % BLOCK != 0) {
      int last = offset + n - BLOCK;
      uniform(engine, a, last, BLOCK);
      transform(a, last, mean, std);
    }
  }

  /// Fills `n >= 16` elements. Words: `2 n`, and 32 more unless 16 divides `n`.
  static void fill(MersenneTwister engine, double[] a, int offset, int n, double mean, double std) {
    uniform(engine, a, offset, n);
    for (int i = 0; i <= n - BLOCK; i += BLOCK) {
      transform(a, offset + i, mean, std);
    }
    if (n % BLOCK != 0) {
      int last = offset + n - BLOCK;
      uniform(engine, a, last, BLOCK);
      transform(a, last, mean, std);
    }
  }

  private static void uniform(MersenneTwister engine, float[] a, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextFloat();
    }
  }

  private static void uniform(MersenneTwister engine, double[] a, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextDouble();
    }
  }

  private static void transform(double[] a, int at, double mean, double std) {
    for (int j = at; j < at + HALF; j++) {
      double radius = Math.sqrt(-2 * Math.log(1 - a[j]));
      double angle = 2 * Math.PI * a[j + HALF];
      a[j] = Math.fma(radius * Math.cos(angle), std, mean);
      a[j + HALF] = Math.fma(radius * Math.sin(angle), std, mean);
    }
  }

  /// The angle is brought to `x` in [-pi/4, pi/4] by taking off `octant` eighths of a turn (an even
  /// number of them). An odd number of quarter turns swaps sine and cosine, and the signs follow;
  /// both are done on the bits, since a branch would be guessed wrong every second time.
  private static void transform(float[] a, int at, float mean, float std) {
    for (int j = at; j < at + HALF; j++) {
      float radius = (float) Math.sqrt(-2 * log(1 - a[j]));
      float angle = TWO_PI * a[j + HALF];
      int octant = ((int) (angle * 1.27323954473516f) + 1) & ~1;
      float x = reduced(angle, octant);
      int c = Float.floatToRawIntBits(cosine(x));
      int s = Float.floatToRawIntBits(sine(x));
      int swap = (c ^ s) & -(octant >> 1 & 1);
      float cos = Float.intBitsToFloat(c ^ swap ^ (~(octant - 2) & 4) << 29);
      float sin = Float.intBitsToFloat(s ^ swap ^ (octant & 4) << 29);
      a[j] = Math.fma(radius * cos, std, mean);
      a[j + HALF] = Math.fma(radius * sin, std, mean);
    }
  }

  /// `angle - octant pi/4`, with pi/4 in three parts so that the subtractions lose nothing.
  private static float reduced(float angle, int octant) {
    float x = Math.fma(octant, -0.78515625f, angle);
    x = Math.fma(octant, -2.4187564849853515625e-4f, x);
    return Math.fma(octant, -3.77489497744594108e-8f, x);
  }

  private static float cosine(float x) {
    float z = x * x;
    float y = 2.443315711809948e-5f;
    y = Math.fma(y, z, -1.388731625493765e-3f);
    y = Math.fma(y, z, 4.166664568298827e-2f);
    return Math.fma(y * z, z, -(0.5f * z)) + 1;
  }

  private static float sine(float x) {
    float z = x * x;
    float y = -1.9515295891e-4f;
    y = Math.fma(y, z, 8.3321608736e-3f);
    y = Math.fma(y, z, -1.6666654611e-1f);
    return Math.fma(y * z, x, x);
  }

  /// The natural logarithm of a normal positive number: `x = m 2^e` with `m` in [sqrt(1/2),
  /// sqrt(2)) gives `ln m`, a polynomial in `m - 1`, plus `e ln 2`, with `ln 2` in two parts.
  private static float log(float number) {
    int bits = Float.floatToRawIntBits(number);
    int mantissa = bits & 0x007fffff | 0x3f000000;
    int small = (mantissa - SQRT_HALF) >> 31;
    float exponent = (bits >>> 23) - 126 + small;
    float x = Float.intBitsToFloat(mantissa) - 1 + Float.intBitsToFloat(mantissa & small);
    float z = x * x;
    float y = 7.0376836292e-2f;
    y = Math.fma(y, x, -1.1514610310e-1f);
    y = Math.fma(y, x, 1.1676998740e-1f);
    y = Math.fma(y, x, -1.2420140846e-1f);
    y = Math.fma(y, x, 1.4249322787e-1f);
    y = Math.fma(y, x, -1.6668057665e-1f);
    y = Math.fma(y, x, 2.0000714765e-1f);
    y = Math.fma(y, x, -2.4999993993e-1f);
    y = Math.fma(y, x, 3.3333331174e-1f);
    y = Math.fma(y * x, z, exponent * -2.12194440e-4f);
    y = Math.fma(-z, 0.5f, y);
    return Math.fma(exponent, 0.693359375f, x + y);
  }
}

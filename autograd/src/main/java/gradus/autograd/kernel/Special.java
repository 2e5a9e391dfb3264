package gradus.autograd.kernel;

/// Functions of one or two numbers that [Math] does not have, in `double`.
///
/// The rows of `float`s use them too: what is right to a few units in the last place of a `double`
/// is the nearest `float` or its neighbour.
final class Special {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double ROOT_HALF = 0.7071067811865476;
  private static final double LN_2 = 0.6931471805599453;

  /// From here on `Φ(-x)` is 0, and x² not yet infinite, even as a `float`.
  static final double GELU_FAR = 64;

  private Special() {}

  /// Binary logarithm: the exponent is split off first, so that powers of two are exact.
  static double log2(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return Math.log(x);
    }
    if (x < Double.MIN_NORMAL) {
      return log2(x * 0x1p54) - 54;
    }
    int exponent = Math.getExponent(x);
    double mantissa = Math.scalb(x, -exponent); // in [1, 2)
    if (mantissa > Math.sqrt(2)) {
      mantissa /= 2;
      exponent++;
    }
    return exponent + Math.log(mantissa) / LN_2;
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    double y = a > 0x1p28 ? Math.log(a) + LN_2 : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(y, x);
  }

  static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    double above = x - 1;
    return x > 0x1p28
        ? Math.log(x) + LN_2
        : Math.log1p(above + Math.sqrt(2 * above + above * above));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(Math.log1p(2 * a / (1 - a)) / 2, x);
  }

  /// `sin(πx) / (πx)`; whole numbers are exact zeros, because π is multiplied in after the period
  /// has been taken off.
  static double sinc(double x) {
    if (x == 0) {
      return 1;
    }
    if (Double.isInfinite(x)) {
      return 0;
    }
    double turn = x - 2 * Math.rint(x / 2); // in [-1, 1]
    double folded = Math.abs(turn) > 0.5 ? Math.copySign(1, turn) - turn : turn;
    return Math.sin(Math.PI * folded) / (Math.PI * x);
  }

  static double trunc(double x) {
    return Math.copySign(Math.floor(Math.abs(x)), x);
  }

  static double frac(double x) {
    return x - trunc(x);
  }

  /// `ln(x / (1 - x))`; around 1/2, where the quotient is nearly 1, through [Math#log1p].
  static double logit(double x) {
    boolean middle = x > 0.25 && x < 0.75;
    return middle ? Math.log1p((2 * x - 1) / (1 - x)) : Math.log(x / (1 - x));
  }

  /// The error function. Below 1 the Taylor series, which has no cancellation to speak of there;
  /// above, the complement.
  static double erf(double x) {
    double a = Math.abs(x);
    return a < 1 ? erfNearZero(x) : Math.copySign(1 - erfcPositive(a), x);
  }

  static double erfc(double x) {
    if (Math.abs(x) < 0.5) {
      return 1 - erfNearZero(x);
    }
    return x > 0 ? erfcPositive(x) : 2 - erfcPositive(-x);
  }

  /// `2/√π (x - x³/3 + x⁵/(2!·5) - …)`.
  private static double erfNearZero(double x) {
    double square = x * x;
    double sum = 0;
    for (int k = TAYLOR.length - 1; k >= 0; k--) {
      sum = sum * square + TAYLOR[k];
    }
    return x * sum;
  }

  /// `erfc x` for `x >= 0`, or NaN.
  private static double erfcPositive(double x) {
    return x > 27.3 ? 0 : bell(x, 1) * scaledErfc(x); // from there on below the smallest double
  }

  /// `e^(x²) erfc x` for `x >= 0`, as `S(t) / (1 + 2x)`.
  ///
  /// Source of the form: M. M. Shepherd and J. G. Laframboise, "Chebyshev approximation of (1 + 2x)
  /// exp(x²) erfc x in 0 ≤ x < ∞", Mathematics of Computation 36 (1981).
  private static double scaledErfc(double x) {
    double t = (x - ERFC_CENTRE) / (x + ERFC_CENTRE);
    double sum = 0;
    for (int k = ERFC.length - 1; k >= 0; k--) {
      sum = sum * t + ERFC[k];
    }
    return sum / (1 + 2 * x);
  }

  /// `e^(-scale x²)`, with the part of x² that one `double` cannot hold: an error of half a unit in
  /// the last place of x² would be one of up to 300 units in the result.
  private static double bell(double x, double scale) {
    double head = (float) x; // its square is exact
    double tail = x - head;
    return Math.exp(-scale * head * head) * Math.exp(-scale * tail * (x + head));
  }

  /// The inverse of [#erf]: a closed first guess that is right to 0.2 %, then three steps of
  /// Halley's iteration, each of which triples the number of right digits.
  ///
  /// Source of the guess: S. Winitzki, "A handy approximation for the error function and its
  /// inverse" (2008). In the tails the iteration solves `erfc y = 1 - |x|`, which keeps its digits.
  static double erfinv(double x) {
    double a = Math.abs(x);
    if (a < 1e-8 || !(a < 1)) {
      return a < 1e-8 ? x / TWO_OVER_ROOT_PI : a == 1 ? x / 0 : Double.NaN;
    }
    double y = erfinvGuess(a);
    for (int step = 0; step < 3; step++) {
      double error = a < 0.5 ? erf(y) - a : (1 - a) - erfc(y);
      double newton = error / (TWO_OVER_ROOT_PI * bell(y, 1));
      y -= newton / (1 + y * newton);
    }
    return Math.copySign(y, x);
  }

  private static double erfinvGuess(double a) {
    double shape = 0.147;
    double log = Math.log1p(-a * a);
    double b = 2 / (Math.PI * shape) + log / 2;
    double c = -log / shape;
    double root = Math.sqrt(b * b + c);
    return Math.sqrt(b > 0 ? c / (root + b) : root - b);
  }

  /// `x Φ(x)` as `max(x, 0) - |x| Φ(-|x|)`, which keeps the digits of the left tail.
  static double gelu(double x) {
    double a = Math.min(Math.abs(x), GELU_FAR);
    double tail = bell(a, 0.5) * scaledErfc(a * ROOT_HALF) / 2;
    return Math.max(x, 0) - a * tail;
  }

  static double geluTanh(double x) {
    double inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    return x / (1 + Math.exp(-2 * inner));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /// `x tanh(ln(1 + eˣ))`, with the two functions multiplied out.
  static double mish(double x) {
    if (x > 20) {
      return x; // the factor is 1 to the last bit
    }
    double e = Math.exp(x);
    double w = e * (e + 2);
    return x * (w / (w + 2));
  }

  /// Source of the constants: G. Klambauer and others, "Self-Normalizing Neural Networks" (2017).
  static double selu(double x) {
    double scale = 1.0507009873554804934193349852946;
    double alpha = 1.6732632423543772848170429916717;
    return x > 0 ? scale * x : scale * alpha * Math.expm1(x);
  }

  static double fmax(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  /// Power; [Math#pow], but 1 for `a = 1` and for `a = -1` with an infinite exponent, as in C.
  static double pow(double a, double b) {
    boolean one = a == 1 || (a == -1 && Double.isInfinite(b));
    return one ? 1 : Math.pow(a, b);
  }

  static double remainder(double a, double b) {
    double rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  /// The floor of the exact quotient, found through the exact remainder: the rounded quotient of 1
  /// and 0.1 is 10, but ten times the `double` 0.1 is more than 1.
  static double floorDivide(double a, double b) {
    double rest = a % b;
    if (b == 0) {
      return a / b;
    }
    double whole = Math.rint((a - rest) / b);
    boolean below = rest != 0 && (rest < 0) != (b < 0);
    return below ? whole - 1 : whole == 0 ? Math.copySign(0, a / b) : whole;
  }

  static double logaddexp(double a, double b) {
    double gap = a == b ? 0 : Math.abs(a - b); // the difference of equal infinities is NaN
    return Math.max(a, b) + Math.log1p(Math.exp(-gap));
  }

  static double xlogy(double a, double b) {
    return a == 0 && !Double.isNaN(b) ? 0 : a * Math.log(b);
  }

  /// The coefficients of `erf(x) / x` in powers of x².
  private static final double[] TAYLOR = taylor(18);

  private static double[] taylor(int terms) {
    double[] coefficients = new double[terms];
    double power = TWO_OVER_ROOT_PI;
    for (int k = 0; k < terms; k++) {
      coefficients[k] = power / (2 * k + 1);
      power /= -(k + 1);
    }
    return coefficients;
  }

  /// Where `t = (x - c) / (x + c)`, the variable of [#ERFC], is 0.
  static final double ERFC_CENTRE = 3.5;

  /// `(1 + 2x) e^(x²) erfc x` in powers of t: the Chebyshev series, computed to 60 digits and cut
  /// where its terms fall below 2e-17, then sorted by powers.
  static final double[] ERFC = {
    1.2423492448711544,
    -0.1400091801376197,
    -0.01055559633222167,
    0.09751909515328706,
    -0.11508959816003075,
    0.087983153824036782,
    -0.048823325830884019,
    0.019099330953271165,
    -0.0042150198797741864,
    -0.00030226795343332386,
    0.00056438426687051023,
    -0.00012151212091980101,
    -4.2781739959539997e-5,
    2.4260300984917994e-5,
    2.3273309537791425e-6,
    -3.814012584490695e-6,
    -4.309237398316666e-8,
    6.0148238499504254e-7,
    -8.6115715711137188e-9,
    -9.6400425314438303e-8,
    6.6518943823765316e-10,
    1.3624442778701047e-8,
    6.040390099342991e-11,
    -1.1656687889203665e-9
  };
}

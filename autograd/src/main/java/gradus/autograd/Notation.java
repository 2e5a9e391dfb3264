package gradus.autograd;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How the floating-point numbers of a printed tensor are written; all of them the same way.
///
/// A number is rounded as it is, in binary, half to even; a float is widened first. So
/// 0.33333298563957214 is `0.3333`, and what lies exactly between two decimals goes to the even
/// one.
enum Notation {
  /// Whole numbers: `12.`
  WHOLE {
    @Override
    String finite(double magnitude) {
      return (long) magnitude + ".";
    }
  },
  /// Four decimals: `0.3333`
  DECIMAL {
    @Override
    String finite(double magnitude) {
      return new BigDecimal(magnitude).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
  },
  /// Four decimals and a power of ten of two digits or more: `3.3333e-01`
  SCIENTIFIC {
    @Override
    String finite(double magnitude) {
      BigDecimal rounded = new BigDecimal(magnitude).round(FIVE_DIGITS);
      String digits = rounded.unscaledValue().toString();
      digits += "0".repeat(DECIMALS + 1 - digits.length());
      int power = magnitude == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
      String exponent =
          (power < 0 ? "-" : "+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
      return digits.charAt(0) + "." + digits.substring(1) + "e" + exponent;
    }
  };

  private static final int DECIMALS = 4;
  private static final MathContext FIVE_DIGITS =
      new MathContext(DECIMALS + 1, RoundingMode.HALF_EVEN);

  private static final double LARGEST = 1e8;
  private static final double SMALLEST = 1e-4;
  private static final double WIDEST_RATIO = 1000;

  /// The notation that suits the numbers: scientific when the largest magnitude is over 1e8 or over
  /// 1000 times the smallest, or the smallest is below 1e-4; otherwise whole if all are whole, else
  /// decimal. Only numbers that [#counts] count; whole if there are none.
  static Notation of(double[] numbers) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    boolean whole = true;
    for (double x : numbers) {
      if (counts(x)) {
        smallest = Math.min(smallest, Math.abs(x));
        largest = Math.max(largest, Math.abs(x));
        whole &= x == Math.rint(x);
      }
    }
    if (largest > LARGEST || largest / smallest > WIDEST_RATIO || smallest < SMALLEST) {
      return SCIENTIFIC;
    }
    return whole ? WHOLE : DECIMAL;
  }

  /// Tells whether a number has a say in the notation and the width: zeros, infinities and NaN have
  /// none.
  static boolean counts(double x) {
    return x != 0 && Double.isFinite(x);
  }

  /// The text of one number.
  String text(double x) {
    if (Double.isNaN(x)) {
      return "nan";
    }
    String sign = Math.copySign(1, x) < 0 ? "-" : "";
    return sign + (Double.isInfinite(x) ? "inf" : finite(Math.abs(x)));
  }

  /// The text of a finite number without its sign.
  abstract String finite(double magnitude);
}

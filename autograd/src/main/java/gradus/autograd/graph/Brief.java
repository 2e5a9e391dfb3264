package gradus.autograd.graph;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// The numbers of a tensor in a few words, for pictures and explanations.
///
/// @param line one line: a single number as it is, few numbers in brackets, of more their mean and
///   range; what is not finite is counted, as in `mean 0.5, from 0 to 1, 2 nan`
/// @param tight the line where there is little room: of numbers that would take more, their bounds
/// @param full some lines for who wants to know more
/// @param finite whether there is neither NaN nor an infinity
public record Brief(String line, String tight, String full, boolean finite) {
  private static final int TIGHT = 24;
  private static final int IN_A_LINE = 6;
  private static final int IN_FULL = 40;
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final double WRITTEN_OUT = 1e7;
  private static final double SMALLEST_WRITTEN_OUT = 1e-4;

  /// The numbers of `tensor` as they are now.
  public static Brief of(Tensor tensor) {
    int numel = tensor.numel();
    String type = tensor.shape() + " " + tensor.dtype();
    if (numel == 0) {
      return new Brief("empty", "empty", type, true);
    }
    if (tensor.dtype() == DType.BOOL) {
      return ofTruths(tensor, type);
    }
    double[] numbers = tensor.detach().to(DType.FLOAT64).toDoubleArray();
    Range range = Range.of(numbers);
    String line = numel > IN_A_LINE ? range.line() : listed(tensor, numbers, ", ");
    String full = numel > IN_FULL ? range.lines() : listed(tensor, numbers, ",\n");
    String tight = line.length() > TIGHT ? range.bounds() : line;
    return new Brief(line, tight, type + "\n" + full, range.finite == numel);
  }

  private static Brief ofTruths(Tensor tensor, String type) {
    boolean[] truths = tensor.toBooleanArray();
    int count = 0;
    for (boolean truth : truths) {
      count += truth ? 1 : 0;
    }
    String line =
        truths.length == 1
            ? String.valueOf(truths[0])
            : "%d of %d true".formatted(count, truths.length);
    return new Brief(line, line, type + "\n" + line, true);
  }

  /// All numbers in brackets, with `rows` between the rows.
  private static String listed(Tensor tensor, double[] numbers, String rows) {
    StringBuilder out = new StringBuilder();
    int[] sizes = tensor.shape().toArray();
    int row = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      out.append(i == 0 ? "" : i % row == 0 ? rows : ", ");
      out.repeat("[", edges(sizes, i)).append(number(numbers[i]));
      out.repeat("]", edges(sizes, i + 1));
    }
    return out.toString();
  }

  /// How many dimensions begin, or have ended, before element `i`.
  private static int edges(int[] sizes, int i) {
    int edges = 0;
    int slice = 1;
    for (int dim = sizes.length - 1; dim >= 0; dim--) {
      slice *= sizes[dim];
      edges += i % slice == 0 ? 1 : 0;
    }
    return edges;
  }

  /// A number in four digits, such as `0.3333`, `-12` or `1.234e-05`; whole numbers below ten
  /// million in all of theirs.
  public static String number(double x) {
    if (Double.isNaN(x)) {
      return "nan";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    if (x == Math.rint(x) && Math.abs(x) < WRITTEN_OUT) {
      return Long.toString((long) x);
    }
    BigDecimal rounded = BigDecimal.valueOf(x).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(x);
    return size >= SMALLEST_WRITTEN_OUT && size < WRITTEN_OUT
        ? rounded.toPlainString()
        : scientific(rounded);
  }

  private static String scientific(BigDecimal x) {
    int power = x.precision() - x.scale() - 1;
    String exponent = (power < 0 ? "-" : "+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
    return x.scaleByPowerOfTen(-power).toPlainString() + "e" + exponent;
  }

  /// What many numbers have in common. Mean, deviation and bounds are those of the finite ones.
  private record Range(
      int count, int finite, int nans, int zeros, double mean, double std, double min, double max) {
    static Range of(double[] numbers) {
      int finite = 0;
      int nans = 0;
      int zeros = 0;
      double sum = 0;
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (double x : numbers) {
        nans += Double.isNaN(x) ? 1 : 0;
        zeros += x == 0 ? 1 : 0;
        if (Double.isFinite(x)) {
          finite++;
          sum += x;
          min = Math.min(min, x);
          max = Math.max(max, x);
        }
      }
      double mean = sum / finite;
      double std = deviation(numbers, mean, finite);
      return new Range(numbers.length, finite, nans, zeros, mean, std, min, max);
    }

    private static double deviation(double[] numbers, double mean, int finite) {
      double squares = 0;
      for (double x : numbers) {
        squares += Double.isFinite(x) ? (x - mean) * (x - mean) : 0;
      }
      return Math.sqrt(squares / finite);
    }

    String line() {
      return min == max && finite == count
          ? "all " + number(min)
          : "mean %s, from %s to %s".formatted(number(mean), number(min), number(max)) + strays();
    }

    String bounds() {
      return number(min) + " … " + number(max) + strays();
    }

    String lines() {
      return "mean %s, standard deviation %s\nfrom %s to %s\n%d of %d are 0%s"
          .formatted(number(mean), number(std), number(min), number(max), zeros, count, strays());
    }

    private String strays() {
      int infinities = count - finite - nans;
      return (nans == 0 ? "" : ", %d nan".formatted(nans))
          + (infinities == 0 ? "" : ", %d inf".formatted(infinities));
    }
  }
}

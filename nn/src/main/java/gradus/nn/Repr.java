package gradus.nn;

import java.util.Arrays;
import java.util.List;

/// Values as Python prints them, for the text of a layer.
final class Repr {
  private Repr() {}

  static String of(boolean value) {
    return value ? "True" : "False";
  }

  /// The shortest decimal number that reads back as `value`: `0.1`, `1e-05`, `1.0`.
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (size == 0 || size >= 1e-4 && size < 1e16) {
      String plain = new java.math.BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String[] parts = Double.toString(value).split("E");
    int exponent = Integer.parseInt(parts[1]);
    return parts[0].replaceFirst("\\.0$", "")
        + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /// Numbers as a tuple: `(3, 2)`, `(3,)`.
  static String tuple(List<Integer> numbers) {
    String text = numbers.toString();
    return "(" + text.substring(1, text.length() - 1) + (numbers.size() == 1 ? ",)" : ")");
  }

  /// Numbers as they were given: one as `3`, several as `(3, 2)`.
  static String sizes(List<Integer> numbers) {
    return numbers.size() == 1 ? numbers.get(0).toString() : tuple(numbers);
  }

  static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}

package gradus.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Computes what a [Formula] says, for single numbers: `1 − y²`, `1 where a > b, 1/2 where a = b,
/// else 0`, `√(π) / 2 · exp(y²)`. Words that are neither letters nor functions are refused.
final class Evaluator {
  private static final Pattern TOKEN =
      Pattern.compile("[0-9]+(\\.[0-9]+)?|[A-Za-zα-ω]+[₀-₉]*|[^ ]");
  private static final String END = "";

  private final List<String> tokens;
  private final Map<String, Double> letters;
  private int at;

  private Evaluator(String text, Map<String, Double> letters) {
    tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    this.letters = letters;
  }

  /// The value of `text`, in which `letters` stand for numbers.
  ///
  /// @throws IllegalArgumentException if it has words that are unknown
  static double value(String text, Map<String, Double> letters) {
    var evaluator = new Evaluator(text, letters);
    double value = evaluator.choice();
    evaluator.expect(END);
    return value;
  }

  private String token() {
    return at < tokens.size() ? tokens.get(at) : END;
  }

  private boolean takes(String token) {
    boolean is = token().equals(token);
    at += is ? 1 : 0;
    return is;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException("'%s' where '%s' was expected".formatted(token(), token));
    }
  }

  private double choice() {
    double value = sum();
    if (!takes("where")) {
      return value;
    }
    boolean holds = condition();
    expect(",");
    takes("else");
    double otherwise = choice();
    return holds ? value : otherwise;
  }

  private boolean condition() {
    boolean holds = comparisons();
    while (takes("or")) {
      holds |= comparisons();
    }
    return holds;
  }

  private boolean comparisons() {
    double left = sum();
    boolean holds = true;
    for (String sign = token(); "<≤>≥=".contains(sign) && !sign.equals(END); sign = token()) {
      at++;
      double right = sum();
      holds &=
          switch (sign) {
            case "<" -> left < right;
            case "≤" -> left <= right;
            case ">" -> left > right;
            case "≥" -> left >= right;
            default -> left == right;
          };
      left = right;
    }
    return holds;
  }

  private double sum() {
    double sum = takes("−") ? -product() : product();
    while (true) {
      if (takes("+")) {
        sum += product();
      } else if (takes("−")) {
        sum -= product();
      } else {
        return sum;
      }
    }
  }

  private double product() {
    double product = power();
    while (true) {
      if (takes("·")) {
        product *= power();
      } else if (takes("/")) {
        product /= power();
      } else {
        return product;
      }
    }
  }

  private double power() {
    double base = squared();
    return takes("^") ? Math.pow(base, squared()) : base;
  }

  private double squared() {
    double value = atom();
    return takes("²") ? value * value : takes("³") ? value * value * value : value;
  }

  private double atom() {
    String token = token();
    at++;
    if (token.equals("(")) {
      double value = choice();
      expect(")");
      return value;
    }
    if (letters.containsKey(token)) {
      return letters.get(token);
    }
    if (token.equals("π")) {
      return Math.PI;
    }
    if (Character.isDigit(token.isEmpty() ? ' ' : token.charAt(0))) {
      return Double.parseDouble(token);
    }
    expect("(");
    List<Double> arguments = new ArrayList<>();
    do {
      arguments.add(choice());
    } while (takes(","));
    expect(")");
    return function(token, arguments);
  }

  private static double function(String name, List<Double> arguments) {
    double x = arguments.getFirst();
    double last = arguments.getLast();
    Tensor tensor = Tensor.scalar(DType.FLOAT64, x);
    return switch (name) {
      case "√" -> Math.sqrt(x);
      case "exp" -> Math.exp(x);
      case "ln" -> Math.log(x);
      case "log₂" -> Math.log(x) / Math.log(2);
      case "log₁₀" -> Math.log10(x);
      case "sigmoid" -> 1 / (1 + Math.exp(-x));
      case "sin" -> Math.sin(x);
      case "cos" -> Math.cos(x);
      case "tan" -> Math.tan(x);
      case "arcsin" -> Math.asin(x);
      case "arccos" -> Math.acos(x);
      case "arctan" -> Math.atan(x);
      case "sinh" -> Math.sinh(x);
      case "cosh" -> Math.cosh(x);
      case "tanh" -> Math.tanh(x);
      case "arsinh" -> Math.log(x + Math.sqrt(x * x + 1));
      case "arcosh" -> Math.log(x + Math.sqrt(x * x - 1));
      case "artanh" -> Math.log((1 + x) / (1 - x)) / 2;
      case "erf" -> tensor.erf().item();
      case "abs" -> Math.abs(x);
      case "sign" -> Math.signum(x);
      case "floor" -> Math.floor(x);
      case "ceil" -> Math.ceil(x);
      case "trunc" -> tensor.trunc().item();
      case "round" -> Math.rint(x);
      case "max" -> Math.max(x, last);
      case "min" -> Math.min(x, last);
      default -> throw new IllegalArgumentException("there is no function " + name);
    };
  }
}

package gradus.autograd;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Compares the gradients of a function with finite differences.
///
/// ```java
/// GradCheck.check(x -> x.tanh().square(), Tensor.of(FLOAT64, -1, 0.5, 2));
/// GradCheck.check(GradCheck.order(2), in -> in[0].matmul(in[1]), a, b);
/// ```
///
/// The function may give a tensor of any shape; what is derived is the sum of its elements, each
/// times a fixed weight of its own. The numeric gradient of an element is the central difference
/// `(f(x + eps) − f(x − eps)) / (2 eps)`, the analytic one that of [Autograd#grad]. They agree
/// where `|analytic − numeric| ≤ atol + rtol · |numeric|`. An input that no gradient reaches has
/// gradient zero, which must then be the numeric one. Order 2 checks the gradient of the gradient
/// in the same way, with respect to the inputs and to the gradient that came from above; and so on.
///
/// All FLOAT64 inputs are checked; those of INT64 and BOOL are passed on. FLOAT32 is refused: it
/// has 7 digits, and a difference over 1e-6 would keep none of them. Like
/// `torch.autograd.gradcheck` and `gradgradcheck`.
public final class GradCheck {
  /// Differences to the left and to the right that disagree by more than this part of the greater
  /// come from a kink: the second derivative of a smooth function makes them differ by eps times
  /// itself only.
  private static final double KINK = 0.01;

  /// ... or that disagree by no more than this, which rounding can do.
  private static final double KINK_FLOOR = 1e-4;

  private GradCheck() {}

  /// How to check.
  ///
  /// @param eps how far an element is moved to each side
  /// @param atol how far a gradient may be off
  /// @param rtol how far a gradient may be off, as a part of the numeric one
  /// @param order 1 checks the gradient, 2 the gradient of the gradient too
  public record Options(double eps, double atol, double rtol, int order) {
    private static final Options DEFAULT = new Options(1e-6, 1e-5, 1e-3, 1);

    /// @throws IllegalArgumentException if `eps` or `order` is not positive, or a tolerance
    ///   negative
    public Options {
      if (!(eps > 0) || !(atol >= 0) || !(rtol >= 0) || order < 1) {
        throw new IllegalArgumentException(
            "gradCheck: eps %s, atol %s, rtol %s, order %d: eps is above 0, tolerances are 0 or more, the order is 1 or more"
                .formatted(eps, atol, rtol, order));
      }
    }

    /// These options with another `eps`.
    public Options eps(double eps) {
      return new Options(eps, atol, rtol, order);
    }

    /// These options with another `atol`.
    public Options atol(double atol) {
      return new Options(eps, atol, rtol, order);
    }

    /// These options with another `rtol`.
    public Options rtol(double rtol) {
      return new Options(eps, atol, rtol, order);
    }

    /// These options with another `order`.
    public Options order(int order) {
      return new Options(eps, atol, rtol, order);
    }
  }

  /// The default options (eps 1e-6, atol 1e-5, rtol 1e-3) with this `eps`.
  public static Options eps(double eps) {
    return Options.DEFAULT.eps(eps);
  }

  /// The default options (eps 1e-6, atol 1e-5, rtol 1e-3) with this `atol`.
  public static Options atol(double atol) {
    return Options.DEFAULT.atol(atol);
  }

  /// The default options (eps 1e-6, atol 1e-5, rtol 1e-3) with this `rtol`.
  public static Options rtol(double rtol) {
    return Options.DEFAULT.rtol(rtol);
  }

  /// The default options (eps 1e-6, atol 1e-5, rtol 1e-3) with this `order`.
  public static Options order(int order) {
    return Options.DEFAULT.order(order);
  }

  /// Checks the gradient of a function of one tensor.
  ///
  /// @throws IllegalArgumentException if the input is not FLOAT64, or lies on a kink
  /// @throws IllegalStateException if the gradient is wrong, or two calls give two results
  public static void check(UnaryOperator<Tensor> function, Tensor input) {
    check(Options.DEFAULT, function, input);
  }

  /// Checks the gradients of a function of one tensor as the options say.
  ///
  /// @throws IllegalArgumentException if the input is not FLOAT64, or lies on a kink
  /// @throws IllegalStateException if a gradient is wrong, or two calls give two results
  public static void check(Options options, UnaryOperator<Tensor> function, Tensor input) {
    check(options, in -> function.apply(in[0]), new Tensor[] {input});
  }

  /// Checks the gradients of a function of several tensors.
  ///
  /// @throws IllegalArgumentException if an input is FLOAT32 or none is FLOAT64, or if one lies on
  ///   a kink
  /// @throws IllegalStateException if a gradient is wrong, or two calls give two results
  @SuppressWarnings("overloads") // a lambda and one tensor mean the form for one tensor
  public static void check(Function<Tensor[], Tensor> function, Tensor... inputs) {
    check(Options.DEFAULT, function, inputs);
  }

  /// Checks the gradients of a function of several tensors as the options say.
  ///
  /// @throws IllegalArgumentException if an input is FLOAT32 or none is FLOAT64, or if one lies on
  ///   a kink
  /// @throws IllegalStateException if a gradient is wrong, or two calls give two results
  @SuppressWarnings("overloads") // a lambda and one tensor mean the form for one tensor
  public static void check(Options options, Function<Tensor[], Tensor> function, Tensor... inputs) {
    requireDouble(inputs);
    try (var _ = Autograd.enableGrad()) {
      Function<Tensor[], Tensor> derived = function;
      Tensor[] at = inputs;
      for (int order = 1; order <= options.order; order++) {
        Check check = new Check(order, options, derived, at);
        check.run();
        derived = check.gradient();
        at = check.withSeed();
      }
    }
  }

  private static void requireDouble(Tensor[] inputs) {
    boolean any = false;
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].dtype() == DType.FLOAT32) {
        throw new IllegalArgumentException(
            "gradCheck: input %d is FLOAT32, whose 7 digits are lost in a difference over 1e-6; pass it as to(FLOAT64)"
                .formatted(i));
      }
      any |= inputs[i].dtype() == DType.FLOAT64;
    }
    if (!any) {
      throw new IllegalArgumentException(
          "gradCheck: none of the %d inputs is FLOAT64, so there is no gradient to check; pass at least one"
              .formatted(inputs.length));
    }
  }

  /// A function at a point, with the weights of its results' elements.
  private static final class Check {
    private final int order;
    private final Options options;
    private final Function<Tensor[], Tensor> function;
    private final Tensor[] at;
    private Tensor weights;

    Check(int order, Options options, Function<Tensor[], Tensor> function, Tensor[] at) {
      this.order = order;
      this.options = options;
      this.function = function;
      this.at = at;
    }

    void run() {
      Tensor[] leaves = leaves(-1, 0, 0);
      Tensor result = function.apply(leaves);
      requireUsable(result);
      weights = weights(result.shape());
      requireSame(result, function.apply(leaves(-1, 0, 0)));
      Tensor[] slopes = slopes(result, leaves, weights, false);
      for (int i = 0, slope = 0; i < at.length; i++) {
        if (at[i].dtype() == DType.FLOAT64) {
          compare(i, slopes[slope++], weighted(result));
        }
      }
    }

    /// Fresh leaves on copies of the inputs; element `place` of input `moved` is moved by `step`.
    private Tensor[] leaves(int moved, int place, double step) {
      Tensor[] leaves = new Tensor[at.length];
      for (int i = 0; i < at.length; i++) {
        if (at[i].dtype() != DType.FLOAT64) {
          leaves[i] = at[i];
          continue;
        }
        double[] elements = at[i].toDoubleArray();
        if (i == moved) {
          elements[place] += step;
        }
        leaves[i] = Tensor.wrap(elements, at[i].shape().toArray()).requiresGrad(true);
      }
      return leaves;
    }

    private void requireUsable(Tensor result) {
      if (result.dtype() != DType.FLOAT64) {
        throw new IllegalArgumentException(
            "%s: the function gives %s; it must give FLOAT64 for FLOAT64 inputs"
                .formatted(name(), result.dtype()));
      }
      if (order == 1 && !result.requiresGrad()) {
        throw new IllegalStateException(
            "%s: the function's result of shape %s is not recorded, so it has no gradient to check; compute it with tensor operations, outside noGrad and without detach()"
                .formatted(name(), result.shape()));
      }
    }

    private void requireSame(Tensor first, Tensor second) {
      double[] a = first.toDoubleArray();
      double[] b = second.toDoubleArray();
      int place = Arrays.mismatch(a, b);
      if (place >= 0) {
        throw new IllegalStateException(
            "%s: two calls with the same inputs gave %s and %s at element %d of the result; draw random numbers before, or seed the generator inside the function"
                .formatted(name(), a[place], b[place], place));
      }
    }

    private double weighted(Tensor result) {
      double[] values = result.toDoubleArray();
      double[] factors = weights.toDoubleArray();
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[i] * factors[i];
      }
      return sum;
    }

    private double moved(int input, int place, double step) {
      return weighted(function.apply(leaves(input, place, step)));
    }

    // ---- comparing ----

    private void compare(int input, Tensor slope, double here) {
      int count = at[input].numel();
      double[] analytic = slope == null ? new double[count] : slope.toDoubleArray();
      double worst = 0;
      int worstPlace = -1;
      double worstNumeric = 0;
      int wrong = 0;
      for (int place = 0; place < count; place++) {
        double numeric = numeric(input, place, here);
        double excess = excess(analytic[place], numeric);
        if (excess > 1) {
          wrong++;
          if (excess > worst) {
            worst = excess;
            worstPlace = place;
            worstNumeric = numeric;
          }
        }
      }
      if (wrong > 0) {
        throw new IllegalStateException(
            report(input, worstPlace, slope, worstNumeric) + others(wrong, count));
      }
    }

    private double numeric(int input, int place, double here) {
      double right = (moved(input, place, options.eps) - here) / options.eps;
      double left = (here - moved(input, place, -options.eps)) / options.eps;
      if (!Double.isFinite(right) || !Double.isFinite(left)) {
        throw new IllegalArgumentException(
            "%s: the function is not finite within %s of %s; choose inputs well inside its domain"
                .formatted(name(), options.eps, element(input, place)));
      }
      if (Math.abs(right - left) > KINK_FLOOR + KINK * Math.max(Math.abs(right), Math.abs(left))) {
        throw new IllegalArgumentException(
            "%s: %s lies on a kink: the slope is %s to the left and %s to the right; move it away"
                .formatted(name(), element(input, place), left, right));
      }
      return (right + left) / 2;
    }

    /// How many times the allowed difference the actual one is.
    private double excess(double analytic, double numeric) {
      double off = Math.abs(analytic - numeric);
      return Double.isNaN(off) ? Double.POSITIVE_INFINITY : off / allowed(numeric);
    }

    private double allowed(double numeric) {
      return Math.max(options.atol + options.rtol * Math.abs(numeric), Double.MIN_NORMAL);
    }

    // ---- telling ----

    private String name() {
      return order == 1 ? "gradCheck" : "gradCheck, order " + order;
    }

    private String report(int input, int place, Tensor slope, double numeric) {
      String analytic =
          slope == null
              ? "no gradient came"
              : "the analytic gradient is " + slope.toDoubleArray()[place];
      double off = Math.abs((slope == null ? 0 : slope.toDoubleArray()[place]) - numeric);
      return "%s: at %s %s, the numeric %s; they differ by %s, allowed is %s"
          .formatted(name(), element(input, place), analytic, numeric, off, allowed(numeric));
    }

    private static String others(int wrong, int count) {
      return " (the worst of %d wrong elements of %d). Check the derivative of each operation used: every input must go through a tensor operation or Op.save"
          .formatted(wrong, count);
    }

    /// `input 0[1, 2] = 0.7`; the gradient from above, an input of order 2, is called so.
    private String element(int input, int place) {
      boolean seed = order > 1 && input >= at.length - (order - 1);
      int[] sizes = at[input].shape().toArray();
      int[] index = new int[sizes.length];
      int rest = place;
      for (int d = sizes.length - 1; d >= 0; d--) {
        index[d] = rest % sizes[d];
        rest /= sizes[d];
      }
      return "%s%s = %s"
          .formatted(
              seed ? "the gradient from above" : "input " + input,
              index.length == 0 ? "" : Arrays.toString(index),
              at[input].toDoubleArray()[place]);
    }

    // ---- the next order ----

    /// The gradient as a function of the inputs and of the gradient from above: the sum of its
    /// elements, each times a weight.
    Function<Tensor[], Tensor> gradient() {
      return in -> {
        Tensor[] inputs = Arrays.copyOf(in, in.length - 1);
        Tensor[] slopes = slopes(function.apply(inputs), inputs, in[in.length - 1], true);
        Tensor sum = Tensor.scalar(DType.FLOAT64, 0.0);
        for (Tensor slope : slopes) {
          if (slope != null) {
            sum = sum.add(slope.mul(weights(slope.shape())).sum());
          }
        }
        return sum;
      };
    }

    Tensor[] withSeed() {
      Tensor[] longer = Arrays.copyOf(at, at.length + 1);
      longer[at.length] = weights;
      return longer;
    }
  }

  private static Tensor[] slopes(
      Tensor result, Tensor[] inputs, Tensor weights, boolean createGraph) {
    Tensor[] floating =
        Arrays.stream(inputs).filter(t -> t.dtype() == DType.FLOAT64).toArray(Tensor[]::new);
    if (!result.requiresGrad()) {
      return new Tensor[floating.length];
    }
    return Autograd.grad(
        new Tensor[] {result}, floating, new Tensor[] {weights}, createGraph, createGraph, true);
  }

  /// Weights between ½ and 1½ with alternating signs, no two alike.
  private static Tensor weights(Shape shape) {
    double[] weights = new double[shape.numel()];
    double goldenRatio = (Math.sqrt(5) - 1) / 2;
    for (int i = 0; i < weights.length; i++) {
      double fraction = i * goldenRatio % 1;
      weights[i] = (i % 2 == 0 ? 1 : -1) * (0.5 + fraction);
    }
    return Tensor.wrap(weights, shape.toArray());
  }
}

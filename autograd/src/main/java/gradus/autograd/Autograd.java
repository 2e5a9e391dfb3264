package gradus.autograd;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Modes of recording; gradients, Jacobians and Hessians as values instead of in leaves; and what
/// helps to find faults and to save memory.
public final class Autograd {
  private Autograd() {}

  // ---- modes ----

  /// Stops recording on this thread until the result is closed. Like `torch.no_grad`.
  public static GradMode noGrad() {
    return new GradMode(false);
  }

  /// Records on this thread again until the result is closed. Like `torch.enable_grad`.
  public static GradMode enableGrad() {
    return new GradMode(true);
  }

  /// Runs `action` without recording.
  public static void noGrad(Runnable action) {
    try (var _ = noGrad()) {
      action.run();
    }
  }

  /// Computes `value` without recording.
  public static <T> T noGrad(Supplier<T> value) {
    try (var _ = noGrad()) {
      return value.get();
    }
  }

  /// Tells whether operations are recorded on this thread. Like `torch.is_grad_enabled`.
  public static boolean isGradEnabled() {
    return Context.here().recording;
  }

  /// Says whether every operation remembers the line of user code that made it, for messages. Off
  /// by default; costs about a microsecond per operation while on.
  public static void trackOrigins(boolean on) {
    Origins.tracked = on;
  }

  /// Says whether every operation keeps the numbers that went in and came out, and the walk back
  /// the gradients that arrive, so that a person can be shown them. Off by default: a graph then
  /// keeps what its derivatives need and nothing else.
  public static void trackValues(boolean on) {
    Details.tracked = on;
  }

  /// Tells whether operations keep their numbers. See [#trackValues].
  public static boolean isTrackingValues() {
    return Details.tracked;
  }

  /// Computes `value` as a named part of a computation, by which a picture of the graph groups its
  /// operations. Every layer is one; parts may stand in parts. Costs nothing while values are not
  /// tracked.
  public static <T> T scope(String name, Supplier<T> value) {
    if (!Details.tracked) {
      return value.get();
    }
    Context context = Context.here();
    Details.Scope outer = context.scope;
    context.scope = new Details.Scope(outer, name);
    try {
      return value.get();
    } finally {
      context.scope = outer;
    }
  }

  /// Says whether the first result or derivative that is NaN or infinite, though what it was
  /// computed from is not, throws an [ArithmeticException] that names the operation, its line and
  /// the ranges of its inputs. Origins are tracked meanwhile. For looking for a fault: it is slow.
  public static void detectAnomaly(boolean on) {
    Anomaly.detected = on;
  }

  // ---- gradients ----

  /// The gradients of the single number `output` with respect to `inputs`; nothing is left in any
  /// leaf, and the record is freed on the way.
  ///
  /// @throws IllegalStateException if `output` is not a single number or does not depend on an
  ///   input
  public static Tensor[] grad(Tensor output, Tensor... inputs) {
    return grad(new Tensor[] {output}, inputs, null, false, false, false);
  }

  /// The gradients of `Σ outputs[i] · gradients[i]` with respect to `inputs`; nothing is left in
  /// any leaf. Like `torch.autograd.grad`.
  ///
  /// @param gradients one per output and of its shape; null, or null for a single number, means 1
  /// @param retainGraph keeps the record, so that it can be walked again
  /// @param createGraph records the walk itself, so that the gradients can be derived in turn;
  ///   keeps the record too
  /// @param allowUnused gives null for an input that no output depends on, instead of throwing
  /// @throws IllegalStateException if an input is not used and `allowUnused` is false
  public static Tensor[] grad(
      Tensor[] outputs,
      Tensor[] inputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    return Gradients.of(outputs, inputs, gradients, retainGraph, createGraph, allowUnused);
  }

  /// Leaves the gradients of `Σ outputs[i] · gradients[i]` in the leaves, as [Tensor#backward()]
  /// does for one output. Like `torch.autograd.backward`.
  ///
  /// @param gradients one per output and of its shape; null, or null for a single number, means 1
  /// @param retainGraph keeps the record, so that it can be walked again
  /// @param createGraph records the walk itself, so that the gradients can be derived in turn;
  ///   keeps the record too
  /// @param inputs where gradients are left; none means all leaves
  public static void backward(
      Tensor[] outputs,
      Tensor[] gradients,
      boolean retainGraph,
      boolean createGraph,
      Tensor... inputs) {
    Gradients.backward(outputs, gradients, retainGraph, createGraph, inputs);
  }

  // ---- derivatives of functions ----

  /// The Jacobian of `function` at `input`: the derivatives of every element of its output with
  /// respect to every element of the input, of shape output, then input.
  public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor input) {
    return jacobian(function, input, false, false);
  }

  /// The Jacobian of `function` at `input`. Like `torch.autograd.functional.jacobian`; one walk
  /// back per element of the output.
  ///
  /// @param createGraph records the computation, so that the result can be derived in turn
  /// @param strict refuses an output that does not depend on the input, instead of giving zeros
  /// @throws IllegalArgumentException if the input is not of a floating-point type
  /// @throws IllegalStateException if `strict` refuses
  public static Tensor jacobian(
      UnaryOperator<Tensor> function, Tensor input, boolean createGraph, boolean strict) {
    return Functional.jacobian(ofFirst(function), in(input), createGraph, strict)[0];
  }

  /// The Jacobians of `function` at `inputs`, one per input.
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static Tensor[] jacobian(Function<Tensor[], Tensor> function, Tensor[] inputs) {
    return jacobian(function, inputs, false, false);
  }

  /// The Jacobians of `function` at `inputs`, one per input. See [#jacobian(UnaryOperator, Tensor,
  /// boolean, boolean)].
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static Tensor[] jacobian(
      Function<Tensor[], Tensor> function, Tensor[] inputs, boolean createGraph, boolean strict) {
    return Functional.jacobian(function, inputs, createGraph, strict);
  }

  /// The Hessian of `function`, which gives a single number, at `input`: its second derivatives, of
  /// the input's shape twice.
  public static Tensor hessian(UnaryOperator<Tensor> function, Tensor input) {
    return hessian(function, input, false, false);
  }

  /// The Hessian of `function`, which gives a single number, at `input`. Like
  /// `torch.autograd.functional.hessian`; one walk back per element of the input, and one more.
  ///
  /// @param createGraph records the computation, so that the result can be derived in turn
  /// @param strict refuses a gradient that does not depend on the input, instead of giving zeros
  /// @throws IllegalArgumentException if the input is not of a floating-point type
  /// @throws IllegalStateException if the function gives more than one number, or `strict` refuses
  public static Tensor hessian(
      UnaryOperator<Tensor> function, Tensor input, boolean createGraph, boolean strict) {
    return Functional.hessian(ofFirst(function), in(input), createGraph, strict)[0][0];
  }

  /// The blocks of the Hessian of `function` at `inputs`: element `[i][j]` has the shape of input
  /// `i`, then that of input `j`.
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static Tensor[][] hessian(Function<Tensor[], Tensor> function, Tensor[] inputs) {
    return hessian(function, inputs, false, false);
  }

  /// The blocks of the Hessian of `function` at `inputs`. See [#hessian(UnaryOperator, Tensor,
  /// boolean, boolean)].
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static Tensor[][] hessian(
      Function<Tensor[], Tensor> function, Tensor[] inputs, boolean createGraph, boolean strict) {
    return Functional.hessian(function, inputs, createGraph, strict);
  }

  /// Vector times Jacobian, of the input's shape: `vᵀ J`. One walk back.
  ///
  /// @param v of the output's shape; null for a single number means 1
  public static VectorProduct vjp(UnaryOperator<Tensor> function, Tensor input, Tensor v) {
    return vjp(function, input, v, false, false);
  }

  /// Vector times Jacobian. Like `torch.autograd.functional.vjp`.
  ///
  /// @param v of the output's shape; null for a single number means 1
  /// @param createGraph records the computation, so that the result can be derived in turn
  /// @param strict refuses an output that does not depend on the input, instead of giving zeros
  public static VectorProduct vjp(
      UnaryOperator<Tensor> function, Tensor input, Tensor v, boolean createGraph, boolean strict) {
    return single(Functional.vjp(ofFirst(function), in(input), v, createGraph, strict));
  }

  /// Vector times Jacobian, for each of several inputs.
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static VectorProducts vjp(
      Function<Tensor[], Tensor> function,
      Tensor[] inputs,
      Tensor v,
      boolean createGraph,
      boolean strict) {
    return Functional.vjp(function, inputs, v, createGraph, strict);
  }

  /// Jacobian times vector, of the output's shape: `J v`, the derivative in the direction `v`. Two
  /// walks back.
  ///
  /// @param v of the input's shape; null for a single number means 1
  public static VectorProduct jvp(UnaryOperator<Tensor> function, Tensor input, Tensor v) {
    return jvp(function, input, v, false, false);
  }

  /// Jacobian times vector. Like `torch.autograd.functional.jvp`.
  ///
  /// @param v of the input's shape; null for a single number means 1
  /// @param createGraph records the computation, so that the result can be derived in turn
  /// @param strict refuses an output that does not depend on the input, instead of giving zeros
  public static VectorProduct jvp(
      UnaryOperator<Tensor> function, Tensor input, Tensor v, boolean createGraph, boolean strict) {
    return Functional.jvp(ofFirst(function), in(input), in(v), createGraph, strict);
  }

  /// Jacobian times vector, of several inputs: the sum over all of them.
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static VectorProduct jvp(
      Function<Tensor[], Tensor> function,
      Tensor[] inputs,
      Tensor[] v,
      boolean createGraph,
      boolean strict) {
    return Functional.jvp(function, inputs, v, createGraph, strict);
  }

  /// Hessian times vector, of the input's shape: `H v`. Three walks back; [#vhp] gives the same
  /// with two where the second derivatives are continuous.
  ///
  /// @param v of the input's shape; null for a single number means 1
  public static VectorProduct hvp(UnaryOperator<Tensor> function, Tensor input, Tensor v) {
    return hvp(function, input, v, false, false);
  }

  /// Hessian times vector. Like `torch.autograd.functional.hvp`.
  ///
  /// @param v of the input's shape; null for a single number means 1
  /// @param createGraph records the computation, so that the result can be derived in turn
  /// @param strict refuses a gradient that does not depend on the input, instead of giving zeros
  public static VectorProduct hvp(
      UnaryOperator<Tensor> function, Tensor input, Tensor v, boolean createGraph, boolean strict) {
    return single(Functional.hvp(ofFirst(function), in(input), in(v), createGraph, strict));
  }

  /// Hessian times vector, of several inputs.
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static VectorProducts hvp(
      Function<Tensor[], Tensor> function,
      Tensor[] inputs,
      Tensor[] v,
      boolean createGraph,
      boolean strict) {
    return Functional.hvp(function, inputs, v, createGraph, strict);
  }

  /// Vector times Hessian, of the input's shape: `vᵀ H`. Two walks back.
  ///
  /// @param v of the input's shape; null for a single number means 1
  public static VectorProduct vhp(UnaryOperator<Tensor> function, Tensor input, Tensor v) {
    return vhp(function, input, v, false, false);
  }

  /// Vector times Hessian. Like `torch.autograd.functional.vhp`.
  ///
  /// @param v of the input's shape; null for a single number means 1
  /// @param createGraph records the computation, so that the result can be derived in turn
  /// @param strict refuses a gradient that does not depend on the input, instead of giving zeros
  public static VectorProduct vhp(
      UnaryOperator<Tensor> function, Tensor input, Tensor v, boolean createGraph, boolean strict) {
    return single(Functional.vhp(ofFirst(function), in(input), in(v), createGraph, strict));
  }

  /// Vector times Hessian, of several inputs.
  @SuppressWarnings("overloads") // the second argument tells which is meant
  public static VectorProducts vhp(
      Function<Tensor[], Tensor> function,
      Tensor[] inputs,
      Tensor[] v,
      boolean createGraph,
      boolean strict) {
    return Functional.vhp(function, inputs, v, createGraph, strict);
  }

  private static Function<Tensor[], Tensor> ofFirst(UnaryOperator<Tensor> function) {
    return in -> function.apply(in[0]);
  }

  private static Tensor[] in(Tensor tensor) {
    return tensor == null ? null : new Tensor[] {tensor};
  }

  private static VectorProduct single(VectorProducts of) {
    return new VectorProduct(of.output(), of.products()[0]);
  }

  // ---- memory ----

  /// `function(input)`, recorded without keeping what it computes on the way.
  public static Tensor checkpoint(UnaryOperator<Tensor> function, Tensor input) {
    return Recomputation.checkpoint(ofFirst(function), in(input));
  }

  /// `function(inputs)`, recorded without keeping what it computes on the way: the walk back runs
  /// the function once more to get that, which costs time and saves memory. Like
  /// `torch.utils.checkpoint` with `use_reentrant=False`.
  ///
  /// The function must do the same in both runs. The shared [Generator] is set back for the second
  /// run, so that it draws the same numbers; other generators are not. What the function changes
  /// outside of itself, it changes twice. A second walk over a retained graph runs it no more.
  ///
  /// @throws IllegalStateException in the walk back, if the second run keeps other tensors than the
  ///   first would have
  @SuppressWarnings("overloads") // a lambda and one tensor mean the form for one tensor
  public static Tensor checkpoint(Function<Tensor[], Tensor> function, Tensor... inputs) {
    return Recomputation.checkpoint(function, inputs.clone());
  }
}

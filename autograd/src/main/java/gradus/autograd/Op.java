package gradus.autograd;

import gradus.autograd.Node.Derivatives;
import gradus.autograd.Rules.ByNumber;
import gradus.autograd.Rules.Derivative;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Compare;
import gradus.autograd.kernel.Geometry;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Unary;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Records an operation: what it is called, what goes in, how it is computed, and its derivatives.
///
/// ```java
/// static Tensor cube(Tensor input) {
///   Saved x = Op.save(input);
///   return Op.of("cube", input)
///       .forward(() -> input.pow(3))
///       .backward(g -> g.mul(x.get().square().mul(3)));
/// }
/// ```
///
/// The forward runs unrecorded; the derivatives are written in tensor operations, so that they can
/// be derived in turn. A derivative gives the gradient of its input in any shape that the input
/// broadcasts to, and in any type: the engine sums and casts. What a derivative reads goes through
/// [#save], which notices when it was changed in place; tensors that only steer, such as indices,
/// are captured.
public final class Op {
  /// The largest whole number up to which all are decimal numbers too.
  private static final long MOST_EXACT = 1L << 53;

  private final String name;
  private final Tensor[] inputs;
  private Tensor result;
  private Node node;
  private BinaryOperator<Tensor> fusedFromOutput;

  private Op(String name, Tensor... inputs) {
    this.name = name;
    this.inputs = inputs;
  }

  /// Begins an operation of this name on these inputs.
  public static Op of(String name, Tensor... inputs) {
    return new Op(name, inputs);
  }

  /// Refuses a null where an operation needs a tensor.
  ///
  /// @param name of the operation, with which the error begins
  /// @param what the tensor's part in it, such as `the index`
  /// @throws IllegalArgumentException if `tensor` is null
  public static void requireGiven(String name, String what, Tensor tensor) {
    if (tensor == null) {
      throw new IllegalArgumentException(
          "%s: %s is null; check where it comes from: grad(), for one, is null until backward()"
                  .formatted(name, what)
              + " brings a gradient");
    }
  }

  /// Keeps `tensor` for a derivative. Null is passed on, for the operation to refuse.
  public static Saved save(Tensor tensor) {
    return tensor == null ? null : new Saved(tensor);
  }

  /// Keeps `tensor` for the derivative of `input`; null, and nothing is kept, where that needs no
  /// gradient and its derivative will therefore never run.
  static Saved saveFor(Tensor input, Tensor tensor) {
    boolean derived = Context.here().recording && input != null && input.node() != null;
    return derived ? save(tensor) : null;
  }

  /// Computes the result, unrecorded. It must be a new tensor: not an input, a view of one, or
  /// something recorded.
  public Ending forward(Supplier<Tensor> compute) {
    Context context = Context.here();
    boolean recording = context.recording;
    context.recording = false;
    Tensor computed;
    try {
      computed = compute.get();
    } finally {
      context.recording = recording;
    }
    requireNew(computed);
    return finish(context, computed);
  }

  private void requireNew(Tensor computed) {
    if (computed == null) {
      throw new IllegalStateException(name + ": forward gave null; return the result's tensor");
    }
    if (computed.node() != null) {
      throw new IllegalStateException(
          name
              + ": forward gave a tensor that is already recorded (or requires a gradient); compute"
              + " a new one inside forward, or return detach().clone()");
    }
    for (Tensor input : inputs) {
      if (computed.array().storage() == input.array().storage()) {
        throw new IllegalStateException(
            name + ": forward gave one of its inputs, or a view of one; return a clone() of it");
      }
    }
  }

  private Ending finish(Context context, Tensor computed) {
    result = computed.base() == null ? computed : new Tensor(computed.array());
    Storage memory = result.array().storage();
    if (context.call != 0 && !memory.isSaved()) {
      memory.bornDuring(context.call);
    }
    boolean derivable = context.recording && result.dtype().isFloatingPoint();
    Node[] edges = derivable ? edges() : null;
    if (edges != null) {
      node = new Node(context, name, result.array(), edges);
    }
    if (node == null && context.recording) {
      context.saves.clear();
    }
    if (Anomaly.detected && context.walking == null) {
      Anomaly.checkForward(name, node, result, inputs);
    }
    return new Ending();
  }

  private Node[] edges() {
    Node[] edges = null;
    for (int i = 0; i < inputs.length; i++) {
      Node edge = inputs[i].node();
      if (edge != null) {
        if (edges == null) {
          edges = new Node[inputs.length];
        }
        edges[i] = edge;
      }
    }
    return edges;
  }

  /// An operation whose result is computed and whose derivatives are still to be told.
  public final class Ending {
    private Ending() {}

    /// Declares that the derivatives cannot be derived again; a second-order walk over them throws.
    public Ending once() {
      if (node != null) {
        node.once = true;
      }
      return this;
    }

    /// Gives a faster way to all derivatives, used while no graph of them is being built. It must
    /// agree with the derivatives that the ending declares, and give tensors that it made for this
    /// very call, or the gradient itself.
    public Ending fused(Derivatives faster) {
      if (node != null) {
        node.fused = faster;
      }
      return this;
    }

    /// Gives a faster way to what the derivative of [#backwardFromOutput] declares, as [#fused]
    /// does.
    Ending fusedFromOutput(BinaryOperator<Tensor> faster) {
      fusedFromOutput = faster;
      return this;
    }

    /// Declares one derivative per input, in their order, and gives the result. A derivative must
    /// not change the gradient it is given in place: others may hold it too. If it gives null, no
    /// gradient flows to that input.
    ///
    /// @throws IllegalStateException if there are not as many derivatives as inputs
    @SafeVarargs
    @SuppressWarnings("varargs") // read, and never given away
    public final Tensor backward(UnaryOperator<Tensor>... derivatives) {
      requireDerivatives(derivatives.length);
      return node == null ? result : recorded(Rules.each(name, node.inputs, derivatives));
    }

    private void requireDerivatives(int count) {
      if (count != inputs.length) {
        throw new IllegalStateException(
            "%s: %d derivatives for %d inputs; give one for each, in order"
                .formatted(name, count, inputs.length));
      }
    }

    /// [#backward(UnaryOperator...)] of one input, without an array for its derivative.
    Tensor backward(Derivative derivative) {
      requireDerivatives(1);
      return node == null ? result : recorded(derivative);
    }

    /// Declares the derivative of the only input from the result's gradient and the result itself.
    public Tensor backwardFromOutput(BinaryOperator<Tensor> derivative) {
      if (inputs.length != 1) {
        throw new IllegalStateException(
            "%s: backwardFromOutput is for one input, not %d; use backwardAll"
                .formatted(name, inputs.length));
      }
      if (node == null) {
        return result;
      }
      result.setNode(node);
      Saved output = new Saved(result);
      if (fusedFromOutput != null) {
        BinaryOperator<Tensor> faster = fusedFromOutput;
        node.fused = new Rules.FromOutput(faster, output);
      }
      return recorded(new Rules.FromOutput(derivative, output));
    }

    /// Declares the derivatives of all inputs together.
    public Tensor backwardAll(Derivatives derivatives) {
      return node == null ? result : recorded(derivatives);
    }

    /// Declares that the result does not depend on the inputs in a differentiable way.
    public Tensor notDifferentiable() {
      return result;
    }

    private Tensor recorded(Derivatives derivatives) {
      node.derivatives = derivatives;
      result.setNode(node);
      if (Details.tracked) {
        node.details = Details.ofOperation(result, inputs);
      }
      return result;
    }
  }

  /// An operation that applies one kernel to every element; whole numbers are first converted to
  /// the default type where the kernel has no form for them.
  static Ending map(String name, Tensor input, Unary kernel) {
    Array x = kernel.takes(input.array(), Tensor.defaultDtype());
    return of(name, input).finish(Context.here(), new Tensor(kernel.apply(x)));
  }

  /// An operation that applies one kernel to every pair of elements of two tensors that broadcast.
  static Ending zip(String name, Tensor a, Tensor b, Binary kernel) {
    Promotion.requireSecond(name, b);
    Shape shape = a.shape().broadcast(name, b.shape());
    DType common = a.dtype() == b.dtype() ? a.dtype() : Promotion.of(a, b);
    DType dtype = kernel.computesIn(common, Tensor.defaultDtype());
    Array y = kernel.apply(a.array().to(dtype), b.array().to(dtype), shape);
    return of(name, a, b).finish(Context.here(), new Tensor(y));
  }

  /// Tells whether a number may be an operand of `a` as it is, and need not become a tensor: the
  /// result has the type of `a`, and no details are kept, which show the number as a tensor.
  static boolean takesNumber(Tensor a) {
    return a.dtype().isFloatingPoint() && !Details.tracked;
  }

  /// The same for a whole number, if it is a decimal one without loss.
  static boolean takesNumber(Tensor a, long number) {
    return number >= -MOST_EXACT && number <= MOST_EXACT && takesNumber(a);
  }

  /// An operation that applies one kernel to every element of `a` and a number that it
  /// [takes][#takesNumber].
  static Tensor zip(String name, Tensor a, double b, Binary kernel, ByNumber derivative) {
    Context context = Context.here();
    Tensor result = new Tensor(kernel.apply(a.array(), b));
    result.array().storage().bornDuring(context.call);
    Node edge = context.recording ? a.node() : null;
    Node node = edge == null ? null : new Node(context, name, result.array(), edge, null);
    if (Anomaly.detected && context.walking == null) {
      Anomaly.checkForward(name, node, result, a, Promotion.number(b, a));
    }
    if (node != null) {
      node.operand = b;
      node.derivatives = derivative;
      result.setNode(node);
    }
    return result;
  }

  /// The gradient that a derivative was given times a number: in place, where the engine owns it.
  static Tensor scaled(Tensor gradient, double factor) {
    if (Context.here().gradientOwned) {
      Binary.MUL.apply(gradient.array(), factor, gradient.array());
      return gradient;
    }
    return gradient.mul(factor);
  }

  /// One kernel of every pair of elements of the gradient that a derivative was given and of a
  /// tensor of its shape and type, unrecorded: in place, where the engine owns the gradient.
  static Tensor combined(Binary kernel, Tensor gradient, Tensor b) {
    Array g = gradient.array();
    if (Context.here().gradientOwned) {
      kernel.apply(g, b.array(), g);
      return gradient;
    }
    return new Tensor(kernel.apply(g, b.array(), gradient.shape()));
  }

  /// A question about every pair of elements of two tensors that broadcast.
  static Tensor compare(String name, Tensor a, Tensor b, Compare kernel) {
    Promotion.requireSecond(name, b);
    Shape shape = a.shape().broadcast(name, b.shape());
    DType dtype = Promotion.of(a, b);
    return new Tensor(kernel.apply(a.array().to(dtype), b.array().to(dtype), shape));
  }

  /// A view: the same memory seen through `reshape` of the geometry. Its gradient is added into
  /// zeros of the input's shape at the places that the view shows, unless `derivative` knows
  /// better.
  static Tensor view(
      String name, Tensor input, UnaryOperator<Geometry> reshape, Derivative derivative) {
    Geometry shown = reshape.apply(input.array().geometry());
    return view(name, input, shown, derivative);
  }

  /// A view that shows some of the elements, each at most once or several times.
  static Tensor view(String name, Tensor input, UnaryOperator<Geometry> part) {
    Geometry own = input.array().geometry();
    Geometry shown = part.apply(own);
    boolean fromTheStart = own.isContiguous() && own.offset() == 0;
    Geometry layout = fromTheStart ? own : Geometry.contiguous(input.shape());
    Geometry region = fromTheStart ? shown : part.apply(layout);
    return view(name, input, shown, new Regions.Embed(region, layout));
  }

  private static Tensor view(String name, Tensor input, Geometry shown, Derivatives derivatives) {
    Context context = Context.here();
    Tensor view = input.viewThrough(shown, !context.recording);
    Node source = context.recording ? input.node() : null;
    Node node = null;
    if (source != null) {
      node = new Node(context, name, view.array(), source);
      node.derivatives = derivatives;
      if (Details.tracked) {
        node.details = Details.ofView(new Tensor(view.array()), input);
      }
    }
    view.setNode(node);
    return view;
  }

  /// Changes `receiver` in place to `function(receiver)` and records it.
  ///
  /// @param function an operation without underscore, whose result broadcasts to the receiver's
  ///   shape and converts to its type
  /// @return the receiver
  /// @throws IllegalArgumentException if `receiver` or `function` is null
  /// @throws IllegalStateException if the receiver cannot be written: it is a leaf that requires a
  ///   gradient, a view of one, or expanded; or if `function` gives null
  public static Tensor inPlace(String name, Tensor receiver, UnaryOperator<Tensor> function) {
    requireGiven(name, "the receiver", receiver);
    if (function == null) {
      throw new IllegalArgumentException(
          name + ": the function is null; give an operation without underscore: x -> x.mul(2)");
    }
    return InPlace.apply(name, receiver, function, null);
  }

  /// A fresh tensor of zeros with this shape and type, for derivatives.
  static Tensor zeros(DType dtype, Shape shape) {
    return new Tensor(
        new Array(Storage.allocate(dtype, shape.numel()), Geometry.contiguous(shape)));
  }

  /// `y`, whose dimensions `along` are reduced, repeated to the shape `from`.
  static Tensor spread(Tensor y, Shape from, int[] along) {
    boolean aligned = y.dim() == 0 || y.dim() == from.dim();
    Tensor kept = aligned ? y : y.reshape(from.reduce(along, true).toArray());
    return view("expand", kept, geometry -> geometry.expand(from), g -> g);
  }

  /// `x` as a type in which elements can be added up: BOOL becomes INT64.
  static Array countable(Tensor x) {
    return x.dtype() == DType.BOOL ? x.array().to(DType.INT64) : x.array();
  }

  /// `x` as a floating-point type: whole numbers and booleans become the default one.
  static Array floating(Tensor x) {
    return x.dtype().isFloatingPoint() ? x.array() : x.array().to(Tensor.defaultDtype());
  }
}

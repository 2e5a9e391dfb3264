package gradus.autograd;

import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import gradus.autograd.kernel.Spares;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Strided;
import java.util.Arrays;
import java.util.function.Function;

/// An array of numbers that remembers how it was computed.
///
/// A tensor has a [shape][#shape()] and a [type][#dtype()]. Operations on tensors of which one
/// [requires a gradient][#requiresGrad(boolean)] are recorded; [#backward()] walks the record back
/// and leaves in every such leaf the derivative of the result with respect to it:
///
/// ```java
/// Tensor theta = Tensor.of(5.0, -3, 2).requiresGrad(true);
/// Tensor loss = theta.square().sum();
/// loss.backward();
/// theta.grad(); // tensor([10., -6.,  4.])
/// ```
///
/// The operations are inherited from one interface per family: [Arithmetic], [Divisions], [Mixing],
/// [Powers], [Exponentials], [Trigonometry], [SpecialFunctions], [Signs], [Rounding], [Extremes],
/// [Clamping], [Comparisons], [Logic], [Reductions], [Statistics], [Norms], [Cumulative],
/// [Sorting], [Softmaxes], [Shaping], [Indexing], [Products] and [LinearAlgebra]. Those that have
/// no receiver, such as [#cat(int, Tensor...)], are static methods here. A method whose name ends
/// in an underscore changes its receiver in place. Random numbers come from [RandomFills] and its
/// factories here; [Recording] tells how gradients come about, [Elements] gives Java values.
///
/// Views ([#transpose], [#narrow], [#at] and others) share memory with the tensor they were made
/// of. `equals` is identity; [#equal], [#allclose] and [#eq] compare contents. A tensor may be read
/// by many threads at a time, and written by one.
public final class Tensor
    implements Arithmetic,
        Divisions,
        Mixing,
        Powers,
        Exponentials,
        Trigonometry,
        SpecialFunctions,
        Signs,
        Rounding,
        Extremes,
        Clamping,
        Comparisons,
        Logic,
        Reductions,
        Statistics,
        Norms,
        Cumulative,
        Sorting,
        Softmaxes,
        Shaping,
        Splitting,
        Diagonals,
        Rearranging,
        Indexing,
        Gathering,
        Scattering,
        Masking,
        Products,
        LinearAlgebra,
        RandomFills,
        Recording,
        Elements,
        Index {
  private static volatile DType defaultDtype = DType.FLOAT32;

  static {
    Access.install(
        Tensor::array,
        Tensor::new,
        Tensor::gradientField,
        Tensor::touched,
        Tensor::exchange,
        Tensor::adopt);
  }

  private Array array;

  /// The recorded operation, or the leaf's own node; null where nothing is recorded, and for a
  /// view.
  private Node node;

  /// A view's node. It is made again when the memory was written since.
  private volatile ViewNode viewNode;

  /// The tensor that this is a view of; null for one that has its own memory.
  private Tensor base;

  private boolean blind;
  private boolean multi;
  private Tensor grad;
  private boolean gradSeen;

  /// What the user calls it; null where nobody named it.
  private String name;

  /// A node and the version of the memory that it belongs to; one object, so that whoever reads it
  /// meanwhile gets two that match.
  private record ViewNode(Node node, int version) {}

  Tensor(Array array) {
    this.array = array;
  }

  /// A tensor on this memory whose operation was recorded as `node`.
  static Tensor recorded(Array array, Node node) {
    Tensor tensor = new Tensor(array);
    tensor.setNode(node);
    return tensor;
  }

  // ---- what it is ----

  /// The sizes, one per dimension.
  public Shape shape() {
    return array.shape();
  }

  /// The size of dimension `dim`, counted from the end if negative.
  ///
  /// @throws ShapeException if there is no such dimension
  public int size(int dim) {
    return shape().size(dim);
  }

  /// The number of dimensions; 0 for a single number.
  public int dim() {
    return array.geometry().dim();
  }

  /// The number of elements.
  public int numel() {
    return array.numel();
  }

  /// The type of the elements.
  public DType dtype() {
    return array.dtype();
  }

  /// The distances in memory between neighbours, one per dimension.
  public int[] stride() {
    return array.geometry().strides();
  }

  /// Tells whether the elements lie in row-major order without gaps.
  public boolean isContiguous() {
    return array.geometry().isContiguous();
  }

  /// The number of times that this memory was written in place.
  public int version() {
    return array.storage().version();
  }

  /// The type of a tensor that is made from decimal numbers without naming one; FLOAT32 unless set.
  public static DType defaultDtype() {
    return defaultDtype;
  }

  /// Sets the default type for the whole process.
  ///
  /// @throws IllegalArgumentException if it is not a floating-point type
  public static void defaultDtype(DType dtype) {
    if (!dtype.isFloatingPoint()) {
      throw new IllegalArgumentException(
          "defaultDtype: %s is not a floating-point type; use FLOAT32 or FLOAT64".formatted(dtype));
    }
    defaultDtype = dtype;
  }

  /// Names this tensor, for graphs and explanations to show, and gives it. The name stays with this
  /// object: results computed from it have none. Null takes it away.
  ///
  /// @throws IllegalArgumentException if the name is empty or has more than one line
  public Tensor named(String name) {
    if (name != null && (name.isBlank() || name.lines().count() > 1)) {
      throw new IllegalArgumentException(
          "named: \"%s\" is empty or has more than one line; give a short name, or null to take it away"
              .formatted(name));
    }
    this.name = name;
    Node node = node();
    if (node != null) {
      node.label = name;
    }
    return this;
  }

  /// What [#named] called this tensor; null where nobody did.
  public String name() {
    return name;
  }

  // ---- making one ----

  /// A tensor of one dimension and the default type. Numbers are decimal where one of them is.
  public static Tensor of(double... values) {
    return of(defaultDtype, values);
  }

  /// A tensor of one dimension and type FLOAT32.
  public static Tensor of(float[] values) {
    return wrap(values.clone(), values.length);
  }

  /// A tensor of one dimension and type INT64.
  public static Tensor of(long... values) {
    return wrap(values.clone(), values.length);
  }

  /// A tensor of one dimension and type INT64.
  public static Tensor of(int... values) {
    return wrap(Arrays.stream(values).asLongStream().toArray(), values.length);
  }

  /// A tensor of one dimension and type BOOL.
  public static Tensor of(boolean... values) {
    return wrap(values.clone(), values.length);
  }

  /// A matrix of the default type.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(double[][] rows) {
    return of(defaultDtype, rows);
  }

  /// A matrix of type FLOAT32.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(float[][] rows) {
    return stack(0, map(rows, Tensor::of));
  }

  /// A matrix of type INT64.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(long[][] rows) {
    return stack(0, map(rows, Tensor::of));
  }

  /// A matrix of type INT64.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(int[][] rows) {
    return stack(0, map(rows, Tensor::of));
  }

  /// A matrix of type BOOL.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(boolean[][] rows) {
    return stack(0, map(rows, Tensor::of));
  }

  /// A tensor of one dimension and this type.
  public static Tensor of(DType dtype, double... values) {
    return new Tensor(Array.of(Shape.of(values.length), values.clone()).to(dtype));
  }

  /// A tensor of one dimension and this type.
  public static Tensor of(DType dtype, long... values) {
    return new Tensor(Array.of(Shape.of(values.length), values.clone()).to(dtype));
  }

  /// A matrix of this type.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(DType dtype, double[][] rows) {
    return stack(0, map(rows, row -> of(dtype, row)));
  }

  private static <T> Tensor[] map(T[] rows, Function<T, Tensor> make) {
    return Arrays.stream(rows).map(make).toArray(Tensor[]::new);
  }

  /// A single number of the default type.
  public static Tensor scalar(double value) {
    return scalar(defaultDtype, value);
  }

  /// A single INT64.
  public static Tensor scalar(long value) {
    return scalar(DType.INT64, value);
  }

  /// A single BOOL.
  public static Tensor scalar(boolean value) {
    return wrap(new boolean[] {value});
  }

  /// A single number of this type.
  public static Tensor scalar(DType dtype, double value) {
    return new Tensor(new Array(Storage.of(dtype, value), Geometry.contiguous(Shape.of())));
  }

  /// A single number of this type.
  public static Tensor scalar(DType dtype, long value) {
    Storage storage = Storage.allocate(dtype, 1);
    storage.setLong(0, value);
    return new Tensor(new Array(storage, Geometry.contiguous(Shape.of())));
  }

  /// A FLOAT32 tensor that shares `data`, in row-major order.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor wrap(float[] data, int... shape) {
    return new Tensor(Array.of(holding(data.length, shape), data));
  }

  /// A FLOAT64 tensor that shares `data`, in row-major order.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor wrap(double[] data, int... shape) {
    return new Tensor(Array.of(holding(data.length, shape), data));
  }

  /// An INT64 tensor that shares `data`, in row-major order.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor wrap(long[] data, int... shape) {
    return new Tensor(Array.of(holding(data.length, shape), data));
  }

  /// A BOOL tensor that shares `data`, in row-major order.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor wrap(boolean[] data, int... shape) {
    return new Tensor(Array.of(holding(data.length, shape), data));
  }

  private static Shape holding(int length, int[] sizes) {
    Shape shape = Shape.of(sizes);
    if (shape.numel() != length) {
      throw new ShapeException(
          "wrap: an array of %d elements does not fill shape %s, which has %d",
          length, shape, shape.numel());
    }
    return shape;
  }

  /// Zeros of the default type.
  public static Tensor zeros(int... shape) {
    return zeros(defaultDtype, shape);
  }

  /// Zeros of this type.
  public static Tensor zeros(DType dtype, int... shape) {
    return new Tensor(Array.zeros(dtype, Shape.of(shape)));
  }

  /// Ones of the default type.
  public static Tensor ones(int... shape) {
    return ones(defaultDtype, shape);
  }

  /// Ones of this type.
  public static Tensor ones(DType dtype, int... shape) {
    return full(dtype, 1.0, shape);
  }

  /// A tensor of the default type whose elements are all `value`.
  public static Tensor full(double value, int... shape) {
    return full(defaultDtype, value, shape);
  }

  /// A tensor of this type whose elements are all `value`.
  public static Tensor full(DType dtype, double value, int... shape) {
    return new Tensor(Array.full(dtype, Shape.of(shape), value));
  }

  /// A tensor of type INT64 whose elements are all `value`.
  public static Tensor full(long value, int... shape) {
    return full(DType.INT64, value, shape);
  }

  /// A tensor of this type whose elements are all `value`.
  public static Tensor full(DType dtype, long value, int... shape) {
    return scalar(dtype, value).expand(shape).clone();
  }

  /// A tensor of type BOOL whose elements are all `value`.
  public static Tensor full(boolean value, int... shape) {
    return scalar(value).expand(shape).clone();
  }

  /// The unit matrix of the default type with `n` rows.
  public static Tensor eye(int n) {
    return eye(defaultDtype, n, n);
  }

  /// A matrix of the default type with ones on the diagonal, zeros elsewhere.
  public static Tensor eye(int rows, int columns) {
    return eye(defaultDtype, rows, columns);
  }

  /// A matrix of this type with ones on the diagonal, zeros elsewhere.
  public static Tensor eye(DType dtype, int rows, int columns) {
    Array out = Array.zeros(dtype, Shape.of(rows, columns));
    out.with(out.geometry().diagonal(0, 0, 1)).fill(1);
    return new Tensor(out);
  }

  /// The whole numbers from 0 to before `end`, INT64.
  public static Tensor arange(long end) {
    return arange(0, end, 1);
  }

  /// The whole numbers from `start` to before `end`, INT64.
  ///
  /// @throws IllegalArgumentException if `end` is below `start`
  public static Tensor arange(long start, long end) {
    return arange(start, end, 1);
  }

  /// The whole numbers from `start` to before `end`, `step` apart, INT64.
  ///
  /// @throws IllegalArgumentException if `step` is 0 or leads away from `end`
  public static Tensor arange(long start, long end, long step) {
    return wrapped(Ranges.whole(start, end, step));
  }

  /// The numbers from 0 to before `end` of the default type.
  public static Tensor arange(double end) {
    return arange(0.0, end, 1.0);
  }

  /// The numbers from `start` to before `end`, 1 apart, of the default type.
  ///
  /// @throws IllegalArgumentException if `end` is below `start`
  public static Tensor arange(double start, double end) {
    return arange(start, end, 1.0);
  }

  /// The numbers from `start` to before `end`, `step` apart, of the default type.
  ///
  /// @throws IllegalArgumentException if `step` is 0 or leads away from `end`
  public static Tensor arange(double start, double end, double step) {
    return of(defaultDtype, Ranges.decimal(start, end, step));
  }

  /// `steps` numbers of the default type, evenly spaced from `start` to `end`, both included.
  ///
  /// @throws IllegalArgumentException if `steps` is negative
  public static Tensor linspace(double start, double end, int steps) {
    return linspace(defaultDtype, start, end, steps);
  }

  /// `steps` numbers of this type, evenly spaced from `start` to `end`, both included.
  ///
  /// @throws IllegalArgumentException if `steps` is negative
  public static Tensor linspace(DType dtype, double start, double end, int steps) {
    return of(dtype, Ranges.spaced(start, end, steps));
  }

  private static Tensor wrapped(long[] values) {
    return wrap(values, values.length);
  }

  // ---- random numbers ----

  /// Uniform numbers in [0, 1) of the default type. Like `torch.rand`.
  public static Tensor rand(int... shape) {
    return rand(defaultDtype, shape);
  }

  /// Uniform numbers in [0, 1) of this type.
  public static Tensor rand(DType dtype, int... shape) {
    return zeros(dtype, shape).uniform_();
  }

  /// Uniform numbers in [0, 1) of the default type, drawn from `generator`.
  public static Tensor rand(Generator generator, int... shape) {
    return zeros(shape).uniform_(0, 1, generator);
  }

  /// Normal numbers with mean 0 and standard deviation 1 of the default type. Like `torch.randn`.
  public static Tensor randn(int... shape) {
    return randn(defaultDtype, shape);
  }

  /// Normal numbers with mean 0 and standard deviation 1 of this type.
  public static Tensor randn(DType dtype, int... shape) {
    return zeros(dtype, shape).normal_();
  }

  /// Normal numbers with mean 0 and standard deviation 1 of the default type, drawn from
  /// `generator`.
  public static Tensor randn(Generator generator, int... shape) {
    return zeros(shape).normal_(0, 1, generator);
  }

  /// Whole numbers in [low, high), INT64. Like `torch.randint`.
  ///
  /// @throws IllegalArgumentException if `low` is not below `high`
  public static Tensor randint(long low, long high, int... shape) {
    return zeros(DType.INT64, shape).random_(low, high);
  }

  /// Whole numbers in [low, high), INT64, drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if `low` is not below `high`
  public static Tensor randint(Generator generator, long low, long high, int... shape) {
    return zeros(DType.INT64, shape).random_(low, high, generator);
  }

  /// The whole numbers from 0 to before `n` in random order, INT64. Like `torch.randperm`.
  ///
  /// @throws ShapeException if `n` is negative
  public static Tensor randperm(int n) {
    return randperm(n, Generator.defaultGenerator());
  }

  /// The whole numbers from 0 to before `n` in random order, INT64, drawn from `generator`.
  ///
  /// @throws ShapeException if `n` is negative
  public static Tensor randperm(int n, Generator generator) {
    Tensor out = zeros(DType.INT64, n);
    generator.permutation(out.array.longs());
    return out;
  }

  // ---- operations without a receiver ----

  /// Picks `a` where `condition` is true, `b` elsewhere; all broadcast. See [Joining].
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Joining.where(condition, a, b);
  }

  /// Picks `a` where `condition` is true, a number elsewhere. See [Joining].
  public static Tensor where(Tensor condition, Tensor a, double b) {
    return Joining.where(condition, a, Promotion.number(b, a));
  }

  /// Picks `a` where `condition` is true, a number elsewhere. See [Joining].
  public static Tensor where(Tensor condition, Tensor a, long b) {
    return Joining.where(condition, a, Promotion.number(b, a));
  }

  /// Picks a number where `condition` is true, `b` elsewhere. See [Joining].
  public static Tensor where(Tensor condition, double a, Tensor b) {
    return Joining.where(condition, Promotion.number(a, b), b);
  }

  /// Picks a number where `condition` is true, `b` elsewhere. See [Joining].
  public static Tensor where(Tensor condition, long a, Tensor b) {
    return Joining.where(condition, Promotion.number(a, b), b);
  }

  /// Picks one of two numbers, of the default type. See [Joining].
  public static Tensor where(Tensor condition, double a, double b) {
    return Joining.where(condition, scalar(a), scalar(b));
  }

  /// Picks one of two numbers, INT64. See [Joining].
  public static Tensor where(Tensor condition, long a, long b) {
    return Joining.where(condition, scalar(a), scalar(b));
  }

  /// Raises a number to the powers that the tensor holds. See [Powers#pow(Tensor)].
  public static Tensor pow(double base, Tensor exponent) {
    return Promotion.number(base, exponent).pow(exponent);
  }

  /// Raises a number to the powers that the tensor holds. See [Powers#pow(Tensor)].
  public static Tensor pow(long base, Tensor exponent) {
    return Promotion.number(base, exponent).pow(exponent);
  }

  /// Raises a number to the powers that the tensor holds, in FLOAT64. See
  /// [Powers#floatPower(Tensor)].
  public static Tensor floatPower(double base, Tensor exponent) {
    return scalar(DType.FLOAT64, base).floatPower(exponent);
  }

  /// Divides a number and keeps the remainder, with the sign of the divisor. See
  /// [Divisions#remainder(Tensor)].
  public static Tensor remainder(double dividend, Tensor divisor) {
    return Promotion.number(dividend, divisor).remainder(divisor);
  }

  /// Divides a number and keeps the remainder, with the sign of the divisor. See
  /// [Divisions#remainder(Tensor)].
  public static Tensor remainder(long dividend, Tensor divisor) {
    return Promotion.number(dividend, divisor).remainder(divisor);
  }

  /// Multiplies a number by the logarithms of the tensor's elements. See
  /// [Exponentials#xlogy(Tensor)].
  public static Tensor xlogy(double a, Tensor b) {
    return Promotion.number(a, b).xlogy(b);
  }

  /// The places where `condition` is not zero: one INT64 tensor for each of its dimensions, so that
  /// `x.at(where(condition))` are the elements there.
  public static Tensor[] where(Tensor condition) {
    Op.requireGiven("where", "the condition", condition);
    return Lookup.nonzero(condition.dim() == 0 ? condition.unsqueeze(0) : condition);
  }

  /// Joins tensors along the existing dimension `dim`. See [Joining].
  public static Tensor cat(int dim, Tensor... tensors) {
    return Joining.cat(dim, tensors);
  }

  /// Joins tensors along a new dimension `dim`. See [Joining].
  public static Tensor stack(int dim, Tensor... tensors) {
    return Joining.stack(dim, tensors);
  }

  /// Adds up products of elements by the names of their dimensions, as in `"ij,jk->ik"`, the matrix
  /// product.
  ///
  /// Each term names the dimensions of one operand by letters; letters that the result (after `->`)
  /// does not name are added up, a letter twice in one term takes the diagonal, and `...` stands
  /// for any leading dimensions, which broadcast. Without `->`, the result has the letters that
  /// occur once, in alphabetical order. Like `torch.einsum`.
  ///
  /// @throws IllegalArgumentException if the equation does not fit the operands
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.apply(equation, operands);
  }

  /// The product of two or more matrices, in the order that takes the fewest multiplications; the
  /// first and the last may be vectors. Like `torch.linalg.multi_dot`.
  ///
  /// @throws ShapeException if the shapes do not line up
  public static Tensor multiDot(Tensor... matrices) {
    return MatrixChain.multiply(matrices);
  }

  /// Expands all tensors to the shape that they broadcast to. See [Joining].
  public static Tensor[] broadcastTensors(Tensor... tensors) {
    return Joining.broadcastTensors(tensors);
  }

  /// The coordinates of a grid; `indexing` is `ij` or `xy`. See [Joining].
  public static Tensor[] meshgrid(String indexing, Tensor... tensors) {
    return Joining.meshgrid(indexing, tensors);
  }

  /// [#meshgrid(String, Tensor...)] with the indexing `ij`: dimension `i` of the grid runs through
  /// tensor `i`. Like `torch.meshgrid`.
  public static Tensor[] meshgrid(Tensor... tensors) {
    return Joining.meshgrid("ij", tensors);
  }

  // ---- gradients ----

  /// The gradient that [#backward()] left here; null, not zeros, where none was computed.
  public Tensor grad() {
    gradSeen = true;
    return grad;
  }

  /// Replaces the gradient; null takes it away.
  ///
  /// @throws IllegalArgumentException if its shape or type is not this tensor's
  public void grad(Tensor gradient) {
    if (gradient == this) {
      throw new IllegalArgumentException(
          "grad: a tensor cannot be its own gradient; give a clone()");
    }
    if (gradient != null) {
      requireLikeThis("grad", gradient);
    }
    grad = gradient;
    gradSeen = true;
  }

  /// Takes the gradient away: [#grad()] is null until the next backward.
  public void zeroGrad() {
    if (grad != null && !gradSeen && grad.node() == null) {
      Spares.keep(grad.array.storage());
    }
    grad = null;
    gradSeen = false;
  }

  /// The same elements, cut off from the record: shares this tensor's memory, requires no gradient.
  public Tensor detach() {
    return new Tensor(array);
  }

  /// Cuts this tensor itself off from the record and gives it: it becomes a leaf that requires no
  /// gradient.
  ///
  /// @throws IllegalStateException if this is a view, whose base would go on being recorded
  public Tensor detach_() {
    if (base != null) {
      throw new IllegalStateException(
          "detach_: this tensor is a view, which its base would record again; use detach()");
    }
    setNode(null);
    return this;
  }

  /// This tensor copied into memory of its own; recorded, so that a gradient flows back: `dx = dy`.
  /// Like `torch.clone`.
  @Override
  @SuppressWarnings(
      "MethodDoesntCallSuperMethod") // the name is torch's; nothing is cloned field by field
  public Tensor clone() {
    return Op.of("clone", this).forward(() -> new Tensor(array.copy())).backward(g -> g);
  }

  /// The text that PyTorch prints.
  @Override
  public String toString() {
    return TensorFormat.format(this);
  }

  // ---- inside the library ----

  Array array() {
    return array;
  }

  Tensor base() {
    return base;
  }

  /// The tensor whose memory this is: the base of a view, or this.
  Tensor root() {
    return base == null ? this : base;
  }

  boolean isBlindView() {
    return blind;
  }

  boolean isMultiView() {
    return multi;
  }

  /// Notes that this view is one of several that one call gave.
  Tensor asMultiView() {
    multi = true;
    return this;
  }

  /// The node of the recorded operation, made again for a view whose base was written since.
  Node node() {
    return base == null ? node : nodeOfView();
  }

  private Node nodeOfView() {
    ViewNode now = viewNode;
    if (isPresent(now)) {
      return now.node;
    }
    synchronized (base) {
      now = viewNode;
      if (!isPresent(now)) {
        boolean shared = base.array.storage() == array.storage();
        Node again = shared ? Regions.regenerated(base, array) : null;
        if (now.node != null) {
          now.node.moveRetained(this, again);
        }
        now = new ViewNode(again, array.storage().version());
        viewNode = now;
      }
      return now.node;
    }
  }

  private boolean isPresent(ViewNode now) {
    return now.version == array.storage().version()
        || blind
        || now.node != null && now.node.isLeaf();
  }

  void setNode(Node node) {
    if (base == null) {
      this.node = node;
    } else {
      viewNode = new ViewNode(node, array.storage().version());
    }
  }

  /// A view of this tensor's memory, whose node is still to be set.
  Tensor viewThrough(Geometry geometry, boolean unrecorded) {
    Tensor view = new Tensor(array.with(geometry));
    view.base = root();
    view.blind = blind || unrecorded && node() != null;
    view.multi = multi;
    return view;
  }

  /// Adds what a walk brought to this leaf. What is `owned` may become the gradient itself.
  void accumulateGradient(Tensor gradient, boolean owned, boolean recording) {
    if (grad == null) {
      grad = owned ? new Tensor(gradient.array) : copyOf(gradient, recording);
      gradSeen = false;
      return;
    }
    if (recording || gradSeen) {
      grad = grad.add(gradient);
      gradSeen = false;
    } else {
      Strided.accumulate(gradient.array, grad.array);
    }
    if (owned) {
      Spares.keep(gradient.array.storage());
    }
  }

  private static Tensor copyOf(Tensor gradient, boolean recording) {
    return recording ? gradient.clone() : new Tensor(gradient.array.copy());
  }

  /// Keeps what a walk brought to this result.
  void retainGradient(Tensor gradient, boolean recording) {
    grad = grad == null ? copyOf(gradient, recording) : grad.add(gradient);
  }

  /// The gradient, unseen by the user.
  Tensor gradientField() {
    return grad;
  }

  /// Notes that an optimizer wrote this tensor's memory.
  private void touched(String writer) {
    array.storage().written(writer, Origins.here());
  }

  void requireLikeThis(String name, Tensor other) {
    if (!other.shape().equals(shape()) || other.dtype() != dtype()) {
      throw new ShapeException(
          "%s: %s %s was given for a tensor of %s %s; shape and type must be the same",
          name, other.dtype(), other.shape(), dtype(), shape());
    }
  }

  /// Swaps everything with `other`, the record included. Doing it twice changes nothing.
  void exchange(Tensor other) {
    Tensor mine = new Tensor(array);
    mine.takeOver(this);
    takeOver(other);
    other.takeOver(mine);
    pointLeafHere();
    other.pointLeafHere();
  }

  private void takeOver(Tensor other) {
    array = other.array;
    base = other.base;
    node = other.node;
    viewNode = other.viewNode;
    blind = other.blind;
    multi = other.multi;
    grad = other.grad;
    gradSeen = other.gradSeen;
  }

  private void pointLeafHere() {
    Node now = base == null ? node : viewNode.node;
    if (now != null && now.isLeaf()) {
      now.leaf = this;
    }
  }

  /// Takes over the contents of `other`, as `to(dtype)` of a module does with its parameters: a
  /// leaf stays a leaf, with its hooks and its gradient, converted; its old record is cut loose;
  /// and what has saved the old contents notices.
  ///
  /// @throws IllegalStateException if this tensor was computed by a recorded operation
  void adopt(Tensor other) {
    Node old = node();
    if (old != null && !old.isLeaf()) {
      throw new IllegalStateException(
          "adopt: this tensor was computed by the recorded %s, so its contents cannot be replaced;"
                  .formatted(old.described())
              + " only leaves can");
    }
    array.storage().written("adopt", Origins.here());
    array = other.array;
    base = null;
    blind = false;
    multi = false;
    boolean keepsGradient = grad != null && grad.shape().equals(shape());
    grad = keepsGradient ? grad.detach().to(dtype()) : null;
    setNode(null);
    if (old != null) {
      old.leaf = null;
      setNode(new Node(this, old.watchers()));
    }
  }
}

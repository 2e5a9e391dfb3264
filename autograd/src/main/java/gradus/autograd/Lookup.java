package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Places;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A choice of elements by place, as one or several index tensors name them.
///
/// What is done with such a choice comes down to three operations that are each other's
/// derivatives: *take* copies the chosen elements, *embed* adds values at the chosen places into
/// zeros, *erase* puts zeros there. With them, every way of picking and scattering elements has a
/// derivative of every order.
///
/// @param whole the shape of the tensor that is looked into
/// @param places where the chosen elements lie in it, row-major
/// @param part the shape of the chosen elements
record Lookup(Shape whole, Places places, Shape part) {

  // ---- the operations ----

  /// Copies the chosen elements of `x`.
  Tensor take(String name, Tensor x) {
    return Op.of(name, x)
        .forward(() -> new Tensor(places.take(x.array(), part)))
        .backward(g -> embed(g));
  }

  /// Adds `value` at the chosen places into zeros.
  Tensor embed(Tensor value) {
    return Op.of("embed", value)
        .forward(() -> {
          Array out = Array.zeros(value.dtype(), whole);
          places.add(value.array(), out);
          return new Tensor(out);
        })
        .backward(g -> take("take", g));
  }

  /// Copies `x` with zeros at the chosen places.
  Tensor erase(Tensor x) {
    return fill("erase", x, Tensor.scalar(x.dtype(), 0.0));
  }

  /// Copies `x` with the number `value`, of its type, at the chosen places.
  Tensor fill(String name, Tensor x, Tensor value) {
    return Op.of(name, x)
        .forward(() -> {
          Array out = x.array().copy();
          fillInto(out, value);
          return new Tensor(out);
        })
        .backward(g -> erase(g));
  }

  /// Copies `x` with the elements of `value`, which has the chosen elements' shape, in their
  /// places.
  Tensor put(String name, Tensor x, Tensor value) {
    return Op.of(name, x, value)
        .forward(() -> {
          Array out = x.array().copy();
          places.put(value.array().to(x.dtype()), out);
          return new Tensor(out);
        })
        .backward(g -> erase(g), g -> take("take", g));
  }

  /// Copies `x` with the elements of `value`, which has the chosen elements' shape, added to them.
  Tensor add(String name, Tensor x, Tensor value) {
    return Op.of(name, x, value)
        .forward(() -> {
          Array out = x.array().copy();
          places.add(value.array().to(x.dtype()), out);
          return new Tensor(out);
        })
        .backward(g -> g, g -> take("take", g));
  }

  /// Copies `x` with the chosen elements multiplied by those of `value`, which has their shape.
  Tensor multiply(String name, Tensor x, Tensor value) {
    Saved factor = Op.save(x);
    Saved factors = Op.save(value);
    return Op.of(name, x, value)
        .forward(() -> {
          Array out = x.array().copy();
          places.multiply(value.array(), out);
          return new Tensor(out);
        })
        .once()
        .backward(
            g -> g.mul(products(factors.get())),
            g -> take("take", g.mul(factor.get())).mul(othersOf(factors.get())));
  }

  /// The product of all of `value` at each place of the whole, 1 where there are none.
  private Tensor products(Tensor value) {
    return multiply("products", Tensor.full(value.dtype(), 1, whole.toArray()), value.detach());
  }

  /// For each of `value`, the product of the others at the same place: without a division by 0.
  private Tensor othersOf(Tensor value) {
    Tensor isZero = value.eq(0);
    Tensor rest = value.detach().maskedFill(isZero, 1);
    Tensor zeros = isZero.to(value.dtype());
    Tensor otherZeros = take("take", embed(zeros)).sub(zeros);
    return take("take", products(rest)).div(rest).maskedFill(otherZeros.gt(0), 0);
  }

  // ---- the same in place ----

  /// Writes `value` to the chosen elements of `receiver`.
  void put_(String name, Tensor receiver, Tensor value) {
    write(name, receiver, value, x -> put(name, x, value), onto -> putInto(onto, value));
  }

  /// Adds `value` to the chosen elements of `receiver`.
  void add_(String name, Tensor receiver, Tensor value) {
    write(name, receiver, value, x -> add(name, x, value), onto -> addInto(onto, value));
  }

  /// Sets the chosen elements of `receiver` to the number `value`, of its type.
  void fill_(String name, Tensor receiver, Tensor value) {
    InPlace.apply(name, receiver, x -> fill(name, x, value), onto -> fillInto(onto, value));
  }

  private static void write(
      String name,
      Tensor receiver,
      Tensor value,
      UnaryOperator<Tensor> function,
      Consumer<Array> kernel) {
    boolean recorded = Context.here().recording && value.requiresGrad();
    InPlace.apply(name, receiver, function, recorded ? null : kernel);
  }

  private void fillInto(Array onto, Tensor value) {
    Array out = onto.contiguous();
    places.fill(value.array(), out);
    writeBack(out, onto);
  }

  private void putInto(Array onto, Tensor value) {
    Array out = onto.contiguous();
    places.put(apart(value.array().to(onto.dtype()), onto), out);
    writeBack(out, onto);
  }

  private void addInto(Array onto, Tensor value) {
    Array out = onto.contiguous();
    places.add(apart(value.array().to(onto.dtype()), onto), out);
    writeBack(out, onto);
  }

  private static Array apart(Array value, Array onto) {
    return value.storage().sharesArrayWith(onto.storage()) ? value.copy() : value;
  }

  private static void writeBack(Array out, Array onto) {
    if (out != onto) {
      onto.copyFrom(out);
    }
  }

  // ---- the ways to choose ----

  /// The blocks that a list of places names along dimension `dim`.
  static Lookup along(String name, Shape whole, int dim, Tensor index) {
    int along = whole.checkDim(name, dim);
    requireList(name, whole, index, whole.dim() > 0 || index.numel() == 1);
    return blocks(whole, along, places(name, whole, along, index, false));
  }

  /// The blocks that a list of places names along dimension `dim`, each once however often it is
  /// named; a place may be counted from the end.
  static Lookup distinct(String name, Shape whole, int dim, Tensor index) {
    int along = whole.checkDim(name, dim);
    requireList(name, whole, index, true);
    int[] starts = places(name, whole, along, index, true);
    return blocks(whole, along, IntStream.of(starts).distinct().toArray());
  }

  private static void requireList(String name, Shape whole, Tensor index, boolean fits) {
    Op.requireGiven(name, "the index", index);
    if (index.dim() > 1 || !fits) {
      throw new ShapeException(
          "%s: the index has shape %s for a tensor of shape %s; it must have one dimension, and one"
              + " element for a single number: flatten() it, or use at(…)",
          name, index.shape(), whole);
    }
  }

  private static Lookup blocks(Shape whole, int along, int[] starts) {
    int parts = 1;
    int length = 1;
    for (int d = 0; d < whole.dim(); d++) {
      parts *= d < along ? whole.size(d) : 1;
      length *= d > along ? whole.size(d) : 1;
    }
    for (int i = 0; i < starts.length; i++) {
      starts[i] *= length;
    }
    int[] sizes = whole.toArray();
    if (sizes.length > 0) {
      sizes[along] = starts.length;
    } else if (starts.length == 0) {
      sizes = new int[] {0};
    }
    return new Lookup(whole, new Places(parts, starts, length), Shape.of(sizes));
  }

  /// Element by element: `index[i][j][k]` names the place along dimension `dim`, its own places
  /// `i`, `j`, `k` the others.
  static Lookup byElement(String name, Shape whole, int dim, Tensor index, boolean wrap) {
    int along = whole.checkDim(name, dim);
    Op.requireGiven(name, "the index", index);
    requireFits(name, whole, along, index);
    int[] starts = places(name, whole, along, index, wrap);
    int last = whole.dim() - 1;
    if (last > 0) {
      int[] strides = strides(whole);
      int[] at = new int[last];
      int row = index.size(last);
      int step = along == last ? 0 : 1;
      for (int i = 0; i < starts.length; i += row) {
        int base = 0;
        for (int d = 0; d < last; d++) {
          base += d == along ? 0 : at[d] * strides[d];
        }
        for (int k = 0; k < row; k++) {
          starts[i + k] = base + starts[i + k] * strides[along] + k * step;
        }
        for (int d = last - 1; d >= 0 && ++at[d] == index.size(d); d--) {
          at[d] = 0;
        }
      }
    }
    return new Lookup(whole, Places.elements(starts), index.shape());
  }

  private static void requireFits(String name, Shape whole, int along, Tensor index) {
    boolean fits = Math.max(index.dim(), 1) == Math.max(whole.dim(), 1);
    for (int d = 0; fits && d < whole.dim() && d < index.dim(); d++) {
      fits = d == along || index.size(d) <= whole.size(d);
    }
    if (!fits && index.numel() > 0) {
      throw new ShapeException(
          "%s: index %s does not fit shape %s along dim %d: it must have as many dimensions, and no"
              + " larger sizes but along dim",
          name, index.shape(), whole, along);
    }
  }

  /// Elements of a whole by their place in row-major order, from the end if negative.
  static Lookup flat(String name, Shape whole, Tensor index) {
    int[] starts = places(name, Shape.of(whole.numel()), 0, index, true);
    return new Lookup(whole, Places.elements(starts), index.shape());
  }

  /// The elements where `mask`, which has the shape of the whole, is true.
  static Lookup where(Tensor mask) {
    int[] starts = Places.nonzero(mask.array());
    return new Lookup(mask.shape(), Places.elements(starts), Shape.of(starts.length));
  }

  /// The blocks that several indices name together: `indices`, which broadcast, name places along
  /// the neighbouring dimensions from `first` on.
  static Lookup together(String name, Shape whole, int first, Tensor... indices) {
    Shape shape = indices[0].shape();
    for (Tensor index : indices) {
      shape = shape.broadcast(name, index.shape());
    }
    int[] strides = strides(whole);
    int[] starts = new int[shape.numel()];
    for (int i = 0; i < indices.length; i++) {
      Tensor index = indices[i].detach().expand(shape.toArray());
      int[] along = places(name, whole, first + i, index, true);
      for (int k = 0; k < starts.length; k++) {
        starts[k] += along[k] * strides[first + i];
      }
    }
    int after = first + indices.length;
    int[] sizes = new int[whole.dim() - indices.length + shape.dim()];
    int parts = 1;
    for (int d = 0; d < first; d++) {
      sizes[d] = whole.size(d);
      parts *= sizes[d];
    }
    System.arraycopy(shape.toArray(), 0, sizes, first, shape.dim());
    int length = 1;
    for (int d = after; d < whole.dim(); d++) {
      sizes[d - indices.length + shape.dim()] = whole.size(d);
      length *= whole.size(d);
    }
    return new Lookup(whole, new Places(parts, starts, length), Shape.of(sizes));
  }

  private static int[] strides(Shape whole) {
    int[] strides = new int[whole.dim()];
    int stride = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= whole.size(d);
    }
    return strides;
  }

  /// The elements of `index` in row-major order, each within the dimension.
  private static int[] places(String name, Shape whole, int dim, Tensor index, boolean wrap) {
    requireIndex(name, index);
    int size = whole.dim() == 0 ? 1 : whole.size(dim);
    Array from = index.array().contiguous();
    long[] data = from.longs();
    int[] places = new int[from.numel()];
    for (int i = 0; i < places.length; i++) {
      long place = data[from.offset() + i];
      if (place >= size || place < (wrap ? -size : 0)) {
        throw new IllegalArgumentException(
            "%s: place %d does not lie within dimension %d of shape %s; use %d to %d"
                .formatted(name, place, dim, whole, wrap ? -size : 0, size - 1));
      }
      places[i] = (int) (place < 0 ? place + size : place);
    }
    return places;
  }

  static void requireIndex(String name, Tensor index) {
    Op.requireGiven(name, "the index", index);
    if (index.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "%s: the index is %s; places are INT64: cast it with to(INT64)"
              .formatted(name, index.dtype()));
    }
  }

  static void requireMask(String name, Tensor mask) {
    Op.requireGiven(name, "the mask", mask);
    if (mask.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: the mask is %s; it must be BOOL: compare, or cast with to(BOOL)"
              .formatted(name, mask.dtype()));
    }
  }

  static void requireSingle(String name, Tensor value) {
    Op.requireGiven(name, "the value", value);
    if (value.dim() > 0) {
      throw new ShapeException(
          "%s: the value has shape %s; it must be a single number: a double, or a tensor without"
              + " dimensions, as squeeze() makes it",
          name, value.shape());
    }
  }

  /// One INT64 tensor per dimension of `mask`: the places along it where the mask is true.
  static Tensor[] nonzero(Tensor mask) {
    int[] places = Places.nonzero(mask.array());
    int[] strides = strides(mask.shape());
    Tensor[] along = new Tensor[strides.length];
    for (int d = 0; d < along.length; d++) {
      int stride = strides[d];
      int size = mask.size(d);
      long[] coordinates = new long[places.length];
      for (int i = 0; i < places.length; i++) {
        coordinates[i] = places[i] / stride % size;
      }
      along[d] = Tensor.wrap(coordinates, places.length);
    }
    return along;
  }
}

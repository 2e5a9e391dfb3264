package gradus.autograd;

/// Elements written, added or multiplied at places that a tensor names. The forms without
/// underscore give a copy; with one they change this tensor.
///
/// Where a place is named several times and values are not added, one of them stays. Every one of
/// them then gets the gradient of that place.
public sealed interface Scattering permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  // ---- element by element ----

  /// Writes the elements of `src` to the places named along dimension `dim`:
  /// `y[index[i][j][k]][j][k] = src[i][j][k]` for `dim` 0, and so on. The opposite of
  /// [Gathering#gather].
  ///
  /// Gradient: `dx` is `dy`, 0 at the places; `dsrc` is `dy` at the places. Like `torch.scatter`.
  ///
  /// @param index INT64, with as many dimensions as this, no larger than `src`, nor than this in
  ///   other dimensions than `dim`
  /// @param src of this tensor's type
  /// @throws ShapeException if the shapes do not fit
  /// @throws IllegalArgumentException if a type does not fit or a place does not lie within the
  ///   dimension
  default Tensor scatter(int dim, Tensor index, Tensor src) {
    Lookup lookup = byElement("scatter", dim, index);
    return lookup.put("scatter", self(), valuesFor("scatter", index, src));
  }

  /// [#scatter(int, Tensor, Tensor)] in place.
  default Tensor scatter_(int dim, Tensor index, Tensor src) {
    Lookup lookup = byElement("scatter_", dim, index);
    return put_("scatter_", lookup, valuesFor("scatter_", index, src));
  }

  /// Writes a number to the places named along dimension `dim`. Like `torch.scatter`.
  default Tensor scatter(int dim, Tensor index, double value) {
    return byElement("scatter", dim, index).fill("scatter", self(), number(value));
  }

  /// Writes a number to the places named along dimension `dim`.
  default Tensor scatter(int dim, Tensor index, long value) {
    return byElement("scatter", dim, index).fill("scatter", self(), number(value));
  }

  /// [#scatter(int, Tensor, double)] in place.
  default Tensor scatter_(int dim, Tensor index, double value) {
    return fill_("scatter_", byElement("scatter_", dim, index), number(value));
  }

  /// [#scatter(int, Tensor, long)] in place.
  default Tensor scatter_(int dim, Tensor index, long value) {
    return fill_("scatter_", byElement("scatter_", dim, index), number(value));
  }

  private Tensor repeated(Tensor number, Tensor index) {
    Op.requireGiven("scatter", "the index", index);
    return number.expandAs(index);
  }

  private Tensor number(double value) {
    return Tensor.scalar(self().dtype(), value);
  }

  private Tensor number(long value) {
    return Tensor.scalar(self().dtype(), value);
  }

  /// Adds to, or multiplies, the elements at the places named along dimension `dim`, once for every
  /// time that one is named.
  ///
  /// Gradient of `multiply`: `dx = dy · Π src`, `dsrc = dy · x · Π (the other src)`, once. Like
  /// `torch.scatter` with `reduce`.
  ///
  /// @param reduce `add`, as [#scatterAdd] does, or `multiply`
  /// @throws IllegalArgumentException if `reduce` is something else, or as in [#scatter(int,
  ///   Tensor, Tensor)]
  default Tensor scatter(int dim, Tensor index, Tensor src, String reduce) {
    Lookup lookup = byElement("scatter", dim, index);
    Tensor values = valuesFor("scatter", index, src);
    return reduced("scatter", lookup, self(), values, reduce);
  }

  /// [#scatter(int, Tensor, Tensor, String)] in place.
  default Tensor scatter_(int dim, Tensor index, Tensor src, String reduce) {
    Lookup lookup = byElement("scatter_", dim, index);
    Tensor values = valuesFor("scatter_", index, src);
    return Op.inPlace("scatter_", self(), x -> reduced("scatter_", lookup, x, values, reduce));
  }

  /// Adds a number to, or multiplies by it, the elements at the places named along dimension `dim`.
  /// Like `torch.scatter` with `reduce`.
  default Tensor scatter(int dim, Tensor index, double value, String reduce) {
    return scatter(dim, index, repeated(number(value), index), reduce);
  }

  /// Adds a number to, or multiplies by it, the elements at the places named along dimension `dim`.
  default Tensor scatter(int dim, Tensor index, long value, String reduce) {
    return scatter(dim, index, repeated(number(value), index), reduce);
  }

  /// [#scatter(int, Tensor, double, String)] in place.
  default Tensor scatter_(int dim, Tensor index, double value, String reduce) {
    return scatter_(dim, index, repeated(number(value), index), reduce);
  }

  /// [#scatter(int, Tensor, long, String)] in place.
  default Tensor scatter_(int dim, Tensor index, long value, String reduce) {
    return scatter_(dim, index, repeated(number(value), index), reduce);
  }

  private static Tensor reduced(
      String name, Lookup lookup, Tensor x, Tensor values, String reduce) {
    return switch (String.valueOf(reduce)) {
      case "add" -> lookup.add("scatterAdd", x, values);
      case "multiply" -> lookup.multiply("scatterMultiply", x, values);
      default ->
          throw new IllegalArgumentException(
              "%s: reduce \"%s\" is unknown; use \"add\" or \"multiply\"".formatted(name, reduce));
    };
  }

  /// Adds the elements of `src` at the places named along dimension `dim`: `y[index[i][j][k]][j][k]
  /// += src[i][j][k]` for `dim` 0, and so on, once for every time that a place is named.
  ///
  /// Gradient: `dx = dy`; `dsrc` is `dy` at the places. Like `torch.scatter_add`.
  ///
  /// @throws ShapeException as in [#scatter(int, Tensor, Tensor)]
  /// @throws IllegalArgumentException as in [#scatter(int, Tensor, Tensor)]
  default Tensor scatterAdd(int dim, Tensor index, Tensor src) {
    Lookup lookup = byElement("scatterAdd", dim, index);
    return lookup.add("scatterAdd", self(), valuesFor("scatterAdd", index, src));
  }

  /// [#scatterAdd] in place.
  default Tensor scatterAdd_(int dim, Tensor index, Tensor src) {
    Lookup lookup = byElement("scatterAdd_", dim, index);
    return add_("scatterAdd_", lookup, valuesFor("scatterAdd_", index, src));
  }

  private Lookup byElement(String name, int dim, Tensor index) {
    return Lookup.byElement(name, self().shape(), dim, index, false);
  }

  /// The part of `src` that an index of its dimensions uses.
  private Tensor valuesFor(String name, Tensor index, Tensor src) {
    requireSameType(name, src);
    int[] sizes = index.dim() == 0 ? new int[] {1} : index.shape().toArray();
    Tensor used = src.dim() == 0 ? src.unsqueeze(0) : src;
    boolean fits = sizes.length == used.dim();
    for (int d = 0; fits && d < sizes.length; d++) {
      fits = sizes[d] <= used.size(d);
    }
    if (index.numel() == 0) {
      return src.flatten().narrow(0, 0, 0).reshape(sizes);
    }
    if (!fits) {
      throw new ShapeException(
          "%s: index %s does not fit src %s: it must have as many dimensions, and no larger sizes",
          name, index.shape(), src.shape());
    }
    for (int d = 0; d < sizes.length; d++) {
      used = sizes[d] < used.size(d) ? used.narrow(d, 0, sizes[d]) : used;
    }
    return index.dim() == 0 ? used.squeeze(0) : used;
  }

  private void requireSameType(String name, Tensor values) {
    Op.requireGiven(name, "the source", values);
    if (values.dtype() != self().dtype()) {
      throw new IllegalArgumentException(
          "%s: values of %s for a tensor of %s; both must have the same type: cast with to(%s)"
              .formatted(name, values.dtype(), self().dtype(), self().dtype()));
    }
  }

  // ---- whole parts of a dimension ----

  /// Adds `alpha` times the parts of `source` to the parts at the places `index` along dimension
  /// `dim`, once for every time that one is named.
  ///
  /// Gradient: `dx = dy`; `dsource` is `alpha · dy` at the places. Like `torch.index_add`.
  ///
  /// @param index INT64, of one dimension
  /// @param source of this tensor's type, and of its shape with the size of `index` at `dim`
  /// @throws ShapeException if the shapes do not fit
  /// @throws IllegalArgumentException if a type does not fit, a place does not lie within the
  ///   dimension, or `alpha` is not whole where the numbers are
  default Tensor indexAdd(int dim, Tensor index, Tensor source, double alpha) {
    Lookup lookup = along("indexAdd", dim, index);
    return lookup.add("indexAdd", self(), scaled("indexAdd", lookup, source, alpha));
  }

  /// Adds the parts of `source` to those at the places `index`. Like `torch.index_add`.
  default Tensor indexAdd(int dim, Tensor index, Tensor source) {
    return indexAdd(dim, index, source, 1);
  }

  /// [#indexAdd(int, Tensor, Tensor, double)] in place.
  default Tensor indexAdd_(int dim, Tensor index, Tensor source, double alpha) {
    Lookup lookup = along("indexAdd_", dim, index);
    return add_("indexAdd_", lookup, scaled("indexAdd_", lookup, source, alpha));
  }

  /// [#indexAdd(int, Tensor, Tensor)] in place.
  default Tensor indexAdd_(int dim, Tensor index, Tensor source) {
    return indexAdd_(dim, index, source, 1);
  }

  private Tensor scaled(String name, Lookup lookup, Tensor source, double alpha) {
    Tensor parts = partsFor(name, lookup, source);
    if (!self().dtype().isFloatingPoint() && alpha != Math.rint(alpha)) {
      throw new IllegalArgumentException(
          "%s: %s times the decimal alpha %s is no %s; use a whole alpha, or cast with to(FLOAT32)"
              .formatted(name, source.dtype(), alpha, self().dtype()));
    }
    return alpha == 1 ? parts : parts.mul(alpha);
  }

  /// Writes the parts of `source` to the places `index` along dimension `dim`.
  ///
  /// Gradient: `dx` is `dy`, 0 at the places; `dsource` is `dy` there. Like `torch.index_copy`.
  ///
  /// @throws ShapeException as in [#indexAdd(int, Tensor, Tensor, double)]
  /// @throws IllegalArgumentException as in [#indexAdd(int, Tensor, Tensor, double)]
  default Tensor indexCopy(int dim, Tensor index, Tensor source) {
    Lookup lookup = along("indexCopy", dim, index);
    return lookup.put("indexCopy", self(), partsFor("indexCopy", lookup, source));
  }

  /// [#indexCopy] in place.
  default Tensor indexCopy_(int dim, Tensor index, Tensor source) {
    Lookup lookup = along("indexCopy_", dim, index);
    return put_("indexCopy_", lookup, partsFor("indexCopy_", lookup, source));
  }

  private Lookup along(String name, int dim, Tensor index) {
    return Lookup.along(name, self().shape(), dim, index);
  }

  private Tensor partsFor(String name, Lookup lookup, Tensor source) {
    requireSameType(name, source);
    Shape part = lookup.part();
    boolean single = part.numel() == 1 && source.numel() == 1;
    boolean fits = single && (part.dim() == 0 || source.dim() == 0);
    if (!part.equals(source.shape()) && !fits) {
      throw new ShapeException(
          "%s: a source of shape %s for parts of shape %s; it must have the shape of this tensor,"
              + " %s, but for the number of places",
          name, source.shape(), part, self().shape());
    }
    return fits ? source.reshape(part.toArray()) : source;
  }

  /// Sets the parts at the places `index` along dimension `dim` to a number.
  ///
  /// Gradient: `dx` is `dy`, 0 at the places. Like `torch.index_fill`.
  ///
  /// @param index INT64, of one dimension; negative places count from the end
  /// @throws ShapeException if the dimension does not exist or `index` has several
  /// @throws IllegalArgumentException if `index` is not INT64 or a place does not lie within the
  ///   dimension
  default Tensor indexFill(int dim, Tensor index, double value) {
    return fillable("indexFill", dim, index).fill("indexFill", self(), number(value));
  }

  /// Sets the parts at the places `index` along dimension `dim` to a number.
  default Tensor indexFill(int dim, Tensor index, long value) {
    return fillable("indexFill", dim, index).fill("indexFill", self(), number(value));
  }

  /// [#indexFill(int, Tensor, double)] in place.
  default Tensor indexFill_(int dim, Tensor index, double value) {
    return fill_("indexFill_", fillable("indexFill_", dim, index), number(value));
  }

  /// [#indexFill(int, Tensor, long)] in place.
  default Tensor indexFill_(int dim, Tensor index, long value) {
    return fill_("indexFill_", fillable("indexFill_", dim, index), number(value));
  }

  /// Sets the parts at the places `index` along dimension `dim` to a single number.
  ///
  /// Gradient: `dvalue` is the sum of `dy` at the places, each counted once. Like
  /// `torch.index_fill`.
  ///
  /// @param value without dimensions
  /// @throws ShapeException if `value` has dimensions
  default Tensor indexFill(int dim, Tensor index, Tensor value) {
    Lookup lookup = fillable("indexFill", dim, index);
    return lookup.put("indexFill", self(), repeated("indexFill", lookup, value));
  }

  /// [#indexFill(int, Tensor, Tensor)] in place.
  default Tensor indexFill_(int dim, Tensor index, Tensor value) {
    Lookup lookup = fillable("indexFill_", dim, index);
    return put_("indexFill_", lookup, repeated("indexFill_", lookup, value));
  }

  private Lookup fillable(String name, int dim, Tensor index) {
    return Lookup.distinct(name, self().shape(), dim, index);
  }

  private static Tensor repeated(String name, Lookup lookup, Tensor value) {
    Lookup.requireSingle(name, value);
    return value.expand(lookup.part().toArray());
  }

  // ---- in place ----

  private Tensor put_(String name, Lookup lookup, Tensor values) {
    lookup.put_(name, self(), values);
    return self();
  }

  private Tensor add_(String name, Lookup lookup, Tensor values) {
    lookup.add_(name, self(), values);
    return self();
  }

  private Tensor fill_(String name, Lookup lookup, Tensor value) {
    lookup.fill_(name, self(), value);
    return self();
  }
}

package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;

/// What a kernel sees of a tensor: a storage and where the elements lie in it.
///
/// @param storage the memory
/// @param geometry where the elements lie
public record Array(Storage storage, Geometry geometry) {
  /// A fresh contiguous array of zeros.
  public static Array zeros(DType dtype, Shape shape) {
    return new Array(Storage.allocate(dtype, shape.numel()), Geometry.contiguous(shape));
  }

  /// A fresh contiguous array of zeros with the type and shape of `x`.
  public static Array zerosLike(Array x) {
    boolean same = x.geometry.isContiguous() && x.offset() == 0;
    return same
        ? new Array(Storage.allocate(x.dtype(), x.numel()), x.geometry)
        : zeros(x.dtype(), x.shape());
  }

  /// A fresh contiguous array whose elements are all still to be written.
  static Array unwritten(DType dtype, Shape shape) {
    return new Array(Storage.unwritten(dtype, shape.numel()), Geometry.contiguous(shape));
  }

  /// A fresh contiguous array with the type and shape of `x`, whose elements are all still to be
  /// written.
  static Array unwrittenLike(Array x) {
    boolean same = x.geometry.isContiguous() && x.offset() == 0;
    return same
        ? new Array(Storage.unwritten(x.dtype(), x.numel()), x.geometry)
        : unwritten(x.dtype(), x.shape());
  }

  /// A fresh contiguous array whose elements are all `value`.
  public static Array full(DType dtype, Shape shape, double value) {
    Array out = zeros(dtype, shape);
    out.fill(value);
    return out;
  }

  /// Shares a contiguous Java array.
  public static Array of(Shape shape, float[] data) {
    return new Array(new Storage.F32(data), Geometry.contiguous(shape));
  }

  /// Shares a contiguous Java array.
  public static Array of(Shape shape, double[] data) {
    return new Array(new Storage.F64(data), Geometry.contiguous(shape));
  }

  /// Shares a contiguous Java array.
  public static Array of(Shape shape, long[] data) {
    return new Array(new Storage.I64(data), Geometry.contiguous(shape));
  }

  /// Shares a contiguous Java array.
  public static Array of(Shape shape, boolean[] data) {
    return new Array(new Storage.Bool(data), Geometry.contiguous(shape));
  }

  /// The type of the elements.
  public DType dtype() {
    return storage.dtype();
  }

  /// The sizes.
  public Shape shape() {
    return geometry.shape();
  }

  /// The number of elements.
  public int numel() {
    return geometry.shape().numel();
  }

  /// The place of the first element in the Java array.
  public int offset() {
    return geometry.offset();
  }

  /// The Java array of a FLOAT32 array.
  public float[] floats() {
    return ((Storage.F32) storage).data();
  }

  /// The Java array of a FLOAT64 array.
  public double[] doubles() {
    return ((Storage.F64) storage).data();
  }

  /// The Java array of an INT64 array.
  public long[] longs() {
    return ((Storage.I64) storage).data();
  }

  /// The Java array of a BOOL array.
  public boolean[] booleans() {
    return ((Storage.Bool) storage).data();
  }

  /// The same memory seen through another geometry.
  public Array with(Geometry other) {
    return new Array(storage, other);
  }

  /// The same elements in the same order with other sizes; this must be contiguous.
  public Array with(Shape shape) {
    return with(geometry.view(shape));
  }

  /// The same elements repeated to `shape`, without a copy.
  public Array expand(Shape shape) {
    return shape.equals(shape()) ? this : with(geometry.expand(shape));
  }

  /// One element, where all are the same one; otherwise this array.
  public Array withoutRepeats() {
    Geometry once = geometry.withoutRepeats();
    return once == geometry ? this : with(once);
  }

  /// This array if it is contiguous, otherwise a contiguous copy.
  public Array contiguous() {
    return geometry.isContiguous() ? this : copy();
  }

  /// A fresh contiguous copy.
  public Array copy() {
    return copy(dtype());
  }

  /// This array if it has that type, otherwise a converted contiguous copy.
  public Array to(DType dtype) {
    return dtype == dtype() ? this : copy(dtype);
  }

  private Array copy(DType dtype) {
    Array out = dtype == dtype() ? unwrittenLike(this) : unwritten(dtype, shape());
    out.copyFrom(this);
    return out;
  }

  /// Writes the elements of `source`, which has this shape, converted to this type.
  public void copyFrom(Array source) {
    if (numel() == 0) {
      return;
    }
    if (geometry.isContiguous() && source.geometry.isContiguous()) {
      source.storage.copyRow(source.offset(), 1, storage, offset(), 1, numel());
    } else {
      Strided.copy(source, this);
    }
  }

  /// Sets all elements.
  public void fill(double value) {
    if (geometry.isContiguous()) {
      storage.fill(offset(), numel(), value);
      return;
    }
    Storage one = Storage.of(dtype(), value);
    copyFrom(new Array(one, Geometry.contiguous(Shape.of())).expand(shape()));
  }
}

package gradus.autograd.kernel;

import gradus.autograd.Shape;

/// The greatest number of every window, and what flows back to its place, in fresh arrays.
public final class Pool {
  private Pool() {}

  /// The greatest number of every window; its place within its plane is written to `chosen`. See
  /// [FloatPool#max].
  public static Array max(Array x, PoolPlaces chosen, Shape shape) {
    Array in = x.contiguous();
    Array y = Array.unwritten(x.dtype(), shape);
    switch (y.storage()) {
      case Storage.F32 s -> FloatPool.max(in.floats(), in.offset(), chosen, s.data());
      case Storage.F64 s -> DoublePool.max(in.doubles(), in.offset(), chosen, s.data());
      case Storage.I64 s -> LongPool.max(in.longs(), in.offset(), chosen, s.data());
      default -> throw unsupported(y);
    }
    return y;
  }

  /// Planes to which the numbers of `g`, one for each window, were added, each at its place.
  public static Array scatter(Array g, PoolPlaces chosen, Shape shape) {
    Array in = g.contiguous();
    Array x = Array.unwritten(g.dtype(), shape);
    switch (x.storage()) {
      case Storage.F32 s -> FloatPool.scatter(in.floats(), in.offset(), chosen, s.data());
      case Storage.F64 s -> DoublePool.scatter(in.doubles(), in.offset(), chosen, s.data());
      default -> throw unsupported(x);
    }
    return x;
  }

  /// The numbers of `x` at the places that [#scatter] adds to.
  public static Array gather(Array x, PoolPlaces chosen, Shape shape) {
    Array in = x.contiguous();
    Array y = Array.unwritten(x.dtype(), shape);
    switch (y.storage()) {
      case Storage.F32 s -> FloatPool.gather(in.floats(), in.offset(), chosen, s.data());
      case Storage.F64 s -> DoublePool.gather(in.doubles(), in.offset(), chosen, s.data());
      default -> throw unsupported(y);
    }
    return y;
  }

  private static IllegalArgumentException unsupported(Array array) {
    return new IllegalArgumentException("a kernel was given " + array.dtype());
  }
}

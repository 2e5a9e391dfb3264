package gradus.autograd.kernel;

import gradus.autograd.Shape;

/// The products of images and filters that convolutions are made of, in fresh arrays. What goes in
/// is copied where it does not lie in row-major order.
public final class Convolve {
  private Convolve() {}

  /// What the filters `w` find in every window of the images `x`, plus the number of `bias` (null
  /// for none) of each channel. See [FloatConvolve#correlate].
  public static Array correlate(Array x, Array w, Array bias, Filters f, Shape shape) {
    Array in = x.contiguous();
    Array filters = w.contiguous();
    Array start = bias == null ? null : bias.contiguous();
    int at = start == null ? 0 : start.offset();
    Array y = Array.unwritten(x.dtype(), shape);
    switch (y.storage()) {
      case Storage.F32 s ->
          FloatConvolve.correlate(
              in.floats(),
              in.offset(),
              filters.floats(),
              filters.offset(),
              start == null ? null : start.floats(),
              at,
              s.data(),
              f);
      case Storage.F64 s ->
          DoubleConvolve.correlate(
              in.doubles(),
              in.offset(),
              filters.doubles(),
              filters.offset(),
              start == null ? null : start.doubles(),
              at,
              s.data(),
              f);
      default -> throw unsupported(y);
    }
    return y;
  }

  /// The images in which every number of the results `g` has been spread over its window by its
  /// filter of `w`, plus the number of `bias` (null for none) of each channel. See
  /// [FloatConvolve#spread].
  public static Array spread(Array g, Array w, Array bias, Filters f, Shape shape) {
    Array in = g.contiguous();
    Array filters = w.contiguous();
    Array start = bias == null ? null : bias.contiguous();
    int at = start == null ? 0 : start.offset();
    Array x = Array.unwritten(g.dtype(), shape);
    switch (x.storage()) {
      case Storage.F32 s ->
          FloatConvolve.spread(
              in.floats(),
              in.offset(),
              filters.floats(),
              filters.offset(),
              start == null ? null : start.floats(),
              at,
              s.data(),
              f);
      case Storage.F64 s ->
          DoubleConvolve.spread(
              in.doubles(),
              in.offset(),
              filters.doubles(),
              filters.offset(),
              start == null ? null : start.doubles(),
              at,
              s.data(),
              f);
      default -> throw unsupported(x);
    }
    return x;
  }

  /// The filters that lead from the images `x` to the results `g`. See [FloatConvolve#match].
  public static Array match(Array x, Array g, Filters f, Shape shape) {
    Array in = x.contiguous();
    Array results = g.contiguous();
    Array w = Array.zeros(x.dtype(), shape);
    switch (w.storage()) {
      case Storage.F32 s ->
          FloatConvolve.match(
              in.floats(), in.offset(), results.floats(), results.offset(), s.data(), f);
      case Storage.F64 s ->
          DoubleConvolve.match(
              in.doubles(), in.offset(), results.doubles(), results.offset(), s.data(), f);
      default -> throw unsupported(w);
    }
    return w;
  }

  /// The sum of each channel over all images of `g`.
  public static Array channelSums(Array g, int images, int channels) {
    Array in = g.contiguous();
    int n = g.numel() == 0 ? 0 : g.numel() / (images * channels);
    Array sums = Array.zeros(g.dtype(), Shape.of(channels));
    switch (sums.storage()) {
      case Storage.F32 s ->
          FloatConvolve.channelSums(in.floats(), in.offset(), s.data(), images, channels, n);
      case Storage.F64 s ->
          DoubleConvolve.channelSums(in.doubles(), in.offset(), s.data(), images, channels, n);
      default -> throw unsupported(sums);
    }
    return sums;
  }

  /// The windows of the images `x` as the columns of one matrix per image. See
  /// [FloatWindows#unfold].
  public static Array unfold(Array x, Filters f, Shape shape) {
    Array in = x.contiguous();
    Array columns = Array.zeros(x.dtype(), shape);
    int image = f.inputs() * f.places();
    int matrix = f.taps() * f.windows();
    for (int i = 0; i < f.images(); i++) {
      switch (columns.storage()) {
        case Storage.F32 s ->
            FloatWindows.unfold(
                in.floats(),
                in.offset() + i * image,
                f.inputs(),
                f.rows(),
                f.columns(),
                s.data(),
                i * matrix);
        case Storage.F64 s ->
            DoubleWindows.unfold(
                in.doubles(),
                in.offset() + i * image,
                f.inputs(),
                f.rows(),
                f.columns(),
                s.data(),
                i * matrix);
        default -> throw unsupported(columns);
      }
    }
    return columns;
  }

  /// The images in which every number of the matrices `columns` was added to the place that
  /// [#unfold] reads it from.
  public static Array fold(Array columns, Filters f, Shape shape) {
    Array in = columns.contiguous();
    Array x = Array.zeros(columns.dtype(), shape);
    int image = f.inputs() * f.places();
    int matrix = f.taps() * f.windows();
    for (int i = 0; i < f.images(); i++) {
      switch (x.storage()) {
        case Storage.F32 s ->
            FloatWindows.fold(
                in.floats(),
                in.offset() + i * matrix,
                f.inputs(),
                f.rows(),
                f.columns(),
                s.data(),
                i * image);
        case Storage.F64 s ->
            DoubleWindows.fold(
                in.doubles(),
                in.offset() + i * matrix,
                f.inputs(),
                f.rows(),
                f.columns(),
                s.data(),
                i * image);
        default -> throw unsupported(x);
      }
    }
    return x;
  }

  private static IllegalArgumentException unsupported(Array array) {
    return new IllegalArgumentException("a kernel was given " + array.dtype());
  }
}

package gradus.autograd.kernel;

/// How filters run over images.
///
/// The images `[images, groups · inputs, rows.size, columns.size]`, the filters `[groups · outputs,
/// inputs, rows.kernel, columns.kernel]` and the results `[images, groups · outputs, rows.windows,
/// columns.windows]` each lie in row-major order.
///
/// @param images the number of images
/// @param groups the number of groups of channels, each of which sees nothing of the others
/// @param inputs channels of an image in each group
/// @param outputs channels of a result in each group
/// @param rows the windows from top to bottom
/// @param columns the windows from left to right
public record Filters(int images, int groups, int inputs, int outputs, Axis rows, Axis columns) {
  /// Places of one channel of an image.
  public int places() {
    return rows.size() * columns.size();
  }

  /// Places of one channel of a result.
  public int windows() {
    return rows.windows() * columns.windows();
  }

  /// Numbers in one filter.
  public int taps() {
    return inputs * rows.kernel() * columns.kernel();
  }

  /// Whether every filter sees one place at a time, so that a convolution is a matrix product.
  public boolean arePointwise() {
    return rows.isPointwise() && columns.isPointwise();
  }
}

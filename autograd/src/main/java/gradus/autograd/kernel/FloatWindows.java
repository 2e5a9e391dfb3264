package gradus.autograd.kernel;

import java.util.Arrays;

/// Windows of an image laid out as the columns of a matrix, and back.
public final class FloatWindows {
  private FloatWindows() {}

  /// Writes the matrix `[channels · rows.kernel · columns.kernel, windows]` whose columns are the
  /// windows; padding is 0.
  public static void unfold(
      float[] x, int xo, int channels, Axis rows, Axis columns, float[] matrix, int mo) {
    int at = mo;
    for (int channel = 0; channel < channels; channel++) {
      int image = xo + channel * rows.size() * columns.size();
      for (int i = 0; i < rows.kernel(); i++) {
        for (int j = 0; j < columns.kernel(); j++) {
          unfoldTap(x, image, rows, i, columns, j, matrix, at);
          at += rows.windows() * columns.windows();
        }
      }
    }
  }

  private static void unfoldTap(
      float[] x, int image, Axis rows, int i, Axis columns, int j, float[] matrix, int at) {
    int width = columns.windows();
    int left = columns.firstInside(j);
    int right = columns.endInside(j);
    if (left == right) {
      Arrays.fill(matrix, at, at + rows.windows() * width, 0);
      return;
    }
    int top = rows.firstInside(i);
    int bottom = rows.endInside(i);
    int stride = columns.stride();
    Arrays.fill(matrix, at, at + top * width, 0);
    for (int row = top; row < bottom; row++) {
      int to = at + row * width;
      int from = image + rows.place(row, i) * columns.size() + columns.place(left, j);
      Arrays.fill(matrix, to, to + left, 0);
      if (stride == 1) {
        System.arraycopy(x, from, matrix, to + left, right - left);
      } else {
        for (int k = left; k < right; k++) {
          matrix[to + k] = x[from + (k - left) * stride];
        }
      }
      Arrays.fill(matrix, to + right, to + width, 0);
    }
    Arrays.fill(matrix, at + bottom * width, at + rows.windows() * width, 0);
  }

  /// Adds every number of the matrix to the place of the image that [#unfold] reads it from.
  public static void fold(
      float[] matrix, int mo, int channels, Axis rows, Axis columns, float[] x, int xo) {
    int at = mo;
    for (int channel = 0; channel < channels; channel++) {
      int image = xo + channel * rows.size() * columns.size();
      for (int i = 0; i < rows.kernel(); i++) {
        for (int j = 0; j < columns.kernel(); j++) {
          foldTap(matrix, at, rows, i, columns, j, x, image);
          at += rows.windows() * columns.windows();
        }
      }
    }
  }

  private static void foldTap(
      float[] matrix, int at, Axis rows, int i, Axis columns, int j, float[] x, int image) {
    int left = columns.firstInside(j);
    int count = columns.endInside(j) - left;
    int stride = columns.stride();
    int bottom = rows.endInside(i);
    for (int row = rows.firstInside(i); row < bottom; row++) {
      int from = at + row * columns.windows() + left;
      int to = image + rows.place(row, i) * columns.size() + columns.place(left, j);
      if (stride == 1) {
        FloatRows.ROWS.add(x, to, matrix, from, x, to, count);
      } else {
        for (int k = 0; k < count; k++) {
          x[to + k * stride] += matrix[from + k];
        }
      }
    }
  }
}

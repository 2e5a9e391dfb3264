package gradus.nn.plot;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/// The heights of a function of two coordinates over a rectangle: `z[row][column]` is the height at
/// `(x[column], y[row])`.
///
/// @param x the first coordinates, one per column
/// @param y the second coordinates, one per row
/// @param z the heights
public record Grid(double[] x, double[] y, double[][] z) {
  private static final int PLACES = 81;

  /// Makes a grid of these heights.
  ///
  /// @throws IllegalArgumentException if `z` is not a row per `y` of a height per `x`
  public Grid {
    boolean fits = z.length == y.length;
    for (int row = 0; fits && row < z.length; row++) {
      fits = z[row].length == x.length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Grid: %d rows of heights over %d x and %d y; there must be a row for each y, with a height for each x"
              .formatted(z.length, x.length, y.length));
    }
  }

  /// The heights of `f` at 81 × 81 places of the rectangle.
  public static Grid of(
      DoubleBinaryOperator f, double fromX, double toX, double fromY, double toY) {
    double[] x = places(fromX, toX, PLACES);
    double[] y = places(fromY, toY, PLACES);
    double[][] z = new double[y.length][x.length];
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < x.length; column++) {
        z[row][column] = f.applyAsDouble(x[column], y[row]);
      }
    }
    return new Grid(x, y, z);
  }

  /// The heights of a function of one vector of two coordinates in 64 bits, as a descent goes down
  /// it.
  public static Grid of(
      UnaryOperator<Tensor> f, double fromX, double toX, double fromY, double toY) {
    return of(
        (x, y) -> Autograd.noGrad(() -> f.apply(Tensor.of(FLOAT64, x, y))).item(),
        fromX,
        toX,
        fromY,
        toY);
  }

  /// So many places at equal distances, both ends included.
  static double[] places(double from, double to, int count) {
    double[] places = new double[count];
    Arrays.setAll(places, i -> from + (to - from) * i / (count - 1));
    return places;
  }
}

package gradus.nn.plot;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// One thing that is drawn in a [Figure]: a line, points, a path, contours, a surface, bars.
///
/// A value that is not finite is left out. In a [Scrubber], a path is drawn up to the present step,
/// [#now] and [#frames] show what belongs to it, and all else stays as it is.
public sealed interface Trace permits Curve, Frames, Field, HeatMap, Bars {

  // ---- lines ----

  /// A line through `y`, over 0, 1, 2 and so on.
  static Trace line(String name, double... y) {
    return line(name, upFrom0(y.length), y);
  }

  /// A line through the points `(x, y)`.
  ///
  /// @throws IllegalArgumentException if there are not as many `x` as `y`
  static Trace line(String name, double[] x, double[] y) {
    return new Curve(name, Curve.Look.LINE, x, y, null);
  }

  /// A line that stays at each of `y`, over 0, 1, 2 and so on, until the next.
  static Trace stairs(String name, double... y) {
    return new Curve(name, Curve.Look.STAIRS, upFrom0(y.length), y, null);
  }

  /// Points at `y`, over 0, 1, 2 and so on, that are not joined.
  static Trace points(String name, double... y) {
    return points(name, upFrom0(y.length), y);
  }

  /// Points that are not joined.
  ///
  /// @throws IllegalArgumentException if there are not as many `x` as `y`
  static Trace points(String name, double[] x, double[] y) {
    return new Curve(name, Curve.Look.POINTS, x, y, null);
  }

  /// The graph of a function, as the ground on which something else moves.
  static Trace function(String name, DoubleUnaryOperator f, double from, double to) {
    double[] x = Grid.places(from, to, 241);
    return new Curve(name, Curve.Look.GROUND, x, Arrays.stream(x).map(f).toArray(), null);
  }

  // ---- ways ----

  /// The way that a descent took, with an arrow at every step.
  ///
  /// @throws IllegalArgumentException if there are not as many `x` as `y`
  static Trace path(String name, double[] x, double[] y) {
    return new Curve(name, Curve.Look.PATH, x, y, null);
  }

  /// The way that a descent took over a surface.
  ///
  /// @throws IllegalArgumentException if there are not as many `x` as `y` and `z`
  static Trace path(String name, double[] x, double[] y, double[] z) {
    return new Curve(name, Curve.Look.PATH, x, y, z);
  }

  /// The point of the present step; without a scrubber, the last one.
  ///
  /// @throws IllegalArgumentException if there are not as many `x` as `y`
  static Trace now(String name, double[] x, double[] y) {
    return new Curve(name, Curve.Look.NOW, x, y, null);
  }

  /// A line for every step; without a scrubber, the last one is shown.
  ///
  /// @param x for every step, the first coordinates of its line
  /// @param y for every step, the second coordinates
  /// @throws IllegalArgumentException if `x` and `y` differ in a length
  static Trace frames(String name, double[][] x, double[][] y) {
    return new Frames(name, x, y);
  }

  /// For every step, the tangent of a curve: through `(x, y)`, with that slope.
  ///
  /// @param reach how far it goes along x, to either side
  /// @throws IllegalArgumentException if there are not as many `x` as `y` and slopes
  static Trace tangents(String name, double[] x, double[] y, double[] slope, double reach) {
    return Frames.tangents(name, x, y, slope, reach);
  }

  // ---- functions of two coordinates ----

  /// Lines of equal height, as on a map.
  static Trace contours(Grid grid) {
    return new Field(Field.Look.CONTOURS, grid);
  }

  /// Lines of equal height whose heights above the lowest place grow by factors, so that the bottom
  /// of a valley shows as well as its sides.
  static Trace logContours(Grid grid) {
    return new Field(Field.Look.LOG_CONTOURS, grid);
  }

  /// A landscape in three dimensions, which can be turned.
  static Trace surface(Grid grid) {
    return new Field(Field.Look.SURFACE, grid);
  }

  /// A table of colours; the row `values[0]` stands at the top.
  ///
  /// @throws IllegalArgumentException if the rows and columns are not as many as their labels
  static Trace heatMap(String[] rows, String[] columns, double[][] values) {
    return HeatMap.of(rows, columns, values);
  }

  // ---- bars ----

  /// A bar for every label.
  ///
  /// @throws IllegalArgumentException if there are not as many labels as heights
  static Trace bars(String name, String[] labels, double[] heights) {
    return Bars.of(name, labels, heights);
  }

  /// How often each size occurs: 50 bars of equal width between the least value and the greatest.
  /// Values that are not finite are left out.
  static Trace histogram(String name, double[] values) {
    return Bars.histogram(name, values);
  }

  private static double[] upFrom0(int count) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> i);
    return x;
  }
}

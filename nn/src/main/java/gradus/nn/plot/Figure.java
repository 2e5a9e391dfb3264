package gradus.nn.plot;

import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.List;

/// One picture: traces over common axes, with a title and a sentence that says what to look at.
///
/// ```java
/// Figure.of("Loss", Trace.line("training", train), Trace.line("validation", other))
///     .x("epoch").y("mean squared error").logY()
///     .caption("From epoch 30 on, what is learned is learned by heart.");
/// ```
///
/// @param title the title; empty for none
/// @param caption the sentence below it; empty for none
/// @param x the horizontal axis
/// @param y the vertical axis; of a surface, the second horizontal one
/// @param z the height of a surface
/// @param sameScale whether a unit is as long on `x` as on `y`
/// @param traces what is drawn, the first one at the bottom
public record Figure(
    String title, String caption, Axis x, Axis y, Axis z, boolean sameScale, List<Trace> traces) {

  /// One direction of a figure.
  ///
  /// @param title what it measures; empty for none
  /// @param log whether equal steps along it multiply by the same factor
  /// @param from where it begins; NaN to let the values decide
  /// @param to where it ends; NaN to let the values decide
  public record Axis(String title, boolean log, double from, double to) {
    private static final Axis FREE = new Axis("", false, Double.NaN, Double.NaN);

    /// Makes an axis.
    ///
    /// @throws IllegalArgumentException if it is logarithmic and begins at 0 or below
    public Axis {
      if (log && from <= 0) {
        throw new IllegalArgumentException(
            "Figure: a logarithmic axis cannot begin at %s; let it begin above 0".formatted(from));
      }
    }

    private Axis titled(String name) {
      return new Axis(name, log, from, to);
    }

    private Axis logarithmic() {
      return new Axis(title, true, from, to);
    }

    private Axis between(double least, double most) {
      if (!(least < most)) {
        throw new IllegalArgumentException(
            "Figure: an axis cannot go from %s to %s; the first must be less than the second"
                .formatted(least, most));
      }
      return new Axis(title, log, least, most);
    }
  }

  /// Makes a figure of these traces.
  public Figure {
    traces = List.copyOf(traces);
  }

  // ---- making one ----

  /// A figure of these traces.
  public static Figure of(String title, Trace... traces) {
    return new Figure(title, "", Axis.FREE, Axis.FREE, Axis.FREE, false, List.of(traces));
  }

  /// One line through `y`, over 0, 1, 2 and so on.
  public static Figure line(String name, double... y) {
    return of(name, Trace.line(name, y)).y(name);
  }

  /// One line through `y`, over 0, 1, 2 and so on: a history as a loop collects it.
  public static Figure line(String name, List<? extends Number> y) {
    return line(name, y.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /// One line through the elements of `y`, over 0, 1, 2 and so on.
  public static Figure line(String name, Tensor y) {
    return line(name, y.toDoubleArray());
  }

  /// How often each class was taken for each other, as a table of colours with the counts in it.
  ///
  /// @param counts `counts[actual][predicted]`
  /// @param labels the names of the classes; their numbers, if none are given
  /// @throws IllegalArgumentException if the table is not square, or does not fit the labels
  public static Figure confusion(int[][] counts, String... labels) {
    String[] names = labels.length > 0 ? labels : numbers(counts.length);
    return of("Confusion", HeatMap.confusion(counts, names)).x("predicted").y("actual");
  }

  private static String[] numbers(int count) {
    String[] names = new String[count];
    Arrays.setAll(names, Integer::toString);
    return names;
  }

  /// How often each size occurs among the elements of `values`.
  public static Figure histogram(String name, Tensor values) {
    return of(name, Trace.histogram(name, values.toDoubleArray())).x("value").y("count");
  }

  // ---- changing it ----

  /// This figure with another title.
  public Figure title(String text) {
    return new Figure(text, caption, x, y, z, sameScale, traces);
  }

  /// This figure with a sentence that says what to look at.
  public Figure caption(String text) {
    return new Figure(title, text, x, y, z, sameScale, traces);
  }

  /// This figure with `name` on its x axis.
  public Figure x(String name) {
    return x(x.titled(name));
  }

  /// This figure with `name` on its y axis.
  public Figure y(String name) {
    return y(y.titled(name));
  }

  /// This figure with `name` on the axis of a surface's height.
  public Figure z(String name) {
    return new Figure(title, caption, x, y, z.titled(name), sameScale, traces);
  }

  /// This figure with a logarithmic x axis. What is not above 0 is left out of lines and points.
  ///
  /// @throws IllegalArgumentException if the axis was said to begin at 0 or below
  public Figure logX() {
    return x(x.logarithmic());
  }

  /// This figure with a logarithmic y axis. What is not above 0 is left out of lines and points.
  ///
  /// @throws IllegalArgumentException if the axis was said to begin at 0 or below
  public Figure logY() {
    return y(y.logarithmic());
  }

  /// This figure with an x axis between two values.
  ///
  /// @throws IllegalArgumentException if `from` is not less than `to`, or not above 0 on a
  ///   logarithmic axis
  public Figure x(double from, double to) {
    return x(x.between(from, to));
  }

  /// This figure with a y axis between two values.
  ///
  /// @throws IllegalArgumentException if `from` is not less than `to`, or not above 0 on a
  ///   logarithmic axis
  public Figure y(double from, double to) {
    return y(y.between(from, to));
  }

  /// This figure with the same scale on x and y, so that a right angle looks like one.
  public Figure equalScale() {
    return new Figure(title, caption, x, y, z, true, traces);
  }

  private Figure x(Axis axis) {
    return new Figure(title, caption, axis, y, z, sameScale, traces);
  }

  private Figure y(Axis axis) {
    return new Figure(title, caption, x, axis, z, sameScale, traces);
  }
}

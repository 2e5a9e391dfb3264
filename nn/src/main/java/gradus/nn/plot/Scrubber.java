package gradus.nn.plot;

import java.util.List;

/// Figures, and a table with a row for each step, that are moved through the steps together: by a
/// slider, a play button, the arrow keys or a click on a row.
///
/// ```java
/// Scrubber.of(table, Figure.of("On the curve", Trace.function("x²", x -> x * x, -5, 5),
///     Trace.path("descent", x, f), Trace.tangents("slope", x, f, slope, 1)))
/// ```
///
/// A trace that has fewer steps stays at its last one.
///
/// @param steps how many steps there are, the start included
/// @param name what a step is called
/// @param table a row for each step; null for none
/// @param figures what moves
public record Scrubber(int steps, String name, Table table, List<Figure> figures)
    implements Page.Part {

  /// Makes a scrubber of these figures.
  ///
  /// @throws IllegalArgumentException if there is no step, or the table does not have one row for
  ///   each
  public Scrubber {
    figures = List.copyOf(figures);
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Scrubber: %d steps; there must be at least 1, the start".formatted(steps));
    }
    if (table != null && table.rows() != steps) {
      throw new IllegalArgumentException(
          "Scrubber: %d steps and a table of %d rows; each step needs one"
              .formatted(steps, table.rows()));
    }
  }

  /// Figures that move with the rows of `table`.
  public static Scrubber of(Table table, Figure... figures) {
    return new Scrubber(table.rows(), "step", table, List.of(figures));
  }

  /// Figures that move through so many steps, the start included.
  public static Scrubber of(int steps, Figure... figures) {
    return new Scrubber(steps, "step", null, List.of(figures));
  }

  /// This scrubber with another name for a step, such as `epoch`.
  public Scrubber name(String word) {
    return new Scrubber(steps, word, table, figures);
  }
}

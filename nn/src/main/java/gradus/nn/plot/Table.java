package gradus.nn.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Columns of numbers or texts under their names.
///
/// ```java
/// Table.of("x", "%.4f", x).column("f(x)", "%.4f", f)
/// ```
///
/// @param columns at least one, all of one length
public record Table(List<Column> columns) implements Page.Part {

  /// One column.
  ///
  /// @param name what stands above it
  /// @param cells its texts, from the top
  /// @param numeric whether they are numbers, which stand below each other digit by digit
  public record Column(String name, List<String> cells, boolean numeric) {
    /// Makes a column of these texts.
    public Column {
      cells = List.copyOf(cells);
    }

    private static Column of(String name, String format, double[] values) {
      return new Column(
          name,
          Arrays.stream(values).mapToObj(v -> String.format(Locale.ROOT, format, v)).toList(),
          true);
    }
  }

  /// Makes a table of these columns.
  ///
  /// @throws IllegalArgumentException if there is none, or their lengths differ
  public Table {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Table: it has no columns; give at least one");
    }
    for (Column column : columns) {
      if (column.cells().size() != columns.getFirst().cells().size()) {
        throw new IllegalArgumentException(
            "Table: column '%s' has %d cells, '%s' has %d; all must have the same number"
                .formatted(
                    columns.getFirst().name(),
                    columns.getFirst().cells().size(),
                    column.name(),
                    column.cells().size()));
      }
    }
  }

  /// A table of one column of numbers.
  ///
  /// @param format how each is written, as for [String#format]
  public static Table of(String name, String format, double... values) {
    return new Table(List.of(Column.of(name, format, values)));
  }

  /// A table of one column of texts.
  public static Table of(String name, List<String> texts) {
    return new Table(List.of(new Column(name, texts, false)));
  }

  /// This table with a further column of numbers.
  ///
  /// @param format how each is written, as for [String#format]
  /// @throws IllegalArgumentException if its length differs
  public Table column(String name, String format, double... values) {
    return with(Column.of(name, format, values));
  }

  /// This table with a further column of texts.
  ///
  /// @throws IllegalArgumentException if its length differs
  public Table column(String name, List<String> texts) {
    return with(new Column(name, texts, false));
  }

  /// How many rows it has.
  public int rows() {
    return columns.getFirst().cells().size();
  }

  private Table with(Column column) {
    List<Column> all = new ArrayList<>(columns);
    all.add(column);
    return new Table(all);
  }
}

package gradus.nn.data;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A table from a CSV file: a line of names, then rows of fields with commas between. A field may
/// stand in double quotes, in which a comma is part of it and `""` is a quote.
///
/// ```java
/// var table = CsvTable.read(Path.of("iris.csv"));
/// Tensor x = table.numbers("petal_length", "petal_width");    // [150, 2]
/// Tensor y = table.labels("species");                         // [150], 0 to 2
/// ```
public final class CsvTable {
  private final List<String> names;
  private final List<List<String>> rows;

  private CsvTable(List<String> names, List<List<String>> rows) {
    this.names = names;
    this.rows = rows;
  }

  /// Reads `file`.
  ///
  /// @throws IOException if it cannot be read, is empty, or a row has another number of fields than
  ///   the line of names
  public static CsvTable read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// Reads a table in UTF-8 from `source` to its end.
  ///
  /// @throws IOException if it cannot be read, is empty, or a row has another number of fields than
  ///   the line of names
  public static CsvTable read(InputStream source) throws IOException {
    var in = new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8));
    String first = in.readLine();
    if (first == null) {
      throw new IOException("csv: there is no line of names");
    }
    List<String> names = fields(first, 1);
    List<List<String>> rows = new ArrayList<>();
    int number = 1;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      List<String> row = fields(line, number);
      if (row.size() != names.size()) {
        throw new IOException(
            "csv: line %d has %d fields, but there are %d names"
                .formatted(number, row.size(), names.size()));
      }
      rows.add(row);
    }
    return new CsvTable(names, rows);
  }

  private static List<String> fields(String line, int number) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (letter == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(line.charAt(++i));
      } else if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(letter);
      }
    }
    if (quoted) {
      throw new IOException(
          "csv: line %d ends within quotes; a field must end on its line".formatted(number));
    }
    fields.add(field.toString().strip());
    return fields;
  }

  /// The columns' names.
  public List<String> names() {
    return names;
  }

  /// The number of rows.
  public int size() {
    return rows.size();
  }

  /// The fields of a column as they stand.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public List<String> texts(String name) {
    int index = index("texts", name);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /// Columns of numbers as a matrix of the default type, a row for each row; an empty field is NaN.
  ///
  /// @throws IllegalArgumentException if there is no such column, or a field is no number
  public Tensor numbers(String... columns) {
    double[] values = new double[rows.size() * columns.length];
    for (int column = 0; column < columns.length; column++) {
      int index = index("numbers", columns[column]);
      for (int row = 0; row < rows.size(); row++) {
        values[row * columns.length + column] = number(row, index);
      }
    }
    return Tensor.wrap(values, rows.size(), columns.length).to(Tensor.defaultDtype());
  }

  private double number(int row, int index) {
    String field = rows.get(row).get(index);
    if (field.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "numbers: '%s' in column %s, row %d, is no number; labels(\"%2$s\") numbers texts"
              .formatted(field, names.get(index), row + 1),
          e);
    }
  }

  /// The different texts of a column, in alphabetical order: what [#labels] numbers.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public List<String> classes(String name) {
    return List.copyOf(new TreeSet<>(texts(name)));
  }

  /// The texts of a column as numbers, each the place of its text in [#classes].
  ///
  /// @throws IllegalArgumentException if there is no such column
  public Tensor labels(String name) {
    List<String> classes = classes(name);
    long[] labels = texts(name).stream().mapToLong(classes::indexOf).toArray();
    return Tensor.wrap(labels, labels.length).to(DType.INT64);
  }

  private int index(String operation, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s: there is no column '%s', only %s".formatted(operation, name, names));
    }
    return index;
  }
}

package gradus.optim;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The lessons' hundred noisy points around the line `y = 2x + 3`, and the mean squared error of a
/// line `y = wx + b` on them.
record LineData(Tensor x, Tensor y) {
  static LineData read() throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                LineData.class.getResourceAsStream("/lessons/line_data.csv"),
                StandardCharsets.UTF_8))) {
      List<String[]> rows = reader.lines().skip(1).map(line -> line.split(",")).toList();
      return new LineData(column(rows, 0), column(rows, 1));
    }
  }

  private static Tensor column(List<String[]> rows, int index) {
    return Tensor.of(
        FLOAT64, rows.stream().mapToDouble(row -> Double.parseDouble(row[index])).toArray());
  }

  /// The loss at `w, b`.
  Tensor loss(Tensor line) {
    return x.mul(line.at(0)).add(line.at(1)).sub(y).square().mean();
  }
}

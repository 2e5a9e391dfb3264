package gradus.conformance;

import gradus.conformance.Outcome.Failed;
import gradus.conformance.Outcome.Passed;
import gradus.conformance.Outcome.Rounded;
import gradus.conformance.Outcome.Unsupported;
import java.util.Map;
import java.util.TreeMap;

/// Counts outcomes per operator.
final class Table {
  private final Map<String, int[]> counts = new TreeMap<>();

  void count(String op, Outcome outcome) {
    int column =
        switch (outcome) {
          case Passed _ -> 0;
          case Rounded _ -> 1;
          case Failed _ -> 2;
          case Unsupported _ -> 3;
        };
    counts.computeIfAbsent(op, _ -> new int[4])[column]++;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            "%-50s %7s %7s %7s %12s%n"
                .formatted("operator", "passed", "rounded", "failed", "unsupported"));
    int[] total = new int[4];
    counts.forEach((op, row) -> {
      text.append(line(op, row));
      for (int i = 0; i < 4; i++) {
        total[i] += row[i];
      }
    });
    return text.append(line("total", total)).toString();
  }

  private static String line(String name, int[] row) {
    return "%-50s %7d %7d %7d %12d%n".formatted(name, row[0], row[1], row[2], row[3]);
  }
}

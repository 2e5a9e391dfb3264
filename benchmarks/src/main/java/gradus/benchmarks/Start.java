package gradus.benchmarks;

import java.util.Locale;

/// How long a process takes that does the first training steps and ends: the medians of several, in
/// milliseconds.
record Start(int steps, double gradus, double pytorch) {
  String asMarkdown() {
    return Row.cells(
        Integer.toString(steps),
        String.format(Locale.ROOT, "%.0f", gradus),
        String.format(Locale.ROOT, "%.0f", pytorch),
        Row.ratio(pytorch / gradus));
  }

  String asCsv() {
    double ratio = pytorch / gradus;
    return String.format(
        Locale.ROOT, "start %d,1,%.1f,%.1f,,%.4f,", steps, 1e3 * gradus, 1e3 * pytorch, ratio);
  }
}

package gradus.benchmarks;

import java.util.Locale;

/// The best times of one piece of work, in nanoseconds; NaN for a library that does not do it.
///
/// @param onOne Gradus's time on one thread; NaN where that was not measured
record Row(
    String work, int threads, double gradus, double pytorch, double tensorflow, double onOne) {
  /// The cells of the table of training steps.
  String asTraining() {
    return cells(
        work,
        Integer.toString(threads),
        micros(gradus),
        micros(pytorch),
        micros(tensorflow),
        ratio(pytorch / gradus),
        ratio(tensorflow / gradus),
        threads == 1 ? "" : ratio(onOne / gradus));
  }

  /// The cells of the table of functions.
  String asFunction() {
    return cells(
        work,
        Integer.toString(threads),
        micros(gradus),
        micros(pytorch),
        ratio(pytorch / gradus),
        threads == 1 ? "" : ratio(onOne / gradus));
  }

  /// The cells of the table of products.
  ///
  /// @param peak nanoseconds per multiplication at the processor's limit
  String asProduct(double peak) {
    int[] sizes = Library.sizes(work);
    double limit = peak * sizes[0] * sizes[1] * sizes[2];
    return cells(
        work,
        Integer.toString(threads),
        micros(gradus),
        micros(pytorch),
        ratio(pytorch / gradus),
        threads == 1 ? percent(limit / gradus) : "",
        threads == 1 ? percent(limit / pytorch) : "",
        threads == 1 ? "" : ratio(onOne / gradus));
  }

  String asCsv() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%.4f,%.4f,%.4f,%.4f,%.4f",
        work,
        threads,
        gradus / 1e3,
        pytorch / 1e3,
        tensorflow / 1e3,
        pytorch / gradus,
        tensorflow / gradus);
  }

  static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  static String micros(double nanos) {
    return number(nanos < 1e6 ? "%.2f" : "%.0f", nanos / 1e3);
  }

  static String ratio(double ratio) {
    return number(ratio < 20 ? "%.2f" : "%.0f", ratio);
  }

  private static String percent(double share) {
    return number("%.0f %%", 100 * share);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}

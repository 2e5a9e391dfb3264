package gradus.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The tables of a comparison.
///
/// @param peak nanoseconds per multiplication at the processor's limit
record Tables(
    List<Start> starts, List<Row> training, List<Row> products, List<Row> functions, double peak) {
  /// Writes all rows to one file of comma-separated values, and the tables to one of Markdown.
  void write(Path out, int forks, long minutes, List<String> flags) {
    try {
      Files.createDirectories(out.toAbsolutePath().getParent());
      Files.write(out.resolveSibling(out.getFileName() + ".md"), markdown(forks, minutes, flags));
      Files.write(out.resolveSibling(out.getFileName() + ".csv"), csv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> markdown(int forks, long minutes, List<String> flags) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Made on %s in %d minutes, the best of %d JVM%s for each work and library, on"
            .formatted(LocalDate.now(), minutes, forks, forks == 1 ? "" : "s"));
    lines.add(Machine.description());
    if (!flags.isEmpty()) {
      lines.add("Flags of the JVMs: `%s`.".formatted(String.join(" ", flags)));
    }
    if (!training.isEmpty()) {
      lines.addAll(List.of("", "### Training steps", ""));
      lines.add(
          "| work | threads | Gradus (µs) | PyTorch (µs) | TensorFlow (µs) | PyTorch / Gradus |"
              + " TensorFlow / Gradus | one thread / two |");
      lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      training.forEach(row -> lines.add(row.asTraining()));
    }
    if (!products.isEmpty()) {
      lines.addAll(List.of("", "### Matrix products", ""));
      lines.add(
          "| work | threads | Gradus (µs) | PyTorch (µs) | PyTorch / Gradus | Gradus of the peak |"
              + " PyTorch of the peak | one thread / two |");
      lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      products.forEach(row -> lines.add(row.asProduct(peak)));
      lines.add("");
      lines.add(
          String.format(Locale.ROOT, "The peak is %.0f GFLOP/s on one core. ", 2 / peak)
              + summary(products));
    }
    if (!functions.isEmpty()) {
      lines.addAll(List.of("", "### Functions, sums, convolutions", ""));
      lines.add(
          "| work | threads | Gradus (µs) | PyTorch (µs) | PyTorch / Gradus | one thread / two |");
      lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
      functions.forEach(row -> lines.add(row.asFunction()));
      lines.addAll(List.of("", summary(functions)));
    }
    if (!starts.isEmpty()) {
      lines.addAll(List.of("", "### From the start of a process to its end", ""));
      lines.add("| steps of `mlp-small` | Gradus (ms) | PyTorch (ms) | PyTorch / Gradus |");
      lines.add("| ---: | ---: | ---: | ---: |");
      starts.forEach(start -> lines.add(start.asMarkdown()));
    }
    return lines;
  }

  /// The geometric mean and the least of the ratios on one thread.
  private static String summary(List<Row> rows) {
    List<Row> compared =
        rows.stream()
            .filter(row -> row.threads() == 1 && row.pytorch() / row.gradus() > 0)
            .toList();
    if (compared.isEmpty()) {
      return "";
    }
    double mean =
        Math.exp(
            compared.stream()
                .mapToDouble(row -> Math.log(row.pytorch() / row.gradus()))
                .average()
                .orElseThrow());
    Row least =
        compared.stream()
            .min(Comparator.comparingDouble(row -> row.pytorch() / row.gradus()))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "On one thread PyTorch / Gradus is %.2f in the geometric mean and at least %.2f (%s).",
        mean,
        least.pytorch() / least.gradus(),
        least.work());
  }

  private List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add("work,threads,gradus_us,pytorch_us,tensorflow_us,pytorch_ratio,tensorflow_ratio");
    Stream.of(training, products, functions)
        .flatMap(List::stream)
        .forEach(row -> lines.add(row.asCsv()));
    starts.forEach(start -> lines.add(start.asCsv()));
    return lines;
  }
}

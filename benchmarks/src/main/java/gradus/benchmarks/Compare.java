package gradus.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Times the same work in this library and in others, in turn, each time in a fresh JVM, and writes
/// a table of the best times and their ratios.
///
/// A machine's speed drifts, so only ratios within one run mean something.
@Command(
    name = "Compare",
    mixinStandardHelpOptions = true,
    description = "Times Gradus beside PyTorch's C++ library and writes a table.")
public final class Compare implements Runnable {
  private static final List<String> LIBRARIES = List.of("gradus", "pytorch");

  @Option(
      names = "--short",
      description = "one fork each, and only the main work: about five minutes")
  private boolean brief;

  @Option(names = "--only", split = ",", description = "only work whose name begins so")
  private List<String> only = List.of();

  @Option(names = "--threads", split = ",", description = "numbers of threads (default: 1,2)")
  private List<Integer> threads = List.of(1, 2);

  @Option(names = "--forks", description = "fresh JVMs per library and work (default: 3)")
  private int forks = 3;

  @Option(
      names = "--out",
      description = "where the table goes, as .md and .csv (default: target/compare)")
  private Path out = Path.of("target", "compare");

  /// Runs the comparison.
  public static void main(String... args) {
    System.exit(new CommandLine(new Compare()).execute(args));
  }

  @Override
  public void run() {
    List<Row> rows = new ArrayList<>();
    for (int count : brief ? List.of(1) : threads) {
      for (String work : chosen()) {
        Row row = race(work, count);
        System.out.println(row.asText());
        rows.add(row);
      }
    }
    write(rows);
  }

  private List<String> chosen() {
    Stream<String> all =
        Stream.of(Library.WORKLOADS, Library.PRODUCTS, Library.ELEMENTWISE).flatMap(List::stream);
    if (brief) {
      all =
          Stream.concat(Library.WORKLOADS.stream(), Stream.of("matmul 256x256x256", "exp 100000"));
    }
    return all.filter(work -> only.isEmpty() || only.stream().anyMatch(work::startsWith)).toList();
  }

  private Row race(String work, int threads) {
    Map<String, Double> best = new TreeMap<>();
    for (int fork = 0; fork < (brief ? 1 : forks); fork++) {
      for (String library : LIBRARIES) {
        best.merge(library, time(work, library, threads), Math::min);
      }
    }
    return new Row(work, threads, best.get("gradus"), best.get("pytorch"));
  }

  /// The best of many short stretches in one fresh JVM, in nanoseconds for one piece of work.
  private static double time(String work, String library, int threads) {
    var options =
        new OptionsBuilder()
            .include(Race.class.getName() + ".step")
            .param("work", work)
            .param("library", library)
            .param("threads", Integer.toString(threads))
            .forks(1)
            .jvmArgsAppend(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dgradus.threads=" + threads)
            .warmupIterations(4)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(10)
            .measurementTime(TimeValue.milliseconds(250))
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new Runner(options)
          .runSingle().getAggregatedResult().getIterationResults().stream()
              .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
              .min()
              .orElseThrow();
    } catch (RunnerException e) {
      throw new IllegalStateException(
          "compare: %s with %s did not run".formatted(work, library), e);
    }
  }

  /// The best times of one piece of work, in nanoseconds.
  private record Row(String work, int threads, double gradus, double pytorch) {
    double ratio() {
      return pytorch / gradus;
    }

    String asText() {
      return "%-24s %d thread%s  gradus %12.2f µs   pytorch %12.2f µs   ratio %6.2f"
          .formatted(work, threads, threads == 1 ? " " : "s", gradus / 1e3, pytorch / 1e3, ratio());
    }

    String asMarkdown() {
      return "| %s | %d | %.2f | %.2f | %.2f |"
          .formatted(work, threads, gradus / 1e3, pytorch / 1e3, ratio());
    }

    String asCsv() {
      return "%s,%d,%.4f,%.4f,%.4f".formatted(work, threads, gradus / 1e3, pytorch / 1e3, ratio());
    }
  }

  private void write(List<Row> rows) {
    List<String> markdown = new ArrayList<>();
    markdown.add("| work | threads | Gradus (µs) | PyTorch (µs) | PyTorch / Gradus |");
    markdown.add("| --- | ---: | ---: | ---: | ---: |");
    rows.forEach(row -> markdown.add(row.asMarkdown()));
    List<String> csv = new ArrayList<>();
    csv.add("work,threads,gradus_us,pytorch_us,ratio");
    rows.forEach(row -> csv.add(row.asCsv()));
    try {
      Files.createDirectories(out.toAbsolutePath().getParent());
      Files.write(out.resolveSibling(out.getFileName() + ".md"), markdown);
      Files.write(out.resolveSibling(out.getFileName() + ".csv"), csv);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    System.out.println("written to " + out + ".md and " + out + ".csv");
  }
}

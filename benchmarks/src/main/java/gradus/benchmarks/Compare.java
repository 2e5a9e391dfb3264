package gradus.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    description = "Times Gradus beside PyTorch and TensorFlow and writes tables.")
public final class Compare implements Runnable {
  private static final List<String> BRIEF_KERNELS =
      List.of("matmul 256x256x256", "matmul-nt 64x784x256", "exp 100000", "sum 100000");
  private static final List<String> BRIEF_SHARED = List.of("mlp-adam", "mlp-large", "cnn");

  @Option(
      names = "--short",
      description = "one fork each, and only the main work: under five minutes")
  private boolean brief;

  @Option(names = "--only", split = ",", description = "only work whose name begins so")
  private List<String> only = List.of();

  @Option(names = "--threads", split = ",", description = "numbers of threads (default: 1,2)")
  private List<Integer> threads = List.of(1, 2);

  @Option(
      names = "--forks",
      description = "fresh JVMs per library and work (default: 2, 1 if short)")
  private int forks;

  @Option(
      names = "--starts",
      description = "processes to time from start to end (default: 7, 5 if short)")
  private int starts;

  @Option(names = "--vm", description = "a flag for every JVM, such as --vm=-Xmn32m; repeatable")
  private List<String> flags = List.of();

  @Option(
      names = "--out",
      description = "where the tables go, as .md and .csv (default: target/compare)")
  private Path out = Path.of("target", "compare");

  private final Map<String, Double> onOneThread = new HashMap<>();

  /// Runs the comparison.
  public static void main(String... args) {
    System.exit(new CommandLine(new Compare()).execute(args));
  }

  @Override
  public void run() {
    long begin = System.nanoTime();
    forks = forks > 0 ? forks : brief ? 1 : 2;
    starts = starts > 0 ? starts : brief ? 5 : 7;
    List<Start> first = only.isEmpty() ? List.of(start(1), start(200)) : List.of();
    List<Row> training = new ArrayList<>();
    List<Row> products = new ArrayList<>();
    List<Row> functions = new ArrayList<>();
    for (int count : threads) {
      training.addAll(race(training(count), count, Race.Pace.LONG));
      products.addAll(race(kernels(Library.PRODUCTS, count), count, Race.Pace.SHORT));
      functions.addAll(race(kernels(Library.FUNCTIONS, count), count, Race.Pace.SHORT));
    }
    double peak = Race.best(Processor.WORK, "processor", 1, Race.Pace.SHORT, flags);
    long minutes = Math.round((System.nanoTime() - begin) / 60e9);
    new Tables(first, training, products, functions, peak / Processor.MULTIPLICATIONS)
        .write(out, forks, minutes, flags);
    System.out.println("written to " + out + ".md and " + out + ".csv");
  }

  private Start start(int steps) {
    double[] gradus = new double[starts];
    double[] pytorch = new double[starts];
    for (int i = 0; i < starts; i++) {
      gradus[i] = Startup.milliseconds("gradus", steps, flags);
      pytorch[i] = Startup.milliseconds("pytorch", steps, flags);
    }
    var start = new Start(steps, median(gradus), median(pytorch));
    System.out.println(start.asMarkdown());
    return start;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private Stream<String> training(int count) {
    if (!brief) {
      return Library.TRAINING.stream();
    }
    return count > 1
        ? BRIEF_SHARED.stream()
        : Library.TRAINING.stream().filter(work -> !work.startsWith("chain 100000"));
  }

  private Stream<String> kernels(List<String> works, int count) {
    if (!brief) {
      return works.stream().filter(work -> count == 1 || Library.SHARED.contains(work));
    }
    return count > 1 ? Stream.of() : works.stream().filter(BRIEF_KERNELS::contains);
  }

  private List<Row> race(Stream<String> works, int threads, Race.Pace pace) {
    return works
        .filter(work -> only.isEmpty() || only.stream().anyMatch(work::startsWith))
        .map(work -> race(work, threads, pace))
        .toList();
  }

  private Row race(String work, int threads, Race.Pace pace) {
    Map<String, Double> best = new HashMap<>();
    for (int fork = 0; fork < forks; fork++) {
      for (String library : Library.participants(work, threads)) {
        best.merge(library, Race.best(work, library, threads, pace, flags), Math::min);
      }
    }
    double gradus = best.get("gradus");
    if (threads == 1) {
      onOneThread.put(work, gradus);
    }
    var row =
        new Row(
            work,
            threads,
            gradus,
            best.getOrDefault("pytorch", Double.NaN),
            best.getOrDefault("tensorflow", Double.NaN),
            onOneThread.getOrDefault(work, Double.NaN));
    System.out.println(row.asTraining());
    return row;
  }
}

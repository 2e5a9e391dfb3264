package gradus.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// One piece of work, done by one library.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Race {
  private static final long LONGEST_WARM_UP = TimeUnit.SECONDS.toNanos(40);
  private static final long STRETCH = TimeUnit.MILLISECONDS.toNanos(5);

  /// Libraries that are compiled already have but the calls into them to warm up.
  private static final int PATIENCE_WITH_NATIVE = 400;

  /// The work, as [Library] names it.
  @Param("theta")
  public String work;

  /// Who does it.
  @Param("gradus")
  public String library;

  /// On how many threads.
  @Param("1")
  public int threads;

  /// Milliseconds without progress after which the work counts as warm.
  @Param("1500")
  public int patience;

  private Runnable step;

  /// Makes the data and the network, and warms up.
  @Setup
  public void prepare() {
    step = Library.named(library).work(work, threads);
    warmUp();
  }

  /// Works until the best stretch has not become better for a while: how long the JVM takes to
  /// compile depends on the work, and on what else the machine does.
  private void warmUp() {
    long patience = TimeUnit.MILLISECONDS.toNanos(this.patience);
    long begin = System.nanoTime();
    long bestAt = begin;
    double best = Double.POSITIVE_INFINITY;
    for (long now = begin; now - bestAt < patience && now - begin < LONGEST_WARM_UP; ) {
      double time = stretch();
      now = System.nanoTime();
      if (time < 0.95 * best || isWarmingUp()) {
        best = Math.min(best, time);
        bestAt = now;
      }
    }
  }

  /// Whether the library has not yet changed to its fast kernels.
  private static boolean isWarmingUp() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("gradus-warm-up"));
  }

  /// Works for a few milliseconds and returns the nanoseconds that the work took each time.
  private double stretch() {
    long begin = System.nanoTime();
    long times = 0;
    long passed;
    do {
      step.run();
      times++;
      passed = System.nanoTime() - begin;
    } while (passed < STRETCH);
    return (double) passed / times;
  }

  /// Does the work once.
  @Benchmark
  public void step() {
    step.run();
  }

  /// How long a race takes.
  enum Pace {
    /// For training steps, which need many kernels to be compiled.
    LONG(1500, 10, 80),

    /// For single kernels.
    SHORT(1000, 6, 50);

    private final int patience;
    private final int stretches;
    private final TimeValue stretch;

    Pace(int patience, int stretches, long stretch) {
      this.patience = patience;
      this.stretches = stretches;
      this.stretch = TimeValue.milliseconds(stretch);
    }
  }

  /// Times the work in a fresh JVM.
  ///
  /// @param flags of the JVM, beside those that all need
  /// @return nanoseconds for one piece of work, in the best of many short stretches; NaN if the
  ///   library could not do it
  static double best(String work, String library, int threads, Pace pace, List<String> flags) {
    int patience = library.equals("gradus") ? pace.patience : PATIENCE_WITH_NATIVE;
    var options =
        new OptionsBuilder()
            .include(Race.class.getName() + ".step")
            .param("work", work)
            .param("library", library)
            .param("threads", Integer.toString(threads))
            .param("patience", Integer.toString(patience))
            .forks(1)
            .jvmArgsAppend(
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dgradus.threads=" + threads)
            .jvmArgsPrepend(flags.toArray(String[]::new))
            .warmupIterations(1)
            .warmupTime(pace.stretch)
            .measurementIterations(pace.stretches)
            .measurementTime(pace.stretch)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new Runner(options)
          .runSingle().getAggregatedResult().getIterationResults().stream()
              .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
              .min()
              .orElse(Double.NaN);
    } catch (RunnerException e) {
      System.err.printf("compare: %s with %s did not run: %s%n", work, library, e.getMessage());
      return Double.NaN;
    }
  }
}

package gradus.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One piece of work, done by one library.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Race {
  /// The work, as [Library] names it.
  @Param("theta")
  public String work;

  /// Who does it.
  @Param("gradus")
  public String library;

  /// On how many threads.
  @Param("1")
  public int threads;

  private Runnable step;

  /// Makes the data and the network.
  @Setup
  public void prepare() {
    step = Library.named(library).work(work, threads);
  }

  /// Does the work once.
  @Benchmark
  public void step() {
    step.run();
  }
}

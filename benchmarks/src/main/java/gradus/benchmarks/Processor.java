package gradus.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What the processor itself can do: multiplications with additions on registers, and nothing else.
/// Its speed is the limit of every matrix product on one thread.
final class Processor implements Library {
  /// The work: as many multiplications, each with an addition.
  static final String WORK = "peak";

  /// Multiplications in one piece of work.
  static final long MULTIPLICATIONS;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int ROUNDS = 100_000;
  private static final int CHAINS = 12;

  static {
    MULTIPLICATIONS = (long) ROUNDS * CHAINS * SPECIES.length();
  }

  private float result;

  @Override
  public Runnable work(String name, int threads) {
    return () -> result += multiply(0.999f + result);
  }

  /// Twelve chains that do not wait for each other keep every unit of the processor busy.
  private static float multiply(float factor) {
    FloatVector x = FloatVector.broadcast(SPECIES, factor);
    FloatVector c0 = x;
    FloatVector c1 = x;
    FloatVector c2 = x;
    FloatVector c3 = x;
    FloatVector c4 = x;
    FloatVector c5 = x;
    FloatVector c6 = x;
    FloatVector c7 = x;
    FloatVector c8 = x;
    FloatVector c9 = x;
    FloatVector c10 = x;
    FloatVector c11 = x;
    for (int i = 0; i < ROUNDS; i++) {
      c0 = c0.fma(x, x);
      c1 = c1.fma(x, x);
      c2 = c2.fma(x, x);
      c3 = c3.fma(x, x);
      c4 = c4.fma(x, x);
      c5 = c5.fma(x, x);
      c6 = c6.fma(x, x);
      c7 = c7.fma(x, x);
      c8 = c8.fma(x, x);
      c9 = c9.fma(x, x);
      c10 = c10.fma(x, x);
      c11 = c11.fma(x, x);
    }
    FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    return sum.add(c6).add(c7).add(c8).add(c9).add(c10).add(c11).lane(0) % 1e-6f;
  }
}

package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The laws of the generator; [GeneratorVectorsTest] holds it against PyTorch's numbers,
/// [GeneratorStateTest] saves and restores it.
class GeneratorTest {
  @Test
  void engineGivesTheNumberThatTheCppStandardAsksOfIt() {
    var engine = new MersenneTwister(5489);
    int last = 0;
    for (int i = 0; i < 10_000; i++) {
      last = engine.nextInt();
    }
    assertThat(Integer.toUnsignedLong(last)).isEqualTo(4123659995L);
  }

  @TestFactory
  Stream<DynamicTest> everyFillDrawsItsWords() {
    return Stream.of(
        words("uniform floats", 7, g -> g.uniform(new float[7], 0, 7, 0, 1)),
        words("uniform doubles", 14, g -> g.uniform(new double[7], 0, 7, 0, 1)),
        words("one normal float", 4, g -> g.normal(new float[1], 0, 1, 0, 1)),
        words("three normal floats", 8, g -> g.normal(new float[3], 0, 3, 0, 1)),
        words("three normal doubles", 8, g -> g.normal(new double[3], 0, 3, 0, 1)),
        words("16 normal floats", 16, g -> g.normal(new float[16], 0, 16, 0, 1)),
        words("40 normal floats", 56, g -> g.normal(new float[40], 0, 40, 0, 1)),
        words("40 normal doubles", 112, g -> g.normal(new double[40], 0, 40, 0, 1)),
        words("40 normal floats one by one", 80, g -> g.normalOneByOne(new float[40], 0, 40, 0, 1)),
        words("2^28 - 1 integers", 5, g -> g.integers(new long[5], 0, 5, 1, 1 << 28)),
        words("2^28 integers", 10, g -> g.integers(new long[5], 0, 5, 0, 1 << 28)),
        words("non-negative integers", 10, g -> g.integers(new long[5], 0, 5)),
        words("whole floats", 5, g -> g.integers(new float[5], 0, 5)),
        words("whole doubles", 10, g -> g.integers(new double[5], 0, 5)),
        words("bits", 10, g -> g.bits(new long[5], 0, 5)),
        words("a seed", 2, Generator::nextLong),
        words("permutation", 6, g -> g.permutation(new long[7])),
        words("permutation of one", 0, g -> g.permutation(new long[1])),
        words("permutation of none", 0, g -> g.permutation(new long[0])),
        words("permutation inside out", 14, g -> g.permutationInsideOut(new long[7])),
        words("booleans of one p", 10, g -> g.bernoulli(new boolean[5], 0, 5, 0.5)),
        words("floats of one p", 10, g -> g.bernoulli(new float[5], 0, 5, 0.5)),
        words("doubles of one p", 10, g -> g.bernoulli(new double[5], 0, 5, 0.5)),
        words("floats of many p", 5, g -> g.bernoulli(new float[5], 0, new float[5], 0, 5)),
        words("doubles of many p", 10, g -> g.bernoulli(new double[5], 0, new double[5], 0, 5)),
        words("exponential floats", 10, g -> g.exponential(new float[5], 0, 5, 1)),
        words("exponential doubles", 10, g -> g.exponential(new double[5], 0, 5, 1)),
        words("categories with replacement", 2 * 2 * 5, g -> categories(g, 5, true)),
        words("categories without replacement", 2 * 2 * 3, g -> categories(g, 2, false)),
        words("one category with replacement", 2 * 2 * 3, g -> categories(g, 1, true)));
  }

  private static DynamicTest words(String what, int words, Consumer<Generator> draw) {
    return dynamicTest(
        what + ": " + words,
        () -> {
          var generator = new Generator(3);
          draw.accept(generator);
          var skipped = new Generator(3);
          skipped.uniform(new float[words], 0, words, 0, 1);
          assertThat(uniform(generator, 3)).containsExactly(uniform(skipped, 3));
        });
  }

  private static long[] categories(Generator generator, int samples, boolean replacement) {
    double[] weights = {1, 2, 3, 4, 5, 6};
    return generator.multinomial(DType.FLOAT32, weights, 3, samples, replacement);
  }

  @Test
  void onlyTheLow32BitsOfASeedMatter() {
    assertThat(uniform(new Generator((1L << 32) + 42), 5))
        .containsExactly(uniform(new Generator(42), 5));
    assertThat(uniform(new Generator(-1), 5))
        .containsExactly(uniform(new Generator(0xffffffffL), 5));
    assertThat(new Generator((1L << 32) + 42).initialSeed()).isEqualTo((1L << 32) + 42);
  }

  @Test
  void anUnseededGeneratorHasPyTorchsSeed() {
    assertThat(new Generator().initialSeed()).isEqualTo(67280421310721L);
    assertThat(uniform(new Generator(), 5))
        .containsExactly(uniform(new Generator(67280421310721L), 5));
  }

  @Test
  void manualSeedSeedsAndReturnsTheDefaultGenerator() {
    var generator = Generator.manualSeed(42);
    assertThat(generator).isSameAs(Generator.defaultGenerator());
    assertThat(uniform(generator, 5)).containsExactly(uniform(new Generator(42), 5));
  }

  @Test
  void reseedingForgetsTheWaitingNormalNumber() {
    var generator = new Generator(1);
    double first = generator.nextNormal();
    assertThat(generator.reseed(1).nextNormal()).isEqualTo(first);
    assertThat(generator).hasToString("Generator(seed=1)");
  }

  @Test
  void fillsTouchNothingOutsideTheirRange() {
    var floats = new float[40];
    var doubles = new double[40];
    new Generator(5).normal(floats, 3, 35, 0, 1);
    new Generator(5).normal(doubles, 3, 35, 0, 1);
    assertThat(Arrays.copyOfRange(floats, 0, 3)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(floats, 38, 40)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(doubles, 0, 3)).containsOnly(0);
    assertThat(Arrays.copyOfRange(doubles, 38, 40)).containsOnly(0);
    var atTheStart = new float[35];
    new Generator(5).normal(atTheStart, 0, 35, 0, 1);
    assertThat(Arrays.copyOfRange(floats, 3, 38)).containsExactly(atTheStart);
  }

  @Test
  void meanAndStdAreAppliedWithOneRounding() {
    var standard = new float[20];
    var scaled = new float[20];
    new Generator(9).normal(standard, 0, 20, 0, 1);
    new Generator(9).normal(scaled, 0, 20, -3.3, 0.7);
    for (int i = 0; i < 20; i++) {
      assertThat(scaled[i]).isEqualTo(Math.fma(standard[i], 0.7f, -3.3f));
    }
  }

  @Test
  void normalBlocksHaveTheMomentsOfANormalDistribution() {
    int n = 160_000;
    var a = new float[n];
    new Generator(11).normal(a, 0, n, 2, 3);
    double mean = 0;
    double square = 0;
    for (float x : a) {
      mean += x;
      square += (x - 2.0) * (x - 2.0);
    }
    assertThat(mean / n).as("five standard errors").isCloseTo(2, within(5 * 3 / 400.0));
    assertThat(square / n).isCloseTo(9, within(5 * 9 * Math.sqrt(2) / 400));
  }

  @Test
  void integersReachTheWholeRangeOfALong() {
    var a = new long[200];
    new Generator(2).integers(a, 0, 200, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(LongStream.of(a).min().orElseThrow()).isLessThan(Long.MIN_VALUE / 2);
    assertThat(LongStream.of(a).max().orElseThrow()).isGreaterThan(Long.MAX_VALUE / 2);
    new Generator(2).integers(a, 0, 200, -3, 4);
    assertThat(a).containsOnly(-3, -2, -1, 0, 1, 2, 3);
    new Generator(2).integers(a, 0, 200);
    assertThat(LongStream.of(a)).allMatch(x -> x >= 0);
    new Generator(2).bits(a, 0, 200);
    assertThat(LongStream.of(a)).anyMatch(x -> x < 0);
  }

  @Test
  void wholeFloatsAndDoublesAreTheBitsModuloWhatTheTypeHolds() {
    var floats = new float[50];
    new Generator(4).integers(floats, 0, 50);
    var words = new long[50];
    new Generator(4).integers(words, 0, 50, 0, (1 << 24) + 1);
    var doubles = new double[50];
    new Generator(4).integers(doubles, 0, 50);
    var longs = new long[50];
    new Generator(4).integers(longs, 0, 50, 0, (1L << 53) + 1);
    for (int i = 0; i < 50; i++) {
      assertThat((long) floats[i]).isEqualTo(words[i]);
      assertThat((long) doubles[i]).isEqualTo(longs[i]);
    }
  }

  @Test
  void bothPermutationsHoldEveryNumberOnce() {
    var a = new long[1000];
    var b = new long[1000];
    new Generator(6).permutation(a);
    new Generator(6).permutationInsideOut(b);
    assertThat(a).isNotEqualTo(b);
    assertThat(sorted(a))
        .isEqualTo(sorted(b))
        .isEqualTo(IntStream.range(0, 1000).asLongStream().toArray());
  }

  @Test
  void booleansAreTheFloatsOfTheSameProbability() {
    var booleans = new boolean[100];
    var floats = new float[100];
    var doubles = new double[100];
    new Generator(8).bernoulli(booleans, 0, 100, 0.3);
    new Generator(8).bernoulli(floats, 0, 100, 0.3);
    new Generator(8).bernoulli(doubles, 0, 100, 0.3);
    for (int i = 0; i < 100; i++) {
      assertThat(floats[i]).isEqualTo(booleans[i] ? 1 : 0);
      assertThat(doubles[i]).isEqualTo(booleans[i] ? 1 : 0);
    }
    assertThat(floats).contains(0f, 1f);
  }

  @Test
  void aUniformNumberEqualToTheProbabilityIsNotBelowIt() {
    double[] u = doubles(new Generator(8), 100);
    var a = new double[100];
    for (int i = 0; i < 100; i++) {
      new Generator(8).bernoulli(a, 0, 100, u[i]);
      assertThat(a[i]).isZero();
      new Generator(8).bernoulli(a, 0, 100, Math.nextUp(u[i]));
      assertThat(a[i]).isOne();
    }
  }

  @Test
  void probabilitiesOfTheirOwnDecideEachElement() {
    float[] p = {0, 1, 0, 1, 1, 0};
    new Generator(8).bernoulli(p, 0, p, 0, 6);
    assertThat(p).containsExactly(0, 1, 0, 1, 1, 0);
    double[] halves = {9, 0.5, 0.5, 0.5, 0.5};
    var drawn = new double[6];
    new Generator(8).bernoulli(halves, 1, drawn, 2, 4);
    var u = new double[4];
    new Generator(8).uniform(u, 0, 4, 0, 1);
    assertThat(drawn).containsExactly(0, 0, below(u[0]), below(u[1]), below(u[2]), below(u[3]));
  }

  private static double below(double u) {
    return u < 0.5 ? 1 : 0;
  }

  @Test
  void exponentialNumbersHaveTheMeanOfTheirRate() {
    var a = new double[40_000];
    new Generator(10).exponential(a, 0, a.length, 4);
    double mean = Arrays.stream(a).average().orElseThrow();
    assertThat(mean).as("five standard errors").isCloseTo(0.25, within(5 * 0.25 / 200));
    assertThat(Arrays.stream(a)).allMatch(x -> x >= 0);
  }

  @Test
  void sampleWithReplacementIsWhereTheUniformNumberFallsInTheCumulativeWeights() {
    long[] drawn =
        new Generator(12).multinomial(DType.FLOAT64, new double[] {1, 0, 2, 5}, 4, 1000, true);
    var u = new double[1000];
    new Generator(12).uniform(u, 0, 1000, 0, 1);
    for (int i = 0; i < 1000; i++) {
      assertThat(drawn[i]).isEqualTo(u[i] <= 0.125 ? 0 : u[i] <= 0.375 ? 2 : 3);
    }
  }

  @Test
  void samplesWithoutReplacementAreTheFirstToArrive() {
    double[] weights = {3, 1, 4, 1, 5, 9};
    long[] drawn = new Generator(13).multinomial(DType.FLOAT64, weights, 6, 6, false);
    var times = new double[6];
    new Generator(13).exponential(times, 0, 6, 1);
    for (int i = 1; i < 6; i++) {
      int earlier = (int) drawn[i - 1];
      int later = (int) drawn[i];
      assertThat(times[earlier] / weights[earlier]).isLessThan(times[later] / weights[later]);
    }
    assertThat(new Generator(13).multinomial(DType.FLOAT64, weights, 6, 1, true))
        .containsExactly(drawn[0]);
  }

  @Test
  void rowsOfWeightsAreDrawnOneAfterTheOther() {
    double[] weights = {0, 0, 1, 0, 7, 0};
    var generator = new Generator(14);
    assertThat(generator.multinomial(DType.FLOAT32, weights, 3, 2, true))
        .containsExactly(2, 2, 1, 1);
    assertThat(generator.multinomial(DType.FLOAT32, weights, 3, 1, false)).containsExactly(2, 1);
    assertThat(generator.multinomial(DType.FLOAT32, new double[0], 3, 2, true)).isEmpty();
  }

  @Test
  void categoriesComeInProportionToTheirWeights() {
    double[] weights = {0.1f, 0.2f, 0.7f};
    long[] drawn = new Generator(15).multinomial(DType.FLOAT32, weights, 3, 100_000, true);
    var counts =
        Arrays.stream(drawn).boxed().collect(Collectors.groupingBy(i -> i, Collectors.counting()));
    for (int i = 0; i < 3; i++) {
      double error = 5 * Math.sqrt(weights[i] * (1 - weights[i]) / 100_000);
      assertThat(counts.get((long) i) / 100_000.0).isCloseTo(weights[i], within(error));
    }
  }

  @TestFactory
  Stream<DynamicTest> impossibleArgumentsAreRefusedBeforeAnythingIsDrawn() {
    return Stream.of(
        refused(
            g -> g.uniform(new float[1], 0, 1, 2, 1),
            "uniform: from 2.0 is not at most to 1.0; swap them"),
        refused(
            g -> g.uniform(new double[1], 0, 1, Double.NaN, 1),
            "uniform: from NaN is not at most to 1.0; swap them"),
        refused(
            g -> g.uniform(new float[1], 0, 1, -3e38, 3e38),
            "uniform: from -3.0E38 to 3.0E38 is wider than the dtype can hold; "
                + "draw from a narrower range"),
        refused(
            g -> g.normal(new float[1], 0, 1, 0, -1),
            "normal: std is -1.0; a standard deviation is at least 0"),
        refused(
            g -> g.normal(new double[20], 0, 20, 0, Double.NaN),
            "normal: std is NaN; a standard deviation is at least 0"),
        refused(
            g -> g.normalOneByOne(new float[20], 0, 20, 0, -2),
            "normal: std is -2.0; a standard deviation is at least 0"),
        refused(
            g -> g.integers(new long[1], 0, 1, 5, 5),
            "randint: no integer is at least 5 and below 5; raise the upper end"),
        refused(
            g -> g.bernoulli(new float[1], 0, 1, 1.5),
            "bernoulli: p is 1.5; a probability is in [0, 1], e.g. logits.sigmoid()"),
        refused(
            g -> g.bernoulli(new float[] {0, -1}, 0, new float[2], 0, 2),
            "bernoulli: p is -1.0; a probability is in [0, 1], e.g. logits.sigmoid()"),
        refused(
            g -> g.exponential(new float[1], 0, 1, 0),
            "exponential: lambda is 0.0; a rate is above 0"),
        refused(
            g -> g.multinomial(DType.FLOAT32, new double[] {1}, 1, 0, true),
            "multinomial: 0 samples; draw at least 1"),
        refused(
            g -> g.multinomial(DType.FLOAT32, new double[0], 0, 1, true),
            "multinomial: the weights have 0 categories; pass at least 1"),
        refused(
            g -> g.multinomial(DType.FLOAT32, new double[] {1, 1, 0, 0}, 2, 1, true),
            "multinomial: the weights of row 1 add up to 0.0; make the sum finite and above 0"),
        refused(
            g -> g.multinomial(DType.FLOAT32, new double[] {1, 1, 2, -3}, 2, 1, true),
            "multinomial: weight 1 of row 1 is -3.0; pass finite weights from 0, e.g. a softmax"),
        refused(
            g -> g.multinomial(DType.FLOAT32, new double[] {1, 1, 1, 0}, 2, 2, false),
            "multinomial: row 1 has 1 weights above 0, too few for 2 samples "
                + "without replacement"));
  }

  private static DynamicTest refused(Consumer<Generator> draw, String message) {
    return dynamicTest(
        message,
        () -> {
          var generator = new Generator(42);
          assertThatIllegalArgumentException()
              .isThrownBy(() -> draw.accept(generator))
              .withMessage(message);
          assertThat(generator.state()).isEqualTo(new Generator(42).state());
        });
  }

  @Test
  void concurrentFillsShareOneStreamWithoutTearingIt()
      throws InterruptedException, ExecutionException {
    var shared = new Generator(21);
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<double[]> fill = () -> doubles(shared, 2000);
      var drawn = new ArrayList<double[]>();
      for (var result : threads.invokeAll(Collections.nCopies(8, fill))) {
        drawn.add(result.get());
      }
      var alone = new Generator(21);
      for (int i = 0; i < 8; i++) {
        double[] expected = doubles(alone, 2000);
        assertThat(drawn).anyMatch(a -> Arrays.equals(a, expected));
      }
    }
  }

  private static double[] doubles(Generator generator, int n) {
    var a = new double[n];
    generator.uniform(a, 0, n, 0, 1);
    return a;
  }

  private static float[] uniform(Generator generator, int n) {
    var a = new float[n];
    generator.uniform(a, 0, n, 0, 1);
    return a;
  }

  private static long[] sorted(long[] a) {
    long[] copy = a.clone();
    Arrays.sort(copy);
    return copy;
  }
}

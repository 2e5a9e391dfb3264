package gradus.autograd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A source of random numbers: the same seed draws what PyTorch's CPU generator draws.
///
/// Everything that is random takes its numbers from a generator, by default from the one that the
/// whole process shares:
///
/// ```java
/// Generator.manualSeed(42);                 // from here on every run draws the same numbers
/// var mine = new Generator(7);              // a stream of its own, untouched by other draws
/// byte[] here = mine.state();               // into a checkpoint ...
/// mine.state(here);                         // ... and back: the stream goes on where it was
/// ```
///
/// Bit for bit equal to PyTorch 2.7 and later on x86 with AVX2 are: uniform numbers, normal numbers
/// as floats, integers, permutations, dropout and Bernoulli masks. Normal and exponential numbers
/// in double precision agree to about 1e-15, since the logarithm, sine and cosine of two platforms
/// may differ in the last bit.
///
/// The engine is the Mersenne Twister MT19937. A *word* is one step of it, 32 bits; each fill tells
/// how many it draws. Only the low 32 bits of a seed matter. A generator may be used by many
/// threads: each fill holds it from the first word to the last, so the numbers of one fill are
/// consecutive.
public final class Generator implements Stateful {
  private static final long UNSEEDED = 67280421310721L;
  private static final int STATE_BYTES = 5056;

  /// From this many possible values on, an integer takes two words.
  private static final long TWO_WORDS = 1L << 28;

  /// From this length on, a permutation is drawn with two words an element.
  private static final int LONG_PERMUTATION = 214_748_364;

  private static final Generator DEFAULT = new Generator(clock());

  private long initialSeed;
  private MersenneTwister engine;

  /// Normal numbers that are drawn one by one come in pairs; the second waits here, whatever else
  /// is drawn meanwhile.
  private double spareNormal;

  private boolean hasSpareNormal;

  /// A generator with the seed that PyTorch gives to one that nobody seeds: 67280421310721.
  public Generator() {
    this(UNSEEDED);
  }

  /// A generator with a seed of its own.
  public Generator(long seed) {
    initialSeed = seed;
    engine = new MersenneTwister(seed);
  }

  /// Seeds the generator that the whole process shares, and returns it. Like `torch.manual_seed`.
  public static Generator manualSeed(long seed) {
    return DEFAULT.reseed(seed);
  }

  /// The generator that the whole process shares. Until [#manualSeed] its seed is from the clock,
  /// so that each run draws other numbers. Like `torch.default_generator`.
  public static Generator defaultGenerator() {
    return DEFAULT;
  }

  private static long clock() {
    return System.currentTimeMillis() * 1_000_003 ^ System.nanoTime();
  }

  /// Starts this generator anew and returns it. Like `torch.Generator.manual_seed`; Java does not
  /// let it share the name of the static [#manualSeed].
  public synchronized Generator reseed(long seed) {
    initialSeed = seed;
    engine = new MersenneTwister(seed);
    hasSpareNormal = false;
    return this;
  }

  /// The seed of the last start, all 64 bits. Like `torch.Generator.initial_seed`.
  public synchronized long initialSeed() {
    return initialSeed;
  }

  /// Draws a number in [0, 2^63), for instance to seed another generator. Words: 2. Like an `int64`
  /// tensor's `random_()`.
  public synchronized long nextLong() {
    return engine.nextLong() & Long.MAX_VALUE;
  }

  /// The whole state as the 5056 bytes that `torch.get_rng_state` gives: the seed, the engine, and
  /// the normal number that waits. Either library reads what the other has written.
  public synchronized byte[] state() {
    var bytes = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(initialSeed);
    engine.write(bytes);
    bytes.putDouble(0);
    bytes.putDouble(hasSpareNormal ? spareNormal : 0);
    bytes.putDouble(0);
    bytes.putInt(hasSpareNormal ? 1 : 0);
    return bytes.array();
  }

  /// Goes on where [#state()] was called. Like `torch.set_rng_state`.
  ///
  /// The last eight bytes, a float of which PyTorch's CPU generator makes no use, are not looked
  /// at.
  ///
  /// @throws IllegalArgumentException if the bytes are no state that a generator can be in; this
  ///   generator is then as it was
  public synchronized void state(byte[] state) {
    if (state.length != STATE_BYTES) {
      throw new IllegalArgumentException(
          "state: %d bytes, but a generator's state has %d; pass what state() gave"
              .formatted(state.length, STATE_BYTES));
    }
    var bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    long seed = bytes.getLong();
    var restored = MersenneTwister.read(bytes);
    bytes.getDouble();
    double spare = bytes.getDouble();
    bytes.getDouble();
    int valid = bytes.getInt();
    if (valid != 0 && valid != 1 || valid == 1 && !Double.isFinite(spare)) {
      throw MersenneTwister.damaged(
          "the mark of a waiting normal number is %d, the number %s".formatted(valid, spare));
    }
    initialSeed = seed;
    engine = restored;
    spareNormal = spare;
    hasSpareNormal = valid == 1;
  }

  /// The state as one tensor: `state`, the 5056 bytes of [#state()] as 632 INT64 numbers, lowest
  /// byte first.
  @Override
  public StateDict stateDict() {
    long[] words = new long[STATE_BYTES / Long.BYTES];
    ByteBuffer.wrap(state()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return new StateDict().put("state", Tensor.wrap(words, words.length));
  }

  /// Goes on where [#stateDict()] was called.
  ///
  /// @throws IllegalArgumentException if this is no generator's state; this generator is then as it
  ///   was
  @Override
  public void loadStateDict(StateDict state) {
    Tensor words = state.tensor("state");
    if (words.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "loadStateDict: a generator's state is INT64, not %s; pass what stateDict() gave"
              .formatted(words.dtype()));
    }
    var bytes = ByteBuffer.allocate(words.numel() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words.toLongArray());
    state(bytes.array());
  }

  /// The class and the seed of the last start: `Generator(seed=42)`.
  @Override
  public String toString() {
    return "Generator(seed=" + initialSeed() + ")";
  }

  /// Uniform numbers in [from, to): `u (to - from) + from` with one rounding, all in float. Words:
  /// 1 an element.
  synchronized void uniform(float[] a, int offset, int n, double from, double to) {
    checkRange(from, to, (float) to - (float) from);
    float low = (float) from;
    float range = (float) to - low;
    for (int i = offset; i < offset + n; i++) {
      a[i] = Math.fma(engine.nextFloat(), range, low);
    }
  }

  /// Uniform numbers in [from, to): `u (to - from) + from` with one rounding. Words: 2 an element.
  synchronized void uniform(double[] a, int offset, int n, double from, double to) {
    checkRange(from, to, to - from);
    double range = to - from;
    for (int i = offset; i < offset + n; i++) {
      a[i] = Math.fma(engine.nextDouble(), range, from);
    }
  }

  private static void checkRange(double from, double to, double range) {
    if (!(from <= to)) {
      throw new IllegalArgumentException(
          "uniform: from %s is not at most to %s; swap them".formatted(from, to));
    }
    if (!Double.isFinite(range)) {
      throw new IllegalArgumentException(
          "uniform: from %s to %s is wider than the dtype can hold; draw from a narrower range"
              .formatted(from, to));
    }
  }

  /// Normal numbers for a contiguous tensor: 16 or more as [NormalBlocks] makes them (words: 1 an
  /// element, and 16 more unless 16 divides `n`), fewer one by one. So 15 and 16 numbers from the
  /// same seed have none in common.
  synchronized void normal(float[] a, int offset, int n, double mean, double std) {
    checkStd(std);
    if (n < NormalBlocks.BLOCK) {
      normalOneByOne(a, offset, n, mean, std);
    } else {
      NormalBlocks.fill(engine, a, offset, n, (float) mean, (float) std);
    }
  }

  /// Normal numbers for a contiguous tensor, as for floats. Words in blocks: 2 an element, and 32
  /// more unless 16 divides `n`.
  synchronized void normal(double[] a, int offset, int n, double mean, double std) {
    checkStd(std);
    if (n < NormalBlocks.BLOCK) {
      normalOneByOne(a, offset, n, mean, std);
    } else {
      NormalBlocks.fill(engine, a, offset, n, mean, std);
    }
  }

  /// Normal numbers for a tensor that is not contiguous, in the order of its memory: each is `z std
  /// + mean` in double with one rounding, then a float. Words: 4 a pair of elements.
  synchronized void normalOneByOne(float[] a, int offset, int n, double mean, double std) {
    checkStd(std);
    for (int i = offset; i < offset + n; i++) {
      a[i] = (float) Math.fma(nextNormal(), std, mean);
    }
  }

  /// Normal numbers for a tensor that is not contiguous, as for floats. Words: 4 a pair of
  /// elements.
  synchronized void normalOneByOne(double[] a, int offset, int n, double mean, double std) {
    checkStd(std);
    for (int i = offset; i < offset + n; i++) {
      a[i] = Math.fma(nextNormal(), std, mean);
    }
  }

  private static void checkStd(double std) {
    if (!(std >= 0)) {
      throw new IllegalArgumentException(
          "normal: std is %s; a standard deviation is at least 0".formatted(std));
    }
  }

  /// A standard normal number: the one that waits, or else the first of a new pair, whose second
  /// then waits (Box and Muller, 1958). Words: 0 or 4.
  synchronized double nextNormal() {
    if (hasSpareNormal) {
      hasSpareNormal = false;
      return spareNormal;
    }
    double angle = 2 * Math.PI * engine.nextDouble();
    double radius = Math.sqrt(-2 * Math.log1p(-engine.nextDouble()));
    spareNormal = radius * Math.sin(angle);
    hasSpareNormal = true;
    return radius * Math.cos(angle);
  }

  /// Integers in [from, to): random bits, unsigned, modulo the number of values (so the low values
  /// are favoured a little, as in PyTorch). Words: 1 an element, or 2 from 2^28 values on.
  synchronized void integers(long[] a, int offset, int n, long from, long to) {
    if (from >= to) {
      throw new IllegalArgumentException(
          "randint: no integer is at least %d and below %d; raise the upper end"
              .formatted(from, to));
    }
    long range = to - from;
    boolean twoWords = Long.compareUnsigned(range, TWO_WORDS) >= 0;
    for (int i = offset; i < offset + n; i++) {
      long bits = twoWords ? engine.nextLong() : Integer.toUnsignedLong(engine.nextInt());
      a[i] = Long.remainderUnsigned(bits, range) + from;
    }
  }

  /// Integers in [0, 2^63), what `random_()` draws. Words: 2 an element.
  synchronized void integers(long[] a, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextLong() & Long.MAX_VALUE;
    }
  }

  /// Whole numbers in [0, 2^24], the integers that a float holds without gaps, what `random_()`
  /// draws. Words: 1 an element.
  synchronized void integers(float[] a, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      a[i] = Integer.remainderUnsigned(engine.nextInt(), (1 << 24) + 1);
    }
  }

  /// Whole numbers in [0, 2^53], the integers that a double holds without gaps, what `random_()`
  /// draws. Words: 2 an element.
  synchronized void integers(double[] a, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      a[i] = Long.remainderUnsigned(engine.nextLong(), (1L << 53) + 1);
    }
  }

  /// Any 64 bits, what `random_` draws over the whole range of an integer. Words: 2 an element.
  synchronized void bits(long[] a, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextLong();
    }
  }

  /// The numbers 0 to n - 1 in random order: each place takes one of those not yet placed (Fisher
  /// and Yates, from the front). Words: n - 1, none for n of 0 or 1; 2 n from n = 214748364 on.
  synchronized void permutation(long[] a) {
    if (a.length >= LONG_PERMUTATION) {
      permutationInsideOut(a);
      return;
    }
    for (int i = 0; i < a.length; i++) {
      a[i] = i;
    }
    for (int i = 0; i < a.length - 1; i++) {
      int chosen = i + Integer.remainderUnsigned(engine.nextInt(), a.length - i);
      long value = a[i];
      a[i] = a[chosen];
      a[chosen] = value;
    }
  }

  /// The permutation of a long array: element `i` goes to a random place among the first `i + 1`,
  /// and what stood there to place `i`. Words: 2 an element.
  synchronized void permutationInsideOut(long[] a) {
    for (int i = 0; i < a.length; i++) {
      int place = (int) Long.remainderUnsigned(engine.nextLong(), i + 1L);
      a[i] = a[place];
      a[place] = i;
    }
  }

  /// True with probability `p`: a uniform double is below `p`. Words: 2 an element.
  synchronized void bernoulli(boolean[] a, int offset, int n, double p) {
    checkProbability(p);
    long threshold = MersenneTwister.threshold(p);
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextBelow(threshold) == 1;
    }
  }

  /// 1 with probability `p`, else 0: a uniform double is below `p`. Words: 2 an element. The mask
  /// of a dropout that zeroes with probability `q` is drawn so with `p = 1 - q`.
  synchronized void bernoulli(float[] a, int offset, int n, double p) {
    checkProbability(p);
    long threshold = MersenneTwister.threshold(p);
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextBelow(threshold);
    }
  }

  /// 1 with probability `p`, else 0: a uniform double is below `p`. Words: 2 an element.
  synchronized void bernoulli(double[] a, int offset, int n, double p) {
    checkProbability(p);
    long threshold = MersenneTwister.threshold(p);
    for (int i = offset; i < offset + n; i++) {
      a[i] = engine.nextBelow(threshold);
    }
  }

  /// 1 with the probability that stands at the same place of `p`, else 0: a uniform float is below
  /// it. `a` and `p` may be the same array. Words: 1 an element.
  synchronized void bernoulli(float[] p, int pOffset, float[] a, int offset, int n) {
    for (int i = 0; i < n; i++) {
      checkProbability(p[pOffset + i]);
    }
    for (int i = 0; i < n; i++) {
      a[offset + i] = engine.nextFloat() < p[pOffset + i] ? 1 : 0;
    }
  }

  /// 1 with the probability that stands at the same place of `p`, else 0: a uniform double is below
  /// it. `a` and `p` may be the same array. Words: 2 an element.
  synchronized void bernoulli(double[] p, int pOffset, double[] a, int offset, int n) {
    for (int i = 0; i < n; i++) {
      checkProbability(p[pOffset + i]);
    }
    for (int i = 0; i < n; i++) {
      a[offset + i] = engine.nextDouble() < p[pOffset + i] ? 1 : 0;
    }
  }

  private static void checkProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "bernoulli: p is %s; a probability is in [0, 1], e.g. logits.sigmoid()".formatted(p));
    }
  }

  /// Exponential times of rate `lambda`: `-ln(1 - u) / lambda` in double, then a float. Words: 2 an
  /// element.
  synchronized void exponential(float[] a, int offset, int n, double lambda) {
    checkRate(lambda);
    for (int i = offset; i < offset + n; i++) {
      a[i] = (float) nextExponential(lambda);
    }
  }

  /// Exponential times of rate `lambda`: `-ln(1 - u) / lambda`. Words: 2 an element.
  synchronized void exponential(double[] a, int offset, int n, double lambda) {
    checkRate(lambda);
    for (int i = offset; i < offset + n; i++) {
      a[i] = nextExponential(lambda);
    }
  }

  private double nextExponential(double lambda) {
    return -1 / lambda * Math.log1p(-engine.nextDouble());
  }

  private static void checkRate(double lambda) {
    if (!(lambda > 0)) {
      throw new IllegalArgumentException(
          "exponential: lambda is %s; a rate is above 0".formatted(lambda));
    }
  }

  /// Categories in proportion to the weights: `samples` for each row of `categories` weights, in
  /// row order. `dtype` is the weights' own, in which PyTorch computes. Words: 2 a sample with
  /// replacement; 2 a weight without, and also for a single sample, where both mean the same and
  /// PyTorch takes the faster way.
  synchronized long[] multinomial(
      DType dtype, double[] weights, int categories, int samples, boolean replacement) {
    if (samples < 1) {
      throw new IllegalArgumentException(
          "multinomial: %d samples; draw at least 1".formatted(samples));
    }
    var distribution = new Multinomial(dtype, weights, categories);
    return replacement && samples > 1
        ? distribution.withReplacement(engine, samples)
        : distribution.withoutReplacement(engine, samples);
  }
}

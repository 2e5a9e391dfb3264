package gradus.autograd;

import java.nio.ByteBuffer;

/// The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998): a period of 2^19937 - 1, 32 bits a
/// step. A *word* is one such step; every number that a [Generator] draws is made of whole words.
///
/// The stream is that of C++'s `std::mt19937`, NumPy's `RandomState` and PyTorch's CPU generator.
/// Not thread-safe: [Generator] guards it.
final class MersenneTwister {
  /// The bytes that [#write] puts and [#read] takes.
  static final int BYTES = 16 + 624 * 8;

  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER_BIT = 0x80000000;
  private static final int LOWER_BITS = 0x7fffffff;

  private static final int FLOAT_BITS = (1 << 24) - 1;
  private static final float FLOAT_UNIT = 1f / (1 << 24);
  private static final long DOUBLE_BITS = (1L << 53) - 1;
  private static final double DOUBLE_UNIT = 1.0 / (1L << 53);

  private final int[] state = new int[SIZE];

  /// The word of `state` that is given out next: 0 before the first draw, 624 when all are used up.
  private int next;

  /// A stream that depends on the low 32 bits of the seed alone, as everywhere MT19937 is used.
  MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      int previous = state[i - 1];
      state[i] = 1812433253 * (previous ^ (previous >>> 30)) + i;
    }
  }

  private MersenneTwister(int next) {
    this.next = next;
  }

  /// The next word: 32 random bits.
  int nextInt() {
    if (next == 0 || next == SIZE) {
      regenerate();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /// 64 random bits: two words, the first is the high half.
  long nextLong() {
    long high = nextInt();
    return high << 32 | Integer.toUnsignedLong(nextInt());
  }

  /// A float in [0, 1): the low 24 bits of one word, times 2^-24.
  float nextFloat() {
    return (nextInt() & FLOAT_BITS) * FLOAT_UNIT;
  }

  /// A double in [0, 1): the low 53 bits of two words, times 2^-53.
  double nextDouble() {
    return (nextLong() & DOUBLE_BITS) * DOUBLE_UNIT;
  }

  /// 1 if [#nextDouble] would be below `threshold / 2^53`, else 0: the sign of the difference. A
  /// branch would be guessed wrong too often.
  int nextBelow(long threshold) {
    return (int) ((nextLong() & DOUBLE_BITS) - threshold >>> 63);
  }

  /// The threshold of [#nextBelow] for a probability: the least `t` with `t / 2^53 >= p`.
  static long threshold(double p) {
    return (long) Math.ceil(p * (1L << 53));
  }

  /// Replaces all 624 words. Word `i` needs the words `i`, `i + 1` and `i + 397`, counted in a
  /// ring; the loop is split where an index passes the end of the ring.
  private void regenerate() {
    for (int i = 0; i < SIZE - SHIFT; i++) {
      state[i] = state[i + SHIFT] ^ twist(state[i], state[i + 1]);
    }
    for (int i = SIZE - SHIFT; i < SIZE - 1; i++) {
      state[i] = state[i + SHIFT - SIZE] ^ twist(state[i], state[i + 1]);
    }
    state[SIZE - 1] = state[SHIFT - 1] ^ twist(state[SIZE - 1], state[0]);
    next = 0;
  }

  private static int twist(int word, int following) {
    int joined = (word & UPPER_BIT) | (following & LOWER_BITS);
    return (joined >>> 1) ^ (-(following & 1) & MATRIX);
  }

  /// Puts [#BYTES] bytes in PyTorch's layout: the words left, the mark of a seeded engine, the next
  /// word's index, and the 624 words, each widened to 64 bits.
  void write(ByteBuffer target) {
    target.putInt(left(next)).putInt(1).putLong(next);
    for (int word : state) {
      target.putLong(Integer.toUnsignedLong(word));
    }
  }

  /// Takes what [#write] or PyTorch has put.
  ///
  /// @throws IllegalArgumentException if the bytes are no state that an engine can be in
  static MersenneTwister read(ByteBuffer source) {
    int left = source.getInt();
    int seeded = source.getInt();
    long next = source.getLong();
    if (seeded != 1 || next < 0 || next > SIZE || left != left((int) next)) {
      throw damaged(
          "left %d, seeded %d and next %d do not belong together".formatted(left, seeded, next));
    }
    var engine = new MersenneTwister((int) next);
    for (int i = 0; i < SIZE; i++) {
      long word = source.getLong();
      if (word >>> 32 != 0) {
        throw damaged("word %d is 0x%x, more than 32 bits".formatted(i, word));
      }
      engine.state[i] = (int) word;
    }
    return engine;
  }

  static IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException(
        "state: "
            + what
            + "; these bytes are damaged or no generator's: pass what state() or"
            + " torch.get_rng_state() gave, unchanged");
  }

  /// The draws up to and with the one that regenerates, as PyTorch counts them.
  private static int left(int next) {
    return next == 0 ? 1 : SIZE + 1 - next;
  }
}

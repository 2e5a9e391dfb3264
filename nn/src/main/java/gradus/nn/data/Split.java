package gradus.nn.data;

import java.util.Arrays;

/// How many samples each part of a data set gets.
final class Split {
  private static final double CLOSE = 1e-9;

  private Split() {}

  static int[] counts(int size, double... lengths) {
    double sum = Arrays.stream(lengths).sum();
    if (Math.abs(sum - 1) <= CLOSE && sum <= 1 && Arrays.stream(lengths).allMatch(f -> f >= 0)) {
      return ofFractions(size, lengths);
    }
    int[] counts = new int[lengths.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (int) lengths[i];
      if (counts[i] != lengths[i] || counts[i] < 0) {
        throw refused(size, lengths);
      }
    }
    if (sum != size) {
      throw refused(size, lengths);
    }
    return counts;
  }

  private static int[] ofFractions(int size, double... fractions) {
    int[] counts = new int[fractions.length];
    int left = size;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (int) Math.floor(size * fractions[i]);
      left -= counts[i];
    }
    for (int i = 0; i < left; i++) {
      counts[i % counts.length]++;
    }
    return counts;
  }

  private static IllegalArgumentException refused(int size, double... lengths) {
    return new IllegalArgumentException(
        "randomSplit: lengths %s of %d samples; they must be whole numbers that add up to %2$d, or fractions that add up to 1"
            .formatted(Arrays.toString(lengths), size));
  }
}

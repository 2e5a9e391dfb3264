package gradus.optim.lab;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A contestant's place in a race, over all its starts.
///
/// @param contestant its name
/// @param starts the number of starts
/// @param within from how many of them it came within the tolerance of the minimum
/// @param evaluations the mean number of evaluations until then, of those that did; NaN if none did
/// @param reached the median of the values at the end, those that diverged being infinite
/// @param best the least value on any way
/// @param diverged from how many starts it diverged
public record Standing(
    String contestant,
    int starts,
    int within,
    double evaluations,
    double reached,
    double best,
    int diverged) {
  /// Who came within the tolerance from more starts, then with fewer evaluations, then who diverged
  /// less often, then who reached less.
  static final Comparator<Standing> ORDER =
      Comparator.comparingInt(Standing::within)
          .reversed()
          .thenComparingDouble(Standing::evaluations)
          .thenComparingInt(Standing::diverged)
          .thenComparingDouble(Standing::reached);

  static Standing of(String contestant, List<Run> runs) {
    return new Standing(
        contestant,
        runs.size(),
        (int) runs.stream().filter(run -> run.within() != null).count(),
        runs.stream()
            .filter(run -> run.within() != null)
            .mapToInt(run -> run.within().evaluations())
            .average()
            .orElse(Double.NaN),
        median(runs.stream().mapToDouble(Standing::ended).toArray()),
        runs.stream().mapToDouble(Run::best).min().orElse(Double.NaN),
        (int) runs.stream().filter(Run::diverged).count());
  }

  private static double ended(Run run) {
    return run.diverged() ? Double.POSITIVE_INFINITY : run.reached();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    boolean isOdd = values.length % 2 == 1;
    return isOdd ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}

package gradus.optim.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One kind of optimizer at many learning rates: a race against itself.
///
/// ```java
/// var sweep = LearningRateSweep.run(TestFunctions.BEALE, Family.ADAM, 500, 1e-3, 1e-2, 1e-1, 1);
/// sweep.best(); // the rate that reached least without diverging
/// sweep.result().table();
/// ```
///
/// @param rates the learning rates, in the order of the race's contestants
/// @param best the rate with which the median over the starts reached least; the first of equals
/// @param result the race
public record LearningRateSweep(List<Double> rates, double best, RaceResult result) {
  /// Races `family` at `rates`.
  ///
  /// @param budget the number of evaluations of each run, at least 1
  /// @throws IllegalArgumentException if there are no rates, or if one stands twice
  public static LearningRateSweep run(Problem problem, Family family, int budget, double... rates) {
    List<Contestant> contestants = Arrays.stream(rates).mapToObj(family::at).toList();
    RaceResult result = new Race(problem, contestants, budget, 0).run();
    List<Double> tried = new ArrayList<>();
    double best = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (double rate : rates) {
      tried.add(rate);
      double reached = reached(result, family.at(rate).name());
      if (reached < least) {
        least = reached;
        best = rate;
      }
    }
    return new LearningRateSweep(List.copyOf(tried), best, result);
  }

  private static double reached(RaceResult result, String name) {
    return result.ranking().stream()
        .filter(standing -> standing.contestant().equals(name))
        .mapToDouble(Standing::reached)
        .findFirst()
        .orElseThrow();
  }

  /// Rates from `least` to `most`, equal factors apart.
  ///
  /// @throws IllegalArgumentException if the rates do not rise from above 0, or there are fewer
  ///   than 2
  public static double[] rates(double least, double most, int count) {
    if (!(least > 0 && most > least) || count < 2) {
      throw new IllegalArgumentException(
          "rates: %d from %s to %s; give at least 2, rising from above 0"
              .formatted(count, least, most));
    }
    double[] rates = new double[count];
    Arrays.setAll(rates, i -> least * Math.pow(most / least, (double) i / (count - 1)));
    return rates;
  }
}

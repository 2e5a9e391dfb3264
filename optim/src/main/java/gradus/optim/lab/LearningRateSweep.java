package gradus.optim.lab;

import java.util.Arrays;
import java.util.List;

/// One kind of optimizer at many learning rates: a race against itself.
///
/// ```java
/// var sweep =
///     LearningRateSweep.run(TestFunctions.BEALE, Family.ADAM, 500, 1e-6, 1e-3, 1e-2, 1e-1, 1);
/// sweep.best(); // the rate that comes first
/// sweep.result().table();
/// ```
///
/// @param rates the learning rates, in the order of the race's contestants
/// @param best the rate that comes first in the ranking of the race; the first of equals
/// @param result the race
public record LearningRateSweep(List<Double> rates, double best, RaceResult result) {
  /// Races `family` at `rates`.
  ///
  /// @param budget the number of evaluations of each run, at least 1
  /// @param tolerance how near to the minimum counts as there, 0 or more
  /// @throws IllegalArgumentException if there are no rates, or if one stands twice
  public static LearningRateSweep run(
      Problem problem, Family family, int budget, double tolerance, double... rates) {
    List<Double> tried = Arrays.stream(rates).boxed().toList();
    List<Contestant> contestants = tried.stream().map(family::at).toList();
    RaceResult result = new Race(problem, contestants, budget, tolerance).run();
    List<String> names = contestants.stream().map(Contestant::name).toList();
    String first = result.ranking().getFirst().contestant();
    return new LearningRateSweep(tried, tried.get(names.indexOf(first)), result);
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

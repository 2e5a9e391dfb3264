/// A laboratory for optimizers: losses to descend, races between optimizers from the same starts
/// within the same number of evaluations, and sweeps over learning rates.
///
/// ```java
/// var race =
///     new Race(
///         TestFunctions.ROSENBROCK,
///         List.of(Family.MOMENTUM.at(0.001), Family.ADAM.at(0.1), Family.QUASI_NEWTON.at(1)),
///         2000,
///         1e-6);
/// RaceResult result = race.run();
/// result.table(); // a ranking to print
/// result.csv(); // every run, for a spreadsheet
/// ```
///
/// Read [gradus.optim.lab.Problem] first, then [gradus.optim.lab.Race] and
/// [gradus.optim.lab.LearningRateSweep].
package gradus.optim.lab;

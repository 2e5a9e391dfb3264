package gradus.optim.lab;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaceTest {
  private static RaceResult onTheSquare(double... rates) {
    List<Contestant> contestants = Arrays.stream(rates).mapToObj(Family.SGD_PLAIN::at).toList();
    return new Race(TestFunctions.SQUARE, contestants, 20, 1e-3).run();
  }

  @Test
  void ranksWhoGetsThereFirst() {
    RaceResult result = onTheSquare(0.1, 0.5, 0.3, 10.0);
    assertThat(result.ranking().stream().map(Standing::contestant))
        .containsExactly("SGD 0.5", "SGD 0.3", "SGD 0.1", "SGD 10.0");
    Standing first = result.ranking().getFirst();
    assertThat(first.within()).isEqualTo(1);
    assertThat(first.evaluations()).isEqualTo(1);
    assertThat(first.reached()).isZero();
    assertThat(result.ranking().getLast().diverged()).isEqualTo(1);
  }

  @Test
  void recordsTheCourseOfEveryRun() {
    Run run = onTheSquare(0.3).runs().getFirst();
    assertThat(run.course()).hasSize(21);
    for (Run.Sample sample : run.course()) {
      double x = 4 * Math.pow(0.4, sample.step());
      assertThat(sample.evaluations()).isEqualTo(sample.step());
      assertThat(sample.value()).isCloseTo(x * x, within(1e-14));
    }
    assertThat(run.within().step()).isEqualTo(6);
    assertThat(run.end().item()).isCloseTo(4.398046511104006e-08, within(1e-17));
    assertThat(run.diverged()).isFalse();
  }

  @Test
  void countsEveryEvaluationOfTheLoss() {
    var race =
        new Race(
            TestFunctions.ROSENBROCK,
            List.of(Family.SHARPNESS_AWARE.at(1e-3), Family.QUASI_NEWTON.at(1)),
            100,
            1e-6);
    RaceResult result = race.run();
    Run sharp = result.runs().getFirst();
    assertThat(sharp.last()).isEqualTo(new Run.Sample(50, 100, sharp.reached()));
    Run newton = result.runs().getLast();
    assertThat(newton.last().evaluations()).isBetween(100, 105);
    assertThat(newton.within().evaluations()).isLessThan(60);
  }

  @Test
  void printsATableAndCommaSeparatedValues() {
    RaceResult result = onTheSquare(0.5, 0.1);
    assertThat(result.table())
        .isEqualTo(
            """
            square: 20 evaluations, starts: 1, within 0.00100 of the minimum 0.00000
            place  optimizer             within  evaluations      reached         best  diverged
                1  SGD 0.5                  1/1          1.0        0.000        0.000         -
                2  SGD 0.1                  0/1            -     0.002127     0.002127         -
            """);
    assertThat(result.csv().lines())
        .startsWith(
            "problem,optimizer,start,steps,evaluations,reached,best,steps_to_tolerance,evaluations_to_tolerance,diverged",
            "square,SGD 0.5,0,20,20,0.0,0.0,1,1,false")
        .hasSize(3);
    assertThat(result.courses().lines())
        .startsWith("problem,optimizer,start,step,evaluations,value", "square,SGD 0.5,0,0,0,16.0")
        .hasSize(1 + 2 * 21);
  }

  @Test
  void quotesNamesThatHoldCommas() {
    var contestant = new Contestant("a, \"b\"", Family.SGD_PLAIN.at(0.1).maker());
    assertThat(new Race(TestFunctions.SQUARE, List.of(contestant), 1, 0).run().csv())
        .contains("square,\"a, \"\"b\"\"\",0,1,1,");
  }

  @Test
  void racesOverALossOfOnesOwn() {
    Tensor matrix = Tensor.of(FLOAT64, new double[][] {{3, -1}, {2, 5}});
    Problem problem = Problem.of("mine", x -> x.sub(1).square().square().sum(), matrix).minimum(0);
    RaceResult result = new Race(problem, List.of(Family.ADAM.at(0.3)), 400, 1e-3).run();
    assertThat(result.ranking().getFirst().within()).isEqualTo(1);
    assertThat(matrix.toDoubleArray()).containsExactly(3, -1, 2, 5);
  }

  static Stream<Family> families() {
    return Family.all().stream();
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyFamilyDescendsTheRavine(Family family) {
    double lr =
        switch (family.name()) {
          case "Adadelta" -> 10;
          case "SGD", "EmaMomentum", "LBFGS", "ASGD", "Adagrad" -> 0.4;
          default -> 0.05;
        };
    Run run =
        new Race(TestFunctions.RAVINE, List.of(family.at(lr)), 2000, 1e-2).run().runs().getFirst();
    assertThat(run.within()).as("%s reached %s", family.name(), run.reached()).isNotNull();
  }

  @Test
  void aSweepFindsTheRateThatReachesLeast() {
    var sweep =
        LearningRateSweep.run(TestFunctions.SQUARE, Family.SGD_PLAIN, 10, 0, 0.1, 0.4, 0.7, 2);
    assertThat(sweep.best()).isEqualTo(0.4);
    assertThat(sweep.result().runs()).hasSize(4);
    assertThat(sweep.result().runs().getLast().diverged()).isTrue();
    assertThat(LearningRateSweep.rates(1e-4, 1, 5))
        .containsExactly(new double[] {1e-4, 1e-3, 1e-2, 1e-1, 1}, within(1e-15));
  }

  @Test
  void aSweepPrefersTheRateThatIsThereFirst() {
    var sweep =
        LearningRateSweep.run(TestFunctions.ROSENBROCK, Family.QUASI_NEWTON, 400, 1e-6, 1e-4, 1);
    assertThat(sweep.result().ranking()).allMatch(standing -> standing.within() == 1);
    assertThat(sweep.best()).isEqualTo(1);
  }

  @Test
  void refusesRacesThatMakeNoSense() {
    Contestant one = Family.ADAM.at(0.1);
    assertThatThrownBy(() -> new Race(TestFunctions.SQUARE, List.of(one, one), 10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Race: 2 contestants with 1 names; give at least one, each with a name of its own");
    assertThatThrownBy(() -> new Race(TestFunctions.SQUARE, List.of(one), 0, 0))
        .hasMessage(
            "Race: a budget of 0 evaluations and a tolerance of 0.0; the budget must be 1 or more,"
                + " the tolerance 0 or more");
    assertThatThrownBy(() -> Problem.of("nowhere", Tensor::sum))
        .hasMessage("Problem: nowhere has no start; give at least one tensor to start from");
    assertThatThrownBy(() -> LearningRateSweep.rates(0, 1, 5))
        .hasMessage("rates: 5 from 0.0 to 1.0; give at least 2, rising from above 0");
  }
}

package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.Descent;
import gradus.optim.LBFGS;
import gradus.optim.Stopping;
import gradus.optim.lab.Contestant;
import gradus.optim.lab.Family;
import gradus.optim.lab.LearningRateSweep;
import gradus.optim.lab.Problem;
import gradus.optim.lab.Race;
import gradus.optim.lab.RaceResult;
import gradus.optim.lab.Run;
import gradus.optim.lab.TestFunctions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lesson: which optimizer comes down a loss fastest? Every one first tries a few learning rates,
/// then all race at their best ones, with the same number of evaluations of the loss.
///
/// Rosenbrock's valley, the default, shows why there are so many: descent is slow in it, momentum
/// is faster, and L-BFGS, which learns how the valley bends, is through long before the others.
@Command(
    name = "OptimizerLab",
    showDefaultValues = true,
    description = "Races the optimizers down a loss, each at its best learning rate.")
public final class OptimizerLab implements Callable<Integer> {
  private static final String IRIS = "iris";

  /// Keeps the weights finite, so that there is a minimum.
  private static final double IRIS_DECAY = 0.01;

  @Option(names = "--problem", description = "the loss; --list shows the names")
  private String problem = "rosenbrock";

  @Option(names = "--optimizers", split = ",", description = "who races; all if not given")
  private List<String> optimizers = List.of();

  @Option(names = "--budget", description = "evaluations of the loss per run")
  private int budget = 1000;

  @Option(names = "--tolerance", description = "how near to the minimum counts as there")
  private double tolerance = 1e-6;

  @Option(names = "--rates", description = "how many learning rates are tried from 0.0001 to 1")
  private int rates = 9;

  @Option(names = "--csv", description = "a file for every run")
  private Path csv;

  @Option(names = "--courses", description = "a file for every step of every run")
  private Path courses;

  @Mixin private final Pictures pictures = new Pictures();

  @Option(names = "--list", description = "shows the problems and the optimizers")
  private boolean list;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows these options")
  private boolean help;

  OptimizerLab() {}

  static void main(String[] args) {
    System.exit(Lesson.run(new OptimizerLab(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      IO.println("problems:   " + String.join(" ", problemNames()));
      IO.println("optimizers: " + String.join(" ", familyNames()));
      return 0;
    }
    RaceResult result = race();
    IO.print(result.table());
    if (csv != null) {
      Files.writeString(csv, result.csv());
    }
    if (courses != null) {
      Files.writeString(courses, result.courses());
    }
    pictures.show(() -> page(result));
    return 0;
  }

  /// Races the optimizers at their best learning rates.
  RaceResult race() throws IOException {
    Problem loss = problem();
    double[] tried = LearningRateSweep.rates(1e-4, 1, rates);
    List<Contestant> contestants = new ArrayList<>();
    for (Family family : families()) {
      double best = LearningRateSweep.run(loss, family, budget, tolerance, tried).best();
      Contestant tuned = family.at(best);
      contestants.add(new Contestant("%s %.2g".formatted(family.name(), best), tuned.maker()));
    }
    return new Race(loss, contestants, budget, tolerance).run();
  }

  private Problem problem() throws IOException {
    if (problem.equals(IRIS)) {
      return iris();
    }
    return TestFunctions.all().stream()
        .filter(p -> p.name().equals(problem))
        .findFirst()
        .orElseThrow(() -> unknown("--problem", problem, problemNames()));
  }

  private List<Family> families() {
    List<Family> chosen = new ArrayList<>();
    for (String name : optimizers) {
      Optional<Family> family =
          Family.all().stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
      chosen.add(family.orElseThrow(() -> unknown("--optimizers", name, familyNames())));
    }
    return chosen.isEmpty() ? Family.all() : chosen;
  }

  private static IllegalArgumentException unknown(String option, String name, List<String> known) {
    return new IllegalArgumentException(
        "%s: there is no '%s'; choose from %s".formatted(option, name, String.join(", ", known)));
  }

  private static List<String> problemNames() {
    List<String> names = new ArrayList<>();
    TestFunctions.all().forEach(p -> names.add(p.name()));
    names.add(IRIS);
    return names;
  }

  private static List<String> familyNames() {
    return Family.all().stream().map(Family::name).toList();
  }

  /// Logistic regression on 150 irises: four measures, three species, the mean of the negative
  /// logarithms of the probabilities that it gives the right ones, and a weight decay. The minimum
  /// is found first.
  private static Problem iris() throws IOException {
    List<String[]> rows = irisRows();
    List<String> species = rows.stream().map(row -> row[4]).distinct().toList();
    double[][] measures = new double[rows.size()][5];
    long[] labels = new long[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; k < 4; k++) {
        measures[i][k] = Double.parseDouble(rows.get(i)[k]);
      }
      measures[i][4] = 1;
      labels[i] = species.indexOf(rows.get(i)[4]);
    }
    Tensor x = Tensor.of(FLOAT64, measures);
    Tensor right = Tensor.of(labels).unsqueeze(1);
    UnaryOperator<Tensor> loss =
        weights -> {
          Tensor error = x.matmul(weights).logSoftmax(1).gather(1, right).mean().neg();
          return error.add(weights.square().sum().mul(IRIS_DECAY));
        };
    Tensor start = Tensor.zeros(FLOAT64, 5, species.size());
    return Problem.of(IRIS, loss, start).minimum(lowest(loss, start));
  }

  private static List<String[]> irisRows() throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                OptimizerLab.class.getResourceAsStream("data/iris.csv"), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",")).toList();
    }
  }

  private static double lowest(UnaryOperator<Tensor> loss, Tensor start) {
    Tensor weights = start.clone().requiresGrad(true);
    var optimizer = new LBFGS(List.of(weights), LBFGS.lr(1).strongWolfe(true).toleranceChange(0));
    var stopping = Stopping.after(100).gradientNorm(1e-10);
    return Descent.run(optimizer, () -> loss.apply(weights), stopping).loss();
  }

  // ---- pictures ----

  /// The course of every optimizer from the first start.
  private Page page(RaceResult result) {
    int first = result.runs().getFirst().start();
    Trace[] traces =
        result.runs().stream()
            .filter(run -> run.start() == first)
            .map(OptimizerLab::course)
            .toArray(Trace[]::new);
    return Page.of("A race of optimizers")
        .text(
            "Each comes down `%s` at the best of its learning rates, with the same number of evaluations of the loss."
                .formatted(problem))
        .add(Figure.of("The courses", traces).x("evaluations of the loss").y("loss").logY());
  }

  private static Trace course(Run run) {
    double[] evaluations = run.course().stream().mapToDouble(Run.Sample::evaluations).toArray();
    double[] values = run.course().stream().mapToDouble(Run.Sample::value).toArray();
    return Trace.line(run.contestant(), evaluations, values);
  }
}

package gradus.optim.lab;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.Tensor;
import gradus.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Optimizers descend the same loss from the same starts with the same number of evaluations, each
/// of which computes the loss and its gradient. Counting evaluations is fair to those that need
/// several for a step.
///
/// @param problem what they descend
/// @param contestants who races; their names differ
/// @param budget the number of evaluations of each run, at least 1. A run ends with the step that
///   reaches it.
/// @param tolerance how near to the minimum counts as there, 0 or more
public record Race(Problem problem, List<Contestant> contestants, int budget, double tolerance) {
  /// A value this many times as far above the start as the start is from 0 has diverged.
  private static final double FAR = 1e3;

  /// Refuses a race that could not be run.
  public Race {
    contestants = List.copyOf(contestants);
    long names = contestants.stream().map(Contestant::name).distinct().count();
    if (contestants.isEmpty() || names < contestants.size()) {
      throw new IllegalArgumentException(
          "Race: %d contestants with %d names; give at least one, each with a name of its own"
              .formatted(contestants.size(), names));
    }
    if (budget < 1 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "Race: a budget of %d evaluations and a tolerance of %s; the budget must be 1 or more, the tolerance 0 or more"
              .formatted(budget, tolerance));
    }
  }

  /// Runs every contestant from every start.
  public RaceResult run() {
    List<Run> runs = new ArrayList<>();
    for (Contestant contestant : contestants) {
      for (int start = 0; start < problem.starts().size(); start++) {
        runs.add(new Lane(contestant, start).run());
      }
    }
    return new RaceResult(this, List.copyOf(runs));
  }

  /// One contestant on its way from one start.
  private final class Lane {
    private final Contestant contestant;
    private final int start;
    private final Tensor x;
    private final Optimizer<?> optimizer;
    private final UnaryOperator<Tensor> loss = problem.losses().get();
    private final List<Run.Sample> course = new ArrayList<>();
    private int evaluations;

    Lane(Contestant contestant, int start) {
      this.contestant = contestant;
      this.start = start;
      x = problem.starts().get(start).detach().clone().requiresGrad(true);
      optimizer = contestant.maker().apply(List.of(x));
    }

    Run run() {
      sample(0);
      for (int step = 1; evaluations < budget && Double.isFinite(value()); step++) {
        optimizer.step(this::evaluate);
        sample(step);
      }
      return new Run(
          contestant.name(), start, List.copyOf(course), firstWithin(), diverged(), x.detach());
    }

    private Tensor evaluate() {
      evaluations++;
      optimizer.zeroGrad();
      Tensor value = loss.apply(x);
      value.backward();
      return value;
    }

    private void sample(int step) {
      double value = noGrad(() -> problem.value().apply(x)).item();
      course.add(new Run.Sample(step, evaluations, value));
    }

    private double value() {
      return course.getLast().value();
    }

    private Run.Sample firstWithin() {
      for (Run.Sample sample : course) {
        if (sample.value() - problem.minimum() <= tolerance) {
          return sample;
        }
      }
      return null;
    }

    private boolean diverged() {
      double first = course.getFirst().value();
      return !Double.isFinite(value()) || value() - first > FAR * (1 + Math.abs(first));
    }
  }
}

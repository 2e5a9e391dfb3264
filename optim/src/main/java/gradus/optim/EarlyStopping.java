package gradus.optim;

import gradus.autograd.StateDict;
import gradus.autograd.Stateful;

/// Ends training when a measure, such as the validation loss, has not become better for more than
/// `patience` epochs, and keeps the state that was best.
///
/// ```java
/// var stopping = new EarlyStopping(net, EarlyStopping.patience(5));
/// while (!stopping.step(validationLoss())) {
///   trainOneEpoch();
/// }
/// stopping.restoreBest();
/// ```
public final class EarlyStopping implements Stateful {
  private final Stateful model;
  private final Options options;
  private double best;
  private int badEpochs;
  private StateDict bestState;

  /// Watches a measure of `model`.
  public EarlyStopping(Stateful model, Options options) {
    this.model = model;
    this.options = options;
    best = options.larger() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /// Ends after more than this many epochs without a smaller measure.
  public static Options patience(int patience) {
    return new Options(patience, 0, false);
  }

  /// The options of [EarlyStopping].
  ///
  /// @param patience the number of epochs without a better measure that are let pass, 0 or more
  /// @param minDelta how much better counts as better, 0 or more
  /// @param larger whether larger is better, as for an accuracy
  public record Options(int patience, double minDelta, boolean larger) {
    /// Refuses values out of range.
    public Options {
      new Check("EarlyStopping")
          .require(patience >= 0, "patience", patience, "must be 0 or more")
          .notNegative("minDelta", minDelta);
    }

    /// The same options with another least improvement.
    public Options minDelta(double minDelta) {
      return new Options(patience, minDelta, larger);
    }

    /// The same options for a measure that should become large or small.
    public Options larger(boolean larger) {
      return new Options(patience, minDelta, larger);
    }

    private boolean isBetter(double measure, double best) {
      return larger ? measure > best + minDelta : measure < best - minDelta;
    }
  }

  /// Takes note of the measure of an epoch; tells whether it is time to stop. NaN is never better.
  public boolean step(double measure) {
    if (options.isBetter(measure, best)) {
      best = measure;
      badEpochs = 0;
      bestState = model.stateDict().copy();
    } else {
      badEpochs++;
    }
    return badEpochs > options.patience();
  }

  /// The best measure so far; infinite before the first.
  public double best() {
    return best;
  }

  /// Gives the model the state that it had at the best measure.
  ///
  /// @throws IllegalStateException if there was no measure yet
  public void restoreBest() {
    if (bestState == null) {
      throw new IllegalStateException(
          "EarlyStopping.restoreBest: there is no best state yet; call step(measure) after every"
              + " epoch");
    }
    model.loadStateDict(bestState);
  }

  /// The best measure, the count of bad epochs and the best state, under `best_state.`.
  @Override
  public StateDict stateDict() {
    StateDict state = new StateDict().put("best", best).put("num_bad_epochs", badEpochs);
    return bestState == null ? state : state.putAll("best_state.", bestState);
  }

  @Override
  public void loadStateDict(StateDict state) {
    double loadedBest = state.number("best");
    badEpochs = Math.toIntExact(state.whole("num_bad_epochs"));
    best = loadedBest;
    StateDict loaded = state.under("best_state.");
    bestState = loaded.names().isEmpty() ? null : loaded.copy();
  }
}

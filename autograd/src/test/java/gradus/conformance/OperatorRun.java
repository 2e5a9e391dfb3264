package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.conformance.Outcome.Failed;
import gradus.conformance.Outcome.Passed;
import gradus.conformance.Outcome.Rounded;
import gradus.conformance.Outcome.Unsupported;
import java.util.function.UnaryOperator;

/// Runs one case of an operator in one way, and compares the outputs, the gradients and the
/// gradients of the gradients with PyTorch's.
///
/// A run in FLOAT32 rounds the inputs first, while PyTorch's answer is for the unrounded. It must
/// be met all the same, unless that is proven to be too much: where the exact answer for the
/// rounded inputs, which this library computes in FLOAT64 as the run as given has held against
/// PyTorch, is itself farther from PyTorch's than a FLOAT32 answer may be, no calculation in
/// FLOAT32 can meet it. Then the run is held against that exact answer. There it may also be off by
/// what the exact answer moves when the inputs move by a unit in their last place: intermediate
/// results in FLOAT32 are rounded as much as the inputs. The outcome of such a run is
/// [Outcome.Rounded], and the list of gaps must name the case.
final class OperatorRun {
  /// One unit in the last place of a FLOAT32 number near 1.
  private static final double UNIT = 0x1p-23;

  private static final int MOVES = 4;

  private final Case test;
  private final Calls calls;
  private final Run run;

  OperatorRun(Case test, Calls calls, Run run) {
    this.test = test;
    this.calls = calls;
    this.run = run;
  }

  Outcome outcome() {
    try {
      Answer expected = Answer.expected(test);
      return switch (run) {
        case AS_GIVEN -> inDouble(answer(dense -> dense), expected);
        case STRIDED -> inDouble(answer(this::view), expected);
        case FLOAT32 -> inSingle(expected);
      };
    } catch (UnsupportedCall unsupported) {
      return new Unsupported(unsupported.getMessage());
    } catch (RuntimeException thrown) {
      return new Failed("threw " + thrown);
    }
  }

  // ---- inputs ----

  /// The answer where decimal inputs are changed so.
  private Answer answer(UnaryOperator<Tensor> change) {
    Tensor[] inputs = new Tensor[test.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      JsonNode json = test.inputs().get(i);
      Tensor input = TensorJson.read(json);
      inputs[i] =
          input.dtype().isFloatingPoint() || run == Run.STRIDED ? change.apply(input) : input;
      if (json.get("requires_grad").booleanValue()) {
        inputs[i].requiresGrad(true);
      }
    }
    return Answer.of(test, calls, inputs);
  }

  /// A transposed view; for an operator that itself views, one that leaves the order as it is: in
  /// PyTorch too, a transposed tensor cannot be seen in every other shape without a copy.
  private Tensor view(Tensor dense) {
    boolean views = test.op().equals("view") || test.op().equals("view_as");
    return views ? TensorJson.gapped(dense) : TensorJson.strided(dense);
  }

  private static Tensor rounded(Tensor dense) {
    return dense.to(DType.FLOAT32).to(DType.FLOAT64);
  }

  /// The rounded elements, each moved up or down by a unit; another pattern for every `move`.
  private static Tensor moved(Tensor dense, int move) {
    double[] elements = rounded(dense).toDoubleArray();
    for (int i = 0; i < elements.length; i++) {
      int pattern = (i + 1) * (2 * move + 3) * 0x9E3779B9;
      elements[i] *= 1 + (pattern < 0 ? -UNIT : UNIT);
    }
    return Tensor.wrap(elements, dense.shape().toArray());
  }

  // ---- comparing ----

  private static Outcome inDouble(Answer actual, Answer expected) {
    String difference = difference(Agreement.FLOAT64, actual, expected.all());
    return difference == null ? new Passed() : new Failed(difference);
  }

  private Outcome inSingle(Answer expected) {
    Answer actual = answer(dense -> dense.to(DType.FLOAT32));
    Tensor[] wanted = narrowed(expected);
    String difference = difference(Agreement.FLOAT32, actual, wanted);
    if (difference == null) {
      return new Passed();
    }
    Answer exact = answer(OperatorRun::rounded);
    Tensor[] right = narrowed(exact);
    boolean cannotBeMet = difference(Agreement.FLOAT32, right, exact, wanted) != null;
    boolean isRight =
        cannotBeMet
            && (difference(Agreement.FLOAT32, actual, right) == null
                || difference(Agreement.FLOAT32, actual, nearer(actual, exact, right)) == null);
    return isRight ? new Rounded(difference) : new Failed(difference);
  }

  private static String difference(Agreement agreement, Answer actual, Tensor[] wanted) {
    return difference(agreement, actual.all(), actual, wanted);
  }

  /// What is wrong with `given`, the tensors of `answer` in some type; null where they agree.
  private static String difference(
      Agreement agreement, Tensor[] given, Answer answer, Tensor[] wanted) {
    if (given.length != wanted.length) {
      return "%d outputs, expected %d".formatted(given.length, wanted.length);
    }
    for (int i = 0; i < given.length; i++) {
      boolean noInfluence = answer.isSecondGradient(i) && isNoneForZero(given[i], wanted[i]);
      String difference = noInfluence ? null : agreement.difference(given[i], wanted[i]);
      if (difference != null) {
        return answer.name(i) + " " + difference;
      }
    }
    return null;
  }

  /// Where a slope does not change with an input, as of what is made of straight pieces, PyTorch
  /// gives zeros if its derivative happens to have recorded the input, and otherwise none. Here
  /// nothing is recorded and the second gradient is none; numbers other than 0 must be there.
  private static boolean isNoneForZero(Tensor given, Tensor wanted) {
    return given == null && wanted != null && !wanted.any().itemBoolean();
  }

  /// The tensors as FLOAT32, save outputs that are FLOAT64 whatever the inputs are, because the
  /// call or the operator says so.
  private Tensor[] narrowed(Answer answer) {
    boolean staysDouble =
        test.op().equals("float_power") || test.json().get("kwargs").hasNonNull("dtype");
    Tensor[] all = answer.all();
    for (int i = 0; i < all.length; i++) {
      boolean decimal = all[i] != null && all[i].dtype().isFloatingPoint();
      if (decimal && !(staysDouble && answer.isOutput(i))) {
        all[i] = all[i].to(DType.FLOAT32);
      }
    }
    return all;
  }

  /// `wanted`, moved towards the actual numbers by as much as moves of the inputs move it.
  private Tensor[] nearer(Answer actual, Answer exact, Tensor[] wanted) {
    Tensor[] given = actual.all();
    Tensor[] middle = exact.all();
    Tensor[] reach = new Tensor[middle.length];
    for (int move = 0; move < MOVES; move++) {
      int pattern = move;
      Tensor[] elsewhere = answer(dense -> moved(dense, pattern)).all();
      for (int i = 0; i < reach.length; i++) {
        if (isDecimal(middle[i])) {
          Tensor distance = elsewhere[i].detach().sub(middle[i].detach()).abs();
          reach[i] = move == 0 ? distance : reach[i].maximum(distance);
        }
      }
    }
    Tensor[] nearer = wanted.clone();
    for (int i = 0; i < nearer.length; i++) {
      if (isDecimal(middle[i]) && given[i] != null && given[i].shape().equals(wanted[i].shape())) {
        Tensor off = given[i].detach().sub(wanted[i].detach());
        nearer[i] =
            wanted[i].detach().add(off.clamp(reach[i].neg(), reach[i])).to(wanted[i].dtype());
      }
    }
    return nearer;
  }

  private static boolean isDecimal(Tensor tensor) {
    return tensor != null && tensor.dtype().isFloatingPoint();
  }
}

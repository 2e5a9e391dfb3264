package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.conformance.Outcome.Failed;
import gradus.conformance.Outcome.Passed;
import gradus.conformance.Outcome.Unsupported;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Runs one case of an operator in one way, and compares the outputs, the gradients and the
/// gradients of the gradients with PyTorch's.
///
/// A run in FLOAT32 rounds the inputs first. Where the result then differs from PyTorch's for the
/// unrounded inputs, it may still be the right one for the rounded: it is compared with what this
/// library computes from them in FLOAT64, which the run as given has held against PyTorch.
final class OperatorRun {
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
      Answer answer = answer(run);
      String difference = difference(answer, expected());
      if (difference != null && run == Run.FLOAT32 && differsFromDouble(answer)) {
        return new Failed(difference);
      }
      return difference == null || run == Run.FLOAT32 ? new Passed() : new Failed(difference);
    } catch (UnsupportedCall unsupported) {
      return new Unsupported(unsupported.getMessage());
    } catch (RuntimeException thrown) {
      return new Failed("threw " + thrown);
    }
  }

  private Agreement agreement() {
    return run == Run.FLOAT32 ? Agreement.FLOAT32 : Agreement.FLOAT64;
  }

  /// Outputs, gradients and gradients of gradients; the latter two empty where the case has none.
  private record Answer(Tensor[] outputs, Tensor[] grads, Tensor[] gradGrads) {}

  // ---- what comes here ----

  private Answer answer(Run how) {
    Tensor[] inputs = inputs(how);
    Call call = new Call(test.json().get("args"), test.json().get("kwargs"), inputs);
    Tensor[] outputs = calls.apply(test.op(), call);
    if (!test.json().has("grad_outputs")) {
      return new Answer(outputs, new Tensor[0], new Tensor[0]);
    }
    boolean twice = test.json().has("grad_grad");
    Tensor[] leaves = Arrays.stream(inputs).filter(Tensor::requiresGrad).toArray(Tensor[]::new);
    Tensor[] slopes = slopes(outputs, leaves, test.json().get("grad_outputs"), twice);
    Tensor[] again = twice ? gradGrads(slopes, leaves) : new Tensor[0];
    return new Answer(outputs, atInputs(inputs, slopes), again);
  }

  private Tensor[] inputs(Run how) {
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode json : test.inputs()) {
      Tensor input = TensorJson.read(json);
      if (run == Run.FLOAT32 && input.dtype().isFloatingPoint()) {
        input = input.to(DType.FLOAT32);
        input = how == Run.FLOAT32 ? input : input.to(DType.FLOAT64);
      }
      input = how == Run.STRIDED ? view(input) : input;
      inputs.add(json.get("requires_grad").booleanValue() ? input.requiresGrad(true) : input);
    }
    return inputs.toArray(Tensor[]::new);
  }

  /// A transposed view; for an operator that itself views, one that leaves the order as it is: in
  /// PyTorch too, a transposed tensor cannot be seen in every other shape without a copy.
  private Tensor view(Tensor dense) {
    boolean views = test.op().equals("view") || test.op().equals("view_as");
    return views ? TensorJson.gapped(dense) : TensorJson.strided(dense);
  }

  /// The gradients of Σ output · weight, over those outputs that have a weight.
  private static Tensor[] slopes(
      Tensor[] outputs, Tensor[] leaves, JsonNode weights, boolean createGraph) {
    List<Tensor> roots = new ArrayList<>();
    List<Tensor> seeds = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      if (!weights.get(i).isNull()) {
        roots.add(outputs[i]);
        seeds.add(TensorJson.read(weights.get(i)).to(outputs[i].dtype()));
      }
    }
    return Autograd.grad(
        roots.toArray(Tensor[]::new),
        leaves,
        seeds.toArray(Tensor[]::new),
        createGraph,
        createGraph,
        true);
  }

  private Tensor[] gradGrads(Tensor[] slopes, Tensor[] leaves) {
    JsonNode twice = test.json().get("grad_grad");
    Tensor[] chosen =
        Arrays.stream(TensorJson.integers(twice.get("of")))
            .mapToObj(i -> slopes[i])
            .toArray(Tensor[]::new);
    boolean constant = Arrays.stream(chosen).noneMatch(Tensor::requiresGrad);
    return constant
        ? new Tensor[leaves.length]
        : slopes(withRecord(chosen), leaves, twice.get("with"), false);
  }

  /// The slopes, where one that depends on nothing is replaced by what makes it a root all the
  /// same.
  private static Tensor[] withRecord(Tensor[] slopes) {
    return Arrays.stream(slopes)
        .map(slope -> slope.requiresGrad() ? slope : slope.detach().requiresGrad(true))
        .toArray(Tensor[]::new);
  }

  private static Tensor[] atInputs(Tensor[] inputs, Tensor[] slopes) {
    Tensor[] grads = new Tensor[inputs.length];
    int next = 0;
    for (int i = 0; i < inputs.length; i++) {
      grads[i] = inputs[i].requiresGrad() ? slopes[next++] : null;
    }
    return grads;
  }

  // ---- what PyTorch says ----

  private Answer expected() {
    JsonNode json = test.json();
    boolean once = json.has("grad_outputs");
    boolean twice = json.has("grad_grad");
    return new Answer(
        tensors(json.get("outputs")),
        once ? tensors(json.get("grads")) : new Tensor[0],
        twice ? tensors(json.get("grad_grad").get("grads")) : new Tensor[0]);
  }

  private static Tensor[] tensors(JsonNode list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> list.get(i).isNull() ? null : TensorJson.read(list.get(i)))
        .toArray(Tensor[]::new);
  }

  // ---- whether they agree ----

  private boolean differsFromDouble(Answer answer) {
    return difference(answer, answer(Run.AS_GIVEN)) != null;
  }

  private String difference(Answer actual, Answer expected) {
    String difference = difference("output", actual.outputs, expected.outputs, !staysDouble());
    if (difference == null) {
      difference = difference("gradient", actual.grads, expected.grads, true);
    }
    return difference == null
        ? difference("second gradient", actual.gradGrads, expected.gradGrads, true)
        : difference;
  }

  /// Whether the result is FLOAT64 whatever the inputs are: the call or the operator says so.
  private boolean staysDouble() {
    return test.op().equals("float_power") || test.json().get("kwargs").hasNonNull("dtype");
  }

  private String difference(String what, Tensor[] actual, Tensor[] expected, boolean narrowed) {
    if (actual.length != expected.length) {
      return "%d %ss, expected %d".formatted(actual.length, what, expected.length);
    }
    for (int i = 0; i < actual.length; i++) {
      Tensor wanted = expected[i];
      if (run == Run.FLOAT32 && narrowed && wanted != null && wanted.dtype().isFloatingPoint()) {
        wanted = wanted.to(DType.FLOAT32);
      }
      String difference =
          isWithoutInfluence(what, actual[i], wanted)
              ? null
              : agreement().difference(actual[i], wanted);
      if (difference != null) {
        return "%s %d %s".formatted(what, i, difference);
      }
    }
    return null;
  }

  /// Where a slope does not change with an input, PyTorch may have recorded the input and then
  /// gives zeros; here nothing is recorded and the second gradient is null.
  private static boolean isWithoutInfluence(String what, Tensor actual, Tensor wanted) {
    return what.equals("second gradient")
        && actual == null
        && wanted != null
        && !wanted.any().itemBoolean();
  }
}

package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a call gives: its outputs, the gradients of the inputs, and the gradients of these
/// gradients; empty where the case has none.
///
/// @param grads walked back without recording, which is the faster way where an operation has one
/// @param recordedGrads walked back while recording, as a second walk needs it
record Answer(Tensor[] outputs, Tensor[] grads, Tensor[] recordedGrads, Tensor[] gradGrads) {
  private static final Tensor[] NONE = {};

  /// The seed that PyTorch drew from in every case. The cases do not say it, but with this one all
  /// that drop something at random agree.
  private static final long SEED = 42;

  /// What PyTorch gives.
  static Answer expected(Case test) {
    JsonNode json = test.json();
    boolean once = json.has("grad_outputs");
    boolean twice = json.has("grad_grad");
    Tensor[] grads = once ? tensors(json.get("grads")) : NONE;
    return new Answer(
        tensors(json.get("outputs")),
        grads,
        twice ? grads : NONE,
        twice ? tensors(json.get("grad_grad").get("grads")) : NONE);
  }

  private static Tensor[] tensors(JsonNode list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> list.get(i).isNull() ? null : TensorJson.read(list.get(i)))
        .toArray(Tensor[]::new);
  }

  /// What the library gives for these inputs.
  static Answer of(Case test, Calls calls, Tensor... inputs) {
    Generator.manualSeed(SEED);
    JsonNode json = test.json();
    Call call = new Call(json.get("args"), json.get("kwargs"), inputs);
    Tensor[] outputs = calls.apply(test.op(), call);
    if (!json.has("grad_outputs")) {
      return new Answer(outputs, NONE, NONE, NONE);
    }
    Tensor[] leaves = Arrays.stream(inputs).filter(Tensor::requiresGrad).toArray(Tensor[]::new);
    boolean twice = json.has("grad_grad");
    JsonNode weights = json.get("grad_outputs");
    Tensor[] grads = atInputs(inputs, slopes(outputs, leaves, weights, twice, false));
    if (!twice) {
      return new Answer(outputs, grads, NONE, NONE);
    }
    Tensor[] slopes = slopes(outputs, leaves, weights, true, true);
    return new Answer(
        outputs, grads, atInputs(inputs, slopes), gradGrads(json.get("grad_grad"), slopes, leaves));
  }

  /// The gradients of Σ output · weight, over those outputs that have a weight.
  private static Tensor[] slopes(
      Tensor[] outputs, Tensor[] leaves, JsonNode weights, boolean retain, boolean record) {
    List<Tensor> roots = new ArrayList<>();
    List<Tensor> seeds = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      if (!weights.get(i).isNull()) {
        roots.add(outputs[i]);
        seeds.add(TensorJson.read(weights.get(i)).to(outputs[i].dtype()));
      }
    }
    return Autograd.grad(
        roots.toArray(Tensor[]::new), leaves, seeds.toArray(Tensor[]::new), retain, record, true);
  }

  private static Tensor[] gradGrads(JsonNode twice, Tensor[] slopes, Tensor[] leaves) {
    Tensor[] chosen =
        Arrays.stream(TensorJson.integers(twice.get("of")))
            .mapToObj(i -> slopes[i])
            .toArray(Tensor[]::new);
    boolean constant = Arrays.stream(chosen).noneMatch(Tensor::requiresGrad);
    return constant
        ? new Tensor[leaves.length]
        : slopes(asRoots(chosen), leaves, twice.get("with"), false, false);
  }

  /// The slopes, where one that depends on nothing is replaced by what makes it a root all the
  /// same.
  private static Tensor[] asRoots(Tensor[] slopes) {
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

  /// All tensors, in one order.
  Tensor[] all() {
    List<Tensor> all = new ArrayList<>();
    for (Tensor[] part : List.of(outputs, grads, recordedGrads, gradGrads)) {
      all.addAll(Arrays.asList(part));
    }
    return all.toArray(Tensor[]::new);
  }

  /// What tensor `i` of [#all] is, for messages.
  String name(int i) {
    int at = i;
    if (at < outputs.length) {
      return "output " + at;
    }
    at -= outputs.length;
    if (at < grads.length) {
      return "gradient " + at;
    }
    at -= grads.length;
    return at < recordedGrads.length
        ? "recorded gradient " + at
        : "second gradient " + (at - recordedGrads.length);
  }

  boolean isOutput(int i) {
    return i < outputs.length;
  }

  boolean isSecondGradient(int i) {
    return i >= outputs.length + grads.length + recordedGrads.length;
  }
}

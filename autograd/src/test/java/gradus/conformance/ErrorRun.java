package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.DType;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.conformance.Outcome.Failed;
import gradus.conformance.Outcome.Passed;
import gradus.conformance.Outcome.Unsupported;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs one call that PyTorch refuses: it must be refused here too, by an exception of the library
/// whose text begins with the method's name, and without having changed an input.
final class ErrorRun {
  private final Case test;
  private final Calls calls;

  ErrorRun(Case test, Calls calls) {
    this.test = test;
    this.calls = calls;
  }

  Outcome outcome() {
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode json : test.inputs()) {
      inputs.add(TensorJson.read(json));
    }
    List<Contents> before = inputs.stream().map(Contents::of).toList();
    Outcome outcome = refusal(inputs.toArray(Tensor[]::new));
    boolean changed = !inputs.stream().map(Contents::of).toList().equals(before);
    return changed ? new Failed("an input was changed") : outcome;
  }

  private Outcome refusal(Tensor[] inputs) {
    Call call = new Call(test.json().get("args"), test.json().get("kwargs"), inputs);
    try {
      Tensor[] outputs = calls.apply(test.op(), call);
      return new Failed(
          "gave %s; torch refuses: %s"
              .formatted(TensorJson.text(outputs[0]), test.json().get("error").textValue()));
    } catch (UnsupportedCall unsupported) {
      return new Unsupported(unsupported.getMessage());
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return judged(refused);
    } catch (RuntimeException other) {
      return new Failed("threw " + other);
    }
  }

  private Outcome judged(RuntimeException refused) {
    if (!thrownByTheLibrary(refused)) {
      return new Failed("the adapter itself threw " + refused);
    }
    String method = calls.method(test.op());
    return refused.getMessage() != null && refused.getMessage().startsWith(method)
        ? new Passed()
        : new Failed("the text does not begin with \"%s\": %s".formatted(method, refused));
  }

  /// Whether the first of our own frames lies in the library, not in an adapter.
  private static boolean thrownByTheLibrary(RuntimeException refused) {
    return Arrays.stream(refused.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> name.startsWith("gradus."))
        .findFirst()
        .filter(name -> !name.startsWith("gradus.conformance."))
        .isPresent();
  }

  private record Contents(DType dtype, Shape shape, boolean recorded, List<Double> elements) {
    static Contents of(Tensor tensor) {
      return new Contents(
          tensor.dtype(),
          tensor.shape(),
          tensor.requiresGrad(),
          Arrays.stream(tensor.toDoubleArray()).boxed().toList());
    }
  }
}

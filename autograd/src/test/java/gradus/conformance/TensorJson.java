package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Autograd;
import gradus.autograd.DType;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// Tensors as the cases write them: `{"dtype": …, "shape": […], "data": […]}`.
public final class TensorJson {
  private TensorJson() {}

  /// The tensor that `json` describes; it requires no gradient.
  public static Tensor read(JsonNode json) {
    int[] shape = integers(json.get("shape"));
    JsonNode data = json.get("data");
    IntStream places = IntStream.range(0, data.size());
    return switch (dtype(json.get("dtype").textValue())) {
      case FLOAT64 ->
          Tensor.wrap(places.mapToDouble(i -> data.get(i).doubleValue()).toArray(), shape);
      case FLOAT32 ->
          Tensor.wrap(places.mapToDouble(i -> data.get(i).doubleValue()).toArray(), shape)
              .to(DType.FLOAT32);
      case INT64 -> Tensor.wrap(places.mapToLong(i -> data.get(i).longValue()).toArray(), shape);
      case BOOL -> {
        boolean[] values = new boolean[data.size()];
        places.forEach(i -> values[i] = data.get(i).booleanValue());
        yield Tensor.wrap(values, shape);
      }
    };
  }

  /// The type of torch's name `float32`, `float64`, `int64` or `bool`.
  public static DType dtype(String name) {
    return DType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static int[] integers(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).intValue()).toArray();
  }

  /// The same elements, seen through a view: the dimensions lie in reverse order in a larger
  /// memory, from its second place on, with a gap after every element.
  static Tensor strided(Tensor dense) {
    int rank = dense.dim();
    return gapped(dense.permute(IntStream.range(0, rank).map(d -> rank - 1 - d).toArray()))
        .permute(IntStream.range(0, rank).map(d -> rank - 1 - d).toArray());
  }

  /// The same elements in their order, from the second place of a larger memory on, with a gap
  /// after every element.
  static Tensor gapped(Tensor dense) {
    int[] sizes = Arrays.copyOf(dense.shape().toArray(), dense.dim() + 1);
    sizes[dense.dim()] = 2;
    try (var _ = Autograd.noGrad()) {
      return Tensor.zeros(dense.dtype(), sizes).select(-1, 1).copy_(dense).detach();
    }
  }

  /// A short text of a tensor for messages: type, shape and the first elements.
  static String text(Tensor tensor) {
    if (tensor == null) {
      return "null";
    }
    String elements =
        tensor.dtype().isFloatingPoint()
            ? text(tensor.toDoubleArray())
            : Arrays.toString(Arrays.copyOf(tensor.toLongArray(), Math.min(8, tensor.numel())));
    return "%s%s %s".formatted(tensor.dtype(), Arrays.toString(tensor.shape().toArray()), elements);
  }

  private static String text(double[] values) {
    return Arrays.toString(Arrays.copyOf(values, Math.min(8, values.length)));
  }
}

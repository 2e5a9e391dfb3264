package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.DType;
import gradus.autograd.Index;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;

/// One argument of a call, asked for as what the Java signature wants.
///
/// A value of another kind than asked for throws [UnsupportedCall]: the compiler would refuse it.
/// Python's `None` counts as absent.
public final class Argument {
  private final String name;
  private final JsonNode value;
  private final Tensor[] inputs;

  Argument(String name, JsonNode value, Tensor[] inputs) {
    this.name = name;
    this.value = value;
    this.inputs = inputs;
  }

  /// Whether it was given, and is not `None`.
  public boolean isGiven() {
    return value != null && !value.isNull();
  }

  public boolean isTensor() {
    return isGiven() && value.has("tensor");
  }

  public boolean isList() {
    return isGiven() && value.isArray();
  }

  /// Whether it is a list of nothing but whole numbers, and of one at least.
  public boolean isListOfWhole() {
    return isList() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isIntegralNumber);
  }

  public boolean isNumber() {
    return isGiven() && value.isNumber();
  }

  /// Whether it is a number that Python writes without a point.
  public boolean isWhole() {
    return isGiven() && value.isIntegralNumber();
  }

  public boolean isFlag() {
    return isGiven() && value.isBoolean();
  }

  public boolean isText() {
    return isGiven() && value.isTextual();
  }

  public Tensor tensor() {
    require(isTensor(), "a tensor");
    return inputs[value.get("tensor").intValue()];
  }

  /// The tensor, or null where none was given.
  public Tensor tensorOrNull() {
    return isGiven() ? tensor() : null;
  }

  /// A list of tensors.
  public Tensor[] tensors() {
    require(isList(), "a list of tensors");
    Tensor[] tensors = new Tensor[value.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = element(i).tensor();
    }
    return tensors;
  }

  public double number() {
    require(isNumber(), "a number");
    return value.doubleValue();
  }

  public double number(double absent) {
    return isGiven() ? number() : absent;
  }

  public long whole() {
    require(isWhole(), "a whole number");
    return value.longValue();
  }

  public int integer() {
    return Math.toIntExact(whole());
  }

  public int integer(int absent) {
    return isGiven() ? integer() : absent;
  }

  /// One whole number or a list of them.
  public int[] integers() {
    if (!isList()) {
      return new int[] {integer()};
    }
    int[] integers = new int[value.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = element(i).integer();
    }
    return integers;
  }

  /// One whole number or a list of them; `absent` where nothing was given.
  public int[] integers(int... absent) {
    return isGiven() ? integers() : absent;
  }

  /// One number or a list of them.
  public double[] numbers() {
    double[] numbers = new double[isList() ? count() : 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = isList() ? element(i).number() : number();
    }
    return numbers;
  }

  public boolean flag() {
    require(isFlag(), "true or false");
    return value.booleanValue();
  }

  public boolean flag(boolean absent) {
    return isGiven() ? flag() : absent;
  }

  public String text() {
    require(isText(), "a text");
    return value.textValue();
  }

  public String text(String absent) {
    return isGiven() ? text() : absent;
  }

  public DType dtype() {
    require(isGiven() && value.has("dtype"), "a dtype");
    return TensorJson.dtype(value.get("dtype").textValue());
  }

  /// An index of `[]` in Python: one, or a list of them.
  public Index[] indices() {
    if (!isList()) {
      return new Index[] {index()};
    }
    List<Index> indices = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      indices.add(element(i).index());
    }
    return indices.toArray(Index[]::new);
  }

  private Index index() {
    if (!isGiven()) {
      return Index.newAxis();
    }
    if (isTensor()) {
      return tensor();
    }
    if (isList()) {
      return listed();
    }
    if (value.has("ellipsis")) {
      return Index.ellipsis();
    }
    if (value.has("slice")) {
      JsonNode slice = value.get("slice");
      Integer start = slice.get(0).isNull() ? null : slice.get(0).intValue();
      Integer stop = slice.get(1).isNull() ? null : slice.get(1).intValue();
      return new Index.Range(start, stop, slice.get(2).isNull() ? 1 : slice.get(2).intValue());
    }
    return Index.index(integer());
  }

  /// A list inside an index stands for a tensor of its numbers, truth values or lists.
  private Tensor listed() {
    if (value.isEmpty() || value.get(0).isIntegralNumber()) {
      return Tensor.of(integers());
    }
    Tensor[] elements = new Tensor[value.size()];
    for (int i = 0; i < elements.length; i++) {
      Argument element = element(i);
      elements[i] = element.isFlag() ? Tensor.scalar(element.flag()) : element.listed();
    }
    return Tensor.stack(0, elements);
  }

  /// The number of elements of a list.
  public int count() {
    require(isList(), "a list");
    return value.size();
  }

  /// Element `i` of a list.
  public Argument element(int i) {
    return new Argument(name + "[" + i + "]", value.get(i), inputs);
  }

  private void require(boolean fits, String kind) {
    if (!fits) {
      throw new UnsupportedCall(
          "argument %s is %s, not %s".formatted(name, isGiven() ? value : "absent", kind));
    }
  }
}

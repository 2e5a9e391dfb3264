package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Storage;
import java.util.ArrayList;
import java.util.List;

/// What a person who looks at a recorded operation wants to know of it beyond its derivatives: the
/// numbers that went in and came out, what it saved, where it belongs, and the gradient that last
/// arrived. Kept only while values are tracked.
final class Details {
  static volatile boolean tracked;

  /// The operands in their order; empty where one operation stands for a write through a view.
  final List<Value> operands;

  final Value result;

  /// What the derivatives keep.
  final List<Saved> saved;

  /// The scope that the operation was recorded in; null outside of all.
  final Scope scope;

  /// What arrived in the last walk; null before.
  private Tensor gradient;

  private Details(Tensor result, Tensor[] operands, List<Saved> saved) {
    this.result = Value.of(result);
    List<Value> values = new ArrayList<>(operands.length);
    for (Tensor operand : operands) {
      values.add(Value.of(operand));
    }
    this.operands = List.copyOf(values);
    this.saved = saved;
    scope = Context.here().scope;
  }

  /// The details of an operation recorded now, to which belongs what was saved since the last one.
  static Details ofOperation(Tensor result, Tensor... operands) {
    List<Saved> saves = Context.here().saves;
    List<Saved> taken = List.copyOf(saves);
    saves.clear();
    return new Details(result, operands, taken);
  }

  /// The details of a view, or of a write through one, made now; it saves nothing.
  static Details ofView(Tensor result, Tensor... operands) {
    return new Details(result, operands, List.of());
  }

  /// Keeps what has arrived, as it is now.
  void arrived(Tensor gradient) {
    this.gradient = new Tensor(gradient.array().copy());
  }

  Tensor gradient() {
    return gradient;
  }

  /// A named part of a computation, such as a layer, in the part that it belongs to; `outer` is
  /// null for the outermost.
  record Scope(Scope outer, String name) {}

  /// A tensor as it was when the operation was recorded; `name` and `node` are null where it has
  /// none.
  record Value(String name, Node node, Array array, int version) {
    static Value of(Tensor tensor) {
      Storage storage = tensor.array().storage();
      storage.markSaved();
      return new Value(tensor.name(), tensor.node(), tensor.array(), storage.version());
    }

    /// The numbers, or null if they were changed in place since.
    Tensor tensor() {
      return array.storage().version() == version ? new Tensor(array) : null;
    }

    /// What changed the numbers since, such as `SGD`.
    String changedBy() {
      return array.storage().lastWriter();
    }
  }
}

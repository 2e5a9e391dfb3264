package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Storage;

/// A tensor that a derivative needs, as it was when the operation was recorded.
///
/// It keeps the memory, where the elements lie, the version and the node of that moment, never the
/// `Tensor` itself: a graph keeps no user's object alive, and what is assigned to a variable later
/// changes nothing.
public final class Saved {
  private final Node node;

  /// The elements; null where they are computed again when asked for.
  private final Array array;

  private final int version;
  private final Recomputation recomputation;
  private final int number;

  Saved(Tensor tensor) {
    node = tensor.node();
    Recomputation current = Recomputation.current();
    boolean keeps = current == null || (node == null ? tensor.dim() == 0 : node.isLeaf());
    number = keeps ? -1 : current.note(this, tensor);
    recomputation = number < 0 ? null : current;
    array = number < 0 ? tensor.array() : null;
    version = tensor.version();
    if (array != null) {
      array.storage().markSaved();
    }
    if (Details.tracked && Context.here().recording) {
      Context.here().saves.add(this);
    }
  }

  /// The tensor as it was saved: a fresh object on the same memory, recorded as the original was.
  ///
  /// @throws IllegalStateException if the elements were changed in place since
  public Tensor get() {
    return Tensor.recorded(elements(), node);
  }

  /// The elements for a person to look at; null if they were changed in place since, or would have
  /// to be computed again.
  Tensor seen() {
    return array == null || array.storage().version() != version ? null : new Tensor(array);
  }

  private Array elements() {
    if (array == null) {
      return recomputation.again(number).elements();
    }
    if (array.storage().version() != version) {
      throw changed();
    }
    return array;
  }

  /// Tells whether it keeps exactly these elements.
  boolean isOn(Array elements) {
    return array == elements;
  }

  boolean is(Shape shape, DType dtype) {
    return array.shape().equals(shape) && array.dtype() == dtype;
  }

  private IllegalStateException changed() {
    Node needing = Context.here().walking;
    Storage storage = array.storage();
    return new IllegalStateException(
        ("backward: %s needs a tensor of shape %s as it was when it was recorded (version %d), but"
                + " %s%s changed it in place (now version %d); use the form without underscore there,"
                + " or change a clone()")
            .formatted(
                needing == null ? "a derivative" : needing.described(),
                array.shape(),
                version,
                storage.lastWriter(),
                Origins.at(storage.lastWriteOrigin()),
                storage.version()));
  }
}

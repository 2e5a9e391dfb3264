package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Binary;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Unary;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// How an operation with an underscore changes a tensor that may be recorded, a view, or have
/// views.
///
/// The operation runs on a stand-in: the same memory with a version of its own. If one of its
/// derivatives saved the stand-in, its memory is copied just before the receiver is written, so the
/// derivative keeps what it saw. Then the receiver takes over the result's node. If the receiver is
/// a view, its *base* takes the node of a [copySlices][Regions#copySlices] instead, and every view
/// makes its node again from the base's when it is next asked.
final class InPlace {
  private InPlace() {}

  /// Changes `receiver` in place. `kernel`, if not null, writes the same into the receiver's
  /// elements and is used where nothing is recorded.
  static Tensor apply(
      String name, Tensor receiver, UnaryOperator<Tensor> function, Consumer<Array> kernel) {
    requireWritable(name, receiver);
    boolean recording = Context.here().recording;
    if (kernel != null && !(recording && isRecorded(receiver))) {
      kernel.accept(receiver.array());
      receiver.array().storage().written(name, Origins.here());
    } else if (recording) {
      record(name, receiver, function);
    } else {
      write(name, receiver, function.apply(receiver));
    }
    return receiver;
  }

  private static boolean isRecorded(Tensor receiver) {
    return receiver.node() != null || receiver.root().node() != null;
  }

  /// Changes `receiver` in place to what `function`, an operation of this one kernel, makes of it.
  static Tensor map(String name, Tensor receiver, UnaryOperator<Tensor> function, Unary kernel) {
    boolean fits = kernel.takes(receiver.dtype());
    return apply(name, receiver, function, fits ? kernel::applyInPlace : null);
  }

  /// Changes `receiver` in place to what `function`, an operation of this one kernel, makes of it
  /// and `b`.
  static Tensor zip(
      String name, Tensor receiver, Tensor b, UnaryOperator<Tensor> function, Binary kernel) {
    Promotion.requireSecond(name, b);
    boolean fits =
        receiver.shape().broadcast(name, b.shape()).equals(receiver.shape())
            && kernel.computesIn(Promotion.of(receiver, b), Tensor.defaultDtype())
                == receiver.dtype()
            && !(b.requiresGrad() && Context.here().recording)
            && !overlaps(receiver.array(), b.array());
    return apply(
        name, receiver, function, fits ? x -> kernel.apply(x, b.array().to(x.dtype()), x) : null);
  }

  /// Changes `receiver` in place to what `function`, an operation of this one kernel, makes of it
  /// and a number that it [takes][Op#takesNumber].
  static Tensor zip(
      String name, Tensor receiver, double b, UnaryOperator<Tensor> function, Binary kernel) {
    return apply(name, receiver, function, x -> kernel.apply(x, b, x));
  }

  /// Tells whether writing elements of `a` may change elements of `b` that are yet to be read.
  private static boolean overlaps(Array a, Array b) {
    return a.storage().sharesArrayWith(b.storage()) && !a.geometry().equals(b.geometry());
  }

  /// Changes `receiver` in place to a BOOL answer about it, in the receiver's type. The gradient of
  /// what stood there is 0.
  static Tensor answer(String name, Tensor receiver, UnaryOperator<Tensor> question) {
    return apply(
        name,
        receiver,
        x ->
            Op.of(name, x)
                .forward(() -> new Tensor(question.apply(x).array().to(receiver.dtype())))
                .backward(g -> g.zerosLike()),
        null);
  }

  /// Replaces the elements of `receiver` by those of `source`, which broadcasts to its shape and is
  /// converted to its type, and records it: the gradient goes to `source`, and the receiver's
  /// former value gets zeros.
  static Tensor assign(String name, Tensor receiver, Tensor source) {
    Op.requireGiven(name, "the source", source);
    requireWritable(name, receiver);
    requireShapeFits(name, receiver, source);
    if (Context.here().recording) {
      recordOverwrite(name, receiver, source);
    } else {
      overwrite(name, receiver, source);
    }
    return receiver;
  }

  /// Refuses what cannot be written, before anything has changed.
  static void requireWritable(String name, Tensor receiver) {
    if (receiver.array().geometry().overlaps()) {
      throw new IllegalStateException(
          "%s: several elements of this %s tensor lie at the same place in memory (it was"
                  .formatted(name, receiver.shape())
              + " expanded), so writing one would write the others; call clone() first");
    }
    if (Context.here().recording) {
      requireNoLeaf(name, receiver);
    }
  }

  private static void requireNoLeaf(String name, Tensor receiver) {
    Node root = receiver.root().node();
    Node node = receiver.node();
    boolean leaf = node != null && node.isLeaf();
    boolean ofLeaf = root == null ? node != null : root.isLeaf();
    if (leaf || ofLeaf) {
      throw new IllegalStateException(
          "%s: a %sleaf that requires a gradient cannot be changed in place while operations are"
                  .formatted(name, leaf ? "" : "view of a ")
              + " recorded, or its gradient would be of another value; do it in try (var _ ="
              + " noGrad()) { … }, or use the form without underscore");
    }
  }

  /// Replaces the receiver by `function(receiver)` and records it.
  private static void record(String name, Tensor receiver, UnaryOperator<Tensor> function) {
    Tensor stand = standIn(receiver);
    Tensor result = function.apply(stand);
    requireFits(name, receiver, result);
    if (result == stand) {
      return;
    }
    Tensor value = like(receiver, result);
    requireRecordable(name, receiver, value.node());
    Array from = apartFrom(receiver, value.array());
    Storage seen = stand.array().storage();
    if (seen.isSaved() && seen.sharesArrayWith(receiver.array().storage())) {
      seen.unshare();
    }
    Node before = receiver.node();
    put(name, receiver, from);
    if (receiver.base() == null && value.node() != null) {
      receiver.setNode(value.node());
      moveRetained(receiver, before);
    } else {
      recordWrite(receiver, value.node());
    }
  }

  /// The receiver as it is now, for the operation to work on. A small part of a large memory is
  /// copied at once, lest all of the memory be copied when the part is saved.
  private static Tensor standIn(Tensor receiver) {
    Array array = receiver.array();
    boolean small = array.numel() <= array.storage().length() / 2;
    Array seen = small ? array.copy() : new Array(array.storage().standIn(), array.geometry());
    return Tensor.recorded(seen, receiver.node());
  }

  /// Replaces the receiver's elements by those of `source` and records it.
  private static void recordOverwrite(String name, Tensor receiver, Tensor source) {
    Tensor value = like(receiver, source);
    requireRecordable(name, receiver, value.node());
    put(name, receiver, apartFrom(receiver, value.array()));
    recordWrite(receiver, value.node());
  }

  private static Tensor like(Tensor receiver, Tensor value) {
    Tensor cast = value.to(receiver.dtype());
    boolean fits = cast.shape().equals(receiver.shape());
    return fits ? cast : cast.expand(receiver.shape().toArray());
  }

  private static void requireRecordable(String name, Tensor receiver, Node value) {
    if (value == null && receiver.root().node() == null) {
      return;
    }
    if (receiver.isMultiView()) {
      throw new IllegalStateException(
          "%s: this tensor is one of several views that split, chunk or unbind gave at once; use"
                  .formatted(name)
              + " narrow or select for a view that can be changed in place, or clone() it");
    }
    if (receiver.isBlindView()) {
      throw new IllegalStateException(
          "%s: this view was made under noGrad, so a change of it cannot be recorded; make the view"
                  .formatted(name)
              + " outside noGrad, or change it inside");
    }
    if (receiver.root().array().geometry().overlaps()) {
      throw new IllegalStateException(
          "%s: this is a view of a tensor that was expanded, so a change of one element shows in"
                  .formatted(name)
              + " others and cannot be recorded; clone() the expanded tensor first");
    }
  }

  /// Records that `value` was written into the receiver's region of its base, or of itself.
  private static void recordWrite(Tensor receiver, Node value) {
    Tensor root = receiver.root();
    Node before = root.node();
    if (value != null || before != null) {
      root.setNode(Regions.copySlices(before, root.array(), receiver.array().geometry(), value));
      moveRetained(root, before);
    }
  }

  private static void moveRetained(Tensor tensor, Node before) {
    if (before != null) {
      before.moveRetained(tensor, tensor.node());
    }
  }

  /// Replaces the receiver by `value`, unrecorded.
  private static void write(String name, Tensor receiver, Tensor value) {
    requireFits(name, receiver, value);
    overwrite(name, receiver, value);
  }

  /// Replaces the receiver's elements by those of `source`, which broadcasts, converted,
  /// unrecorded.
  private static void overwrite(String name, Tensor receiver, Tensor source) {
    Array from = source.array().to(receiver.dtype()).expand(receiver.shape());
    put(name, receiver, apartFrom(receiver, from));
  }

  private static void put(String name, Tensor receiver, Array value) {
    receiver.array().copyFrom(value);
    receiver.array().storage().written(name, Origins.here());
  }

  /// `value`, copied if it lies elsewhere in the memory that is about to be written.
  private static Array apartFrom(Tensor receiver, Array value) {
    boolean shared = value.storage().sharesArrayWith(receiver.array().storage());
    boolean same = value.geometry() == receiver.array().geometry();
    return shared && !same ? value.copy() : value;
  }

  private static void requireFits(String name, Tensor receiver, Tensor result) {
    if (result == null) {
      throw new IllegalStateException(
          name + ": the function gave null; return the result's tensor");
    }
    requireShapeFits(name, receiver, result);
    if (result.dtype().category() > receiver.dtype().category()) {
      throw new IllegalArgumentException(
          "%s: the result is %s, which a receiver of %s cannot hold; use the form without underscore,"
                  .formatted(name, result.dtype(), receiver.dtype())
              + " or cast the receiver first with to(%s)".formatted(result.dtype()));
    }
  }

  private static void requireShapeFits(String name, Tensor receiver, Tensor value) {
    if (!receiver.shape().broadcast(name, value.shape()).equals(receiver.shape())) {
      throw new ShapeException(
          "%s: a value of shape %s does not fit the receiver's shape %s, which cannot change in"
              + " place; use the form without underscore, or reshape or reduce the value first",
          name, value.shape(), receiver.shape());
    }
  }
}

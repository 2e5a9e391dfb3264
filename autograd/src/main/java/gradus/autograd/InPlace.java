package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import gradus.autograd.kernel.Storage;
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

  /// Refuses what cannot be written, before anything has changed.
  static void requireWritable(String name, Tensor receiver) {
    if (receiver.array().geometry().overlaps()) {
      throw new IllegalStateException(
          "%s: several elements of this %s tensor lie at the same place in memory (it was expanded), so"
                  .formatted(name, receiver.shape())
              + " writing one would write the others; call clone() first");
    }
    if (!Context.here().recording) {
      return;
    }
    Tensor root = receiver.root();
    Node node = root.node();
    if (node != null && node.isLeaf() || receiver.node() != null && receiver.node().isLeaf()) {
      throw new IllegalStateException(
          "%s: a %sleaf that requires a gradient cannot be changed in place while operations are recorded,"
                  .formatted(name, root == receiver ? "" : "view of a ")
              + " or its gradient would be of another value; do it in try (var _ = noGrad()) { … },"
              + " or use the form without underscore");
    }
    if (receiver.isMultiView() && (node != null || receiver.node() != null)) {
      throw new IllegalStateException(
          "%s: this tensor is one of several views that split, chunk or unbind gave at once; use narrow or"
                  .formatted(name)
              + " select for a view that can be changed in place, or clone() it");
    }
    if (receiver.isBlindView() && node != null) {
      throw new IllegalStateException(
          "%s: this view was made under noGrad, so a change of it cannot be recorded; make the view outside"
                  .formatted(name)
              + " noGrad, or change it inside");
    }
  }

  static Tensor record(String name, Tensor receiver, UnaryOperator<Tensor> function) {
    Node before = receiver.node();
    Storage standIn = receiver.array().storage().standIn();
    Geometry geometry = receiver.array().geometry();
    Tensor stand = Tensor.recorded(new Array(standIn, geometry), before);
    Tensor result = function.apply(stand);
    requireFits(name, receiver, result);
    if (result.dtype() != receiver.dtype()) {
      result = result.to(receiver.dtype());
    }
    if (!result.shape().equals(receiver.shape())) {
      result = result.expand(receiver.shape().toArray());
    }
    if (result == stand) {
      return receiver;
    }
    Array value = result.array();
    if (value.storage().sharesArrayWith(standIn)) {
      value = value.copy();
    }
    if (standIn.isSaved()) {
      standIn.unshare();
    }
    receiver.array().copyFrom(value);
    receiver.array().storage().written(name, Origins.here());
    connect(receiver, before, result.node());
    return receiver;
  }

  private static void connect(Tensor receiver, Node before, Node after) {
    Tensor base = receiver.base();
    if (base == null) {
      receiver.setNode(after);
    } else {
      Node old = base.node();
      if (after != null || old != null) {
        base.setNode(Regions.copySlices(old, base.array(), receiver.array().geometry(), after));
      }
    }
    Node now = receiver.node();
    if (before != null && now != null) {
      before.moveRetained(receiver, now);
    }
  }

  /// Writes `value` unrecorded.
  static void write(String name, Tensor receiver, Tensor value) {
    requireFits(name, receiver, value);
    Array from = value.array().to(receiver.dtype()).expand(receiver.shape());
    if (from.storage().sharesArrayWith(receiver.array().storage())
        && from.geometry() != receiver.array().geometry()) {
      from = from.copy();
    }
    receiver.array().copyFrom(from);
    receiver.array().storage().written(name, Origins.here());
  }

  private static void requireFits(String name, Tensor receiver, Tensor result) {
    if (!receiver.shape().broadcast(name, result.shape()).equals(receiver.shape())) {
      throw new ShapeException(
          "%s: the result has shape %s, but the receiver's shape %s cannot change in place; use the"
              + " form without underscore",
          name, result.shape(), receiver.shape());
    }
    if (result.dtype().category() > receiver.dtype().category()) {
      throw new IllegalArgumentException(
          "%s: the result is %s, which a receiver of %s cannot hold; use the form without underscore, or"
                  .formatted(name, result.dtype(), receiver.dtype())
              + " cast the receiver first with to(%s)".formatted(result.dtype()));
    }
  }
}

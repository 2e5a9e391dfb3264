package gradus.autograd;

import gradus.autograd.Node.Derivatives;
import gradus.autograd.Rules.Derivative;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Strided;

/// Three operations on a region of a whole that are each other's derivatives: *read* takes the
/// region out, *embed* adds a value at the region into zeros, *erase* puts zeros into the region.
/// With them, writing through a view has a derivative of every order.
///
/// `whole` tells how the whole lies in memory, `region` where the region lies in the same memory.
final class Regions {
  private Regions() {}

  static Tensor read(Tensor whole, Geometry region, Geometry layout) {
    return Op.of("read", whole)
        .forward(() -> new Tensor(laidOut(whole.array(), layout).with(from(layout, region)).copy()))
        .backward(g -> embed(g, region, layout));
  }

  static Tensor embed(Tensor value, Geometry region, Geometry layout) {
    return Op.of("embed", value)
        .forward(() -> {
          Array out = blank(value.dtype(), layout);
          Strided.accumulate(value.array(), out.with(from(layout, region)));
          return new Tensor(out);
        })
        .backward(g -> read(g, region, layout));
  }

  static Tensor erase(Tensor whole, Geometry region, Geometry layout) {
    return Op.of("erase", whole)
        .forward(() -> {
          Array out = blank(whole.dtype(), layout);
          out.copyFrom(whole.array());
          out.with(from(layout, region)).fill(0);
          return new Tensor(out);
        })
        .backward(g -> erase(g, region, layout));
  }

  /// The node of a base after a value was written into a region of it; `before` and `value` are the
  /// nodes of the two, of which one may be null.
  static Node copySlices(Node before, Array base, Geometry region, Node value) {
    Node node = new Node(Context.here(), "copySlices", base, before, value);
    node.derivatives = new CopySlices(region, base.geometry());
    if (Details.tracked) {
      node.details = Details.ofView(new Tensor(base));
    }
    return node;
  }

  /// The node of a view whose base was written since the view was made; null where the base is not
  /// recorded.
  static Node regenerated(Tensor base, Array view) {
    Node source = base.node();
    if (source == null) {
      return null;
    }
    Node node = new Node(Context.here(), "asStrided", view, source);
    node.derivatives = new Embed(view.geometry(), base.array().geometry());
    if (Details.tracked) {
      node.details = Details.ofView(new Tensor(view), base);
    }
    return node;
  }

  /// The derivative of a view that shows a part of a whole.
  record Embed(Geometry region, Geometry layout) implements Derivative {
    @Override
    public Tensor apply(Tensor gradient) {
      return embed(gradient, region, layout);
    }

    /// Adds the gradient of the view to `sum`, what the whole got so far and may be written into.
    void addTo(Tensor sum, Tensor gradient) {
      Array whole = sum.array();
      Geometry place = from(layout, region).shifted(whole.offset());
      Strided.accumulate(gradient.array(), whole.with(place));
    }

    boolean canAddTo(Tensor sum) {
      return layout.isContiguous() && sum.array().geometry().isContiguous();
    }
  }

  /// The derivatives of writing a value into a region of a base.
  record CopySlices(Geometry region, Geometry layout) implements Derivatives {
    @Override
    public Tensor[] apply(Tensor gradient, boolean[] needs) {
      return new Tensor[] {
        needs[0] ? erase(gradient, region, layout) : null,
        needs[1] ? read(gradient, region, layout) : null
      };
    }

    /// The same for a gradient that may be written into: the base's is what is left of it.
    Tensor[] applyInPlace(Tensor gradient, boolean[] needs) {
      Tensor value = needs[1] ? read(gradient, region, layout) : null;
      Array whole = gradient.array();
      whole.with(from(layout, region).shifted(whole.offset())).fill(0);
      return new Tensor[] {gradient, value};
    }

    boolean canApplyInPlace(Tensor gradient) {
      return layout.isContiguous() && gradient.array().geometry().isContiguous();
    }
  }

  private static Array laidOut(Array whole, Geometry layout) {
    if (layout.isContiguous() && whole.geometry().isContiguous() && whole.offset() == 0) {
      return whole;
    }
    Array out = blank(whole.dtype(), layout);
    out.copyFrom(whole);
    return out;
  }

  private static Array blank(DType dtype, Geometry layout) {
    return new Array(Storage.allocate(dtype, layout.span()), from(layout, layout));
  }

  private static Geometry from(Geometry layout, Geometry region) {
    return region.shifted(-layout.offset());
  }
}

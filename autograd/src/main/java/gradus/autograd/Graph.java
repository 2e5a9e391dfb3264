package gradus.autograd;

import gradus.autograd.graph.Dot;
import gradus.autograd.graph.Mermaid;
import gradus.autograd.graph.Model;
import gradus.autograd.graph.Page;
import gradus.autograd.graph.Svg;
import gradus.autograd.graph.TextTree;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The recorded graph of a result, for people to look at: which operations made it, from what, with
/// which numbers, and which gradients arrived.
///
/// ```java
/// Autograd.trackValues(true);
/// Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
/// Tensor b = Tensor.scalar(1.0).requiresGrad(true).named("b");
/// Tensor loss = w.mul(2).add(b).sub(5).square().named("loss");
/// loss.backward();
/// IO.print(Graph.of(loss));
/// ```
///
/// prints
///
/// ```text
/// loss: square [] = 4, gradient 1
/// └─ sub [] = 2, gradient 4
///    ├─ add [] = 7, gradient 4
///    │  ├─ mul [] = 6, gradient 4
///    │  │  ├─ w: leaf [] = 3, gradient 8
///    │  │  └─ constant [] = 2
///    │  └─ b: leaf [] = 1, gradient 4
///    └─ constant [] = 5
/// ```
///
/// A graph is a snapshot: what happens to the tensors afterwards does not change it. It can be
/// taken before and after `backward()`. With [Autograd#trackValues] on during the forward it shows
/// the numbers of every operation, its constants, and what its derivatives keep, and groups
/// operations by layer; without, operations, shapes, names and the leaves.
public final class Graph {
  private final Model model;

  private Graph(Model model) {
    this.model = model;
  }

  /// The graph that `outputs` were recorded in.
  ///
  /// @throws IllegalArgumentException if there are none, or one of them is null
  /// @throws IllegalStateException if one of them was not recorded
  public static Graph of(Tensor... outputs) {
    if (outputs == null || outputs.length == 0) {
      throw new IllegalArgumentException("graph: of no tensor; give at least one result");
    }
    for (Tensor output : outputs) {
      Op.requireGiven("graph", "the result", output);
      if (output.node() == null) {
        throw new IllegalStateException(
            "graph: this tensor of shape %s does not depend on anything that requires a gradient,"
                    .formatted(output.shape())
                + " so nothing was recorded; call requiresGrad(true) on a leaf before computing"
                + " with it, and compute outside noGrad");
      }
    }
    return new Graph(Snapshot.of(outputs.clone()));
  }

  /// The number of operations, leaves and constants.
  public int size() {
    return model.vertices().size();
  }

  /// The graph as a tree: a result, and below it what it was computed from. What is used more than
  /// once stands there once, with a number that the other places point to.
  @Override
  public String toString() {
    return TextTree.of(model);
  }

  /// The graph in the language of Graphviz, layers as clusters.
  public String toDot() {
    return Dot.of(model);
  }

  /// The graph in the language of Mermaid, layers as subgraphs. Mermaid draws up to 500 edges
  /// unless it is told otherwise.
  public String toMermaid() {
    return Mermaid.of(model);
  }

  /// The graph as a picture, data above and results below, layers as frames. It needs nothing else
  /// and follows the reader's choice of a light or dark page.
  public String toSvg() {
    return Svg.of(model);
  }

  /// The graph as a page to explore: layers open and close, names can be searched, and the numbers
  /// of every tensor, its gradient and what its derivatives keep can be read. One file, which asks
  /// nothing of any network.
  public String toHtml() {
    return Page.of(model);
  }

  /// Writes the graph in the form that the end of the file's name tells: `.html` for [#toHtml()],
  /// `.svg`, `.dot`, `.mmd` for Mermaid, or `.txt` for the tree; in folders that are made where
  /// there are none. Gives `file`.
  ///
  /// @throws IllegalArgumentException if the name has another end
  /// @throws UncheckedIOException if it cannot be written
  public Path write(Path file) {
    String text =
        switch (TextFile.end(file)) {
          case "html" -> toHtml();
          case "svg" -> toSvg();
          case "dot" -> toDot();
          case "mmd" -> toMermaid();
          case "txt" -> toString();
          default ->
              throw new IllegalArgumentException(
                  "write: the name %s tells no form; let it end in .html, .svg, .dot, .mmd or .txt"
                      .formatted(file.getFileName()));
        };
    return TextFile.write("Graph", file, text);
  }
}

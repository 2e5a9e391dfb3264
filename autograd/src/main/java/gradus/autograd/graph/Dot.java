package gradus.autograd.graph;

import java.util.List;
import java.util.Map;

/// A graph in the language of Graphviz; parts of it are clusters.
public final class Dot {
  private static final String HEAD =
      """
      digraph {
        compound=true
        fontname="Helvetica"
        node [shape=box, style="rounded,filled", fillcolor="#eef4fb", fontname="Helvetica"]
        edge [color="#7a8699"]
      """;

  private final Model model;
  private final Map<Group, List<Item>> contents;
  private final StringBuilder out = new StringBuilder(HEAD);
  private int clusters;

  private Dot(Model model) {
    this.model = model;
    contents = model.contents();
  }

  /// The text of `model`.
  public static String of(Model model) {
    return new Dot(model).text();
  }

  private String text() {
    write(Group.WHOLE, "  ");
    for (Vertex vertex : model.vertices()) {
      for (int input : vertex.inputs()) {
        out.append("  n%d -> n%d\n".formatted(input, vertex.number()));
      }
    }
    return out.append("}\n").toString();
  }

  private void write(Group group, String indent) {
    for (Item item : contents.get(group)) {
      switch (item) {
        case Vertex vertex -> out.append(indent).append(node(vertex)).append('\n');
        case Group inner -> {
          out.append("%ssubgraph cluster_%d {\n".formatted(indent, ++clusters));
          out.append("%s  label=%s\n".formatted(indent, quoted(inner.title())));
          write(inner, indent + "  ");
          out.append(indent).append("}\n");
        }
      }
    }
  }

  private String node(Vertex vertex) {
    String color =
        switch (vertex.kind()) {
          case OPERATION -> "";
          case LEAF -> ", fillcolor=\"#dff2e1\"";
          case CONSTANT -> ", fillcolor=\"#eeeeee\"";
        };
    String border = vertex.isSick() ? ", color=\"#d1242f\", penwidth=2" : "";
    String label = quoted(String.join("\n", vertex.lines()));
    return "n%d [label=%s%s%s]".formatted(vertex.number(), label, color, border);
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}

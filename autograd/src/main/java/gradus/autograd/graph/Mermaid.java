package gradus.autograd.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A graph in the language of Mermaid, which Markdown pages draw; parts of it are subgraphs.
public final class Mermaid {
  private static final String STYLES =
      """
        classDef leaf fill:#dff2e1,stroke:#3f8f4f,color:#12301a
        classDef constant fill:#eeeeee,stroke:#888888,color:#222222
        classDef sick stroke:#d1242f,stroke-width:3px
      """;

  private final Model model;
  private final Map<Group, List<Item>> contents;
  private final StringBuilder out = new StringBuilder("flowchart TD\n");
  private int subgraphs;

  private Mermaid(Model model) {
    this.model = model;
    contents = model.contents();
  }

  /// The text of `model`.
  public static String of(Model model) {
    return new Mermaid(model).text();
  }

  private String text() {
    write(Group.WHOLE, "  ");
    for (Vertex vertex : model.vertices()) {
      for (int input : vertex.inputs()) {
        out.append("  n%d --> n%d\n".formatted(input, vertex.number()));
      }
    }
    return out.append(STYLES).toString();
  }

  private void write(Group group, String indent) {
    for (Item item : contents.get(group)) {
      switch (item) {
        case Vertex vertex -> out.append(indent).append(node(vertex)).append('\n');
        case Group inner -> {
          String title = escaped(inner.title());
          out.append("%ssubgraph g%d[\"%s\"]\n".formatted(indent, ++subgraphs, title));
          write(inner, indent + "  ");
          out.append(indent).append("end\n");
        }
      }
    }
  }

  private static String node(Vertex vertex) {
    List<String> lines = new ArrayList<>();
    for (String line : vertex.lines()) {
      lines.add(escaped(line));
    }
    String label = "\"" + String.join("<br/>", lines) + "\"";
    String box = vertex.kind() == Vertex.Kind.OPERATION ? "[" + label + "]" : "([" + label + "])";
    String kind = vertex.kind() == Vertex.Kind.OPERATION ? "" : vertex.kind().inLowerCase();
    String style = vertex.isSick() ? "sick" : kind;
    return "n" + vertex.number() + box + (style.isEmpty() ? "" : ":::" + style);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean special = "\"<>&#`\n".indexOf(c) >= 0;
      out.append(special ? "#" + (int) c + ";" : c);
    }
    return out.toString();
  }
}

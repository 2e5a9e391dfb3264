package gradus.autograd.graph;

import gradus.autograd.graph.Vertex.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A recorded graph as it was at one moment, in words.
///
/// @param vertices in an order in which they could be computed; number `n` at place `n - 1`
/// @param outputs the numbers of the results that the graph was asked of
/// @param tracked whether values were tracked while it was recorded
public record Model(List<Vertex> vertices, Set<Integer> outputs, boolean tracked) {
  static final String HINT =
      "Autograd.trackValues(true) before the forward shows numbers, constants and layers as well.";

  Vertex vertex(int number) {
    return vertices.get(number - 1);
  }

  /// What stands in each part of the graph, in order.
  Map<Group, List<Item>> contents() {
    Map<Group, List<Item>> contents = new LinkedHashMap<>();
    contents.put(Group.WHOLE, new ArrayList<>());
    for (Vertex vertex : vertices) {
      Item item = vertex;
      while (item != Group.WHOLE) {
        boolean known = contents.containsKey(item.group());
        contents.computeIfAbsent(item.group(), _ -> new ArrayList<>()).add(item);
        item = known ? Group.WHOLE : item.group();
      }
    }
    return contents;
  }

  /// How often each vertex is an operand; number `n` at place `n`.
  int[] uses() {
    int[] uses = new int[vertices.size() + 1];
    for (Vertex vertex : vertices) {
      for (int input : vertex.inputs()) {
        uses[input]++;
      }
    }
    return uses;
  }

  /// What there is, in numbers, as `4 operations, 2 leaves, 2 constants`.
  String count() {
    int[] counts = new int[Kind.values().length];
    vertices.forEach(vertex -> counts[vertex.kind().ordinal()]++);
    return "%d operation%s, %d %s, %d constant%s"
        .formatted(
            counts[0],
            counts[0] == 1 ? "" : "s",
            counts[1],
            counts[1] == 1 ? "leaf" : "leaves",
            counts[2],
            counts[2] == 1 ? "" : "s");
  }

  /// The classes of a vertex in pictures: its kind, and what is special about it.
  String style(Vertex vertex) {
    return vertex.kind().inLowerCase()
        + (outputs.contains(vertex.number()) ? " output" : "")
        + (vertex.isSick() ? " sick" : "");
  }
}

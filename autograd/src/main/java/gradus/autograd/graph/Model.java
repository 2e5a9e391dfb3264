package gradus.autograd.graph;

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
}

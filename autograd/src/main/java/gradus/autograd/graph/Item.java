package gradus.autograd.graph;

/// What stands in a part of a graph: a vertex, or a smaller part.
public sealed interface Item permits Vertex, Group {
  /// The part that it stands in.
  Group group();
}

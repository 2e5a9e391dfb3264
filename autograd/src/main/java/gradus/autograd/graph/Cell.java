package gradus.autograd.graph;

import java.util.ArrayList;
import java.util.List;

/// A place in the picture of one part of a graph.
final class Cell {
  /// What stands in a cell: an item of the part, or what leads a wire on its way.
  enum Role {
    /// A vertex or a smaller part.
    ITEM,
    /// A wire passes the rank.
    BEND,
    /// A wire comes in from outside.
    ENTRY,
    /// A wire goes out.
    EXIT
  }

  final Role role;

  /// What stands here; null for what is no item.
  final Item item;

  /// The number of the vertex whose wire this is; 0 for an item.
  final int source;

  /// The links that come in from the rank above and go out to the one below.
  final List<Link> above = new ArrayList<>();

  final List<Link> below = new ArrayList<>();

  int rank;

  /// The place in the rank, from the left.
  int place;

  /// The same, as a share of the rank's length.
  double share;

  /// The middle, seen from the left of the part.
  double x;

  double width;
  double height;

  private Cell(Role role, Item item, int source) {
    this.role = role;
    this.item = item;
    this.source = source;
  }

  static Cell of(Item item) {
    return new Cell(Role.ITEM, item, 0);
  }

  static Cell of(Role role, int source) {
    return new Cell(role, null, source);
  }

  /// A piece of wire between cells. The offsets tell how far right of the middle of a cell it ends.
  static final class Link {
    final Cell from;
    final Cell to;
    final int source;
    double fromOffset;
    double toOffset;

    Link(Cell from, Cell to, int source) {
      this.from = from;
      this.to = to;
      this.source = source;
    }

    double top() {
      return from.x + fromOffset;
    }

    double bottom() {
      return to.x + toOffset;
    }
  }
}

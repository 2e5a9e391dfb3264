package gradus.autograd.graph;

import gradus.autograd.graph.Cell.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where everything stands in a picture of a graph with all its parts open.
///
/// Parts are laid out from the inside out, each as boxes in ranks; a part is a box in the one that
/// it stands in. So boxes never overlap, and a wire goes down from rank to rank.
///
/// @param boxes where the vertices stand
/// @param frames where the parts stand, outer ones first
/// @param wires the pieces of wire
record Layout(double width, double height, List<Box> boxes, List<Frame> frames, List<Wire> wires) {
  private static final double CHARACTER = 7.3;
  private static final int LONGEST_LINE = 40;
  private static final double LINE = 16;
  private static final double PADDING = 9;
  private static final double MARGIN = 14;
  private static final double HEADER = 26;
  private static final double RANK_GAP = 30;
  private static final double PORT_GAP = 16;
  private static final double WIRE_GAP = 22;

  /// The place of a vertex.
  record Box(Vertex vertex, double x, double y, double width, double height) {}

  /// The place of a part.
  record Frame(Group group, double x, double y, double width, double height) {}

  /// A piece of wire from vertex `source` on. It goes down from `y1`, has crossed over between
  /// `bend1` and `bend2`, and ends at `y2`.
  ///
  /// @param target the number of the vertex that it ends at; 0 if it leads on
  /// @param behind whether it is drawn behind the boxes
  record Wire(
      int source,
      int target,
      double x1,
      double y1,
      double bend1,
      double x2,
      double bend2,
      double y2,
      boolean behind) {}

  /// The layout of `model`.
  static Layout of(Model model) {
    return new Placing(Level.of(model)).layout();
  }

  /// The lines of a box as they are shown.
  static List<String> lines(Vertex vertex) {
    List<String> lines = new ArrayList<>();
    for (String line : vertex.lines()) {
      lines.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - 1) + "…" : line);
    }
    return lines;
  }

  /// A level with its size and the tops of its ranks.
  private record Sized(Level level, double width, double height, double[] tops, double[] bottoms) {}

  /// The work of placing: first sizes from the inside out, then places from the outside in.
  private static final class Placing {
    private final Map<Group, Level> levels;
    private final Map<Group, Sized> sized = new HashMap<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();

    Placing(Map<Group, Level> levels) {
      this.levels = levels;
    }

    Layout layout() {
      List<Level> inner = new ArrayList<>(levels.values());
      inner.sort(Comparator.comparingInt(level -> -level.group.depth()));
      inner.forEach(level -> sized.put(level.group, size(level)));
      Sized whole = sized.get(Group.WHOLE);
      put(whole, 0, 0);
      return new Layout(whole.width, whole.height, boxes, frames, wires);
    }

    private Sized size(Level level) {
      for (Cell cell : level.cells) {
        size(cell);
      }
      level.links.forEach(this::attach);
      level.shortcuts.forEach(this::attach);
      Columns.place(level);
      level.cells.forEach(Placing::spread);
      double header = level.group == Group.WHOLE ? MARGIN : HEADER;
      double title = level.group.title().length() * CHARACTER;
      double width = title;
      for (Cell cell : level.cells) {
        width = Math.max(width, cell.x + cell.width / 2);
      }
      int ranks = level.ranks.size();
      double[] tops = new double[ranks];
      double[] bottoms = new double[ranks];
      double y = header;
      for (int i = 0; i < ranks; i++) {
        y += i == 0 ? 0 : level.isOfPorts(i) || level.isOfPorts(i - 1) ? PORT_GAP : RANK_GAP;
        tops[i] = y;
        for (Cell cell : level.ranks.get(i)) {
          bottoms[i] = Math.max(bottoms[i], y + cell.height);
        }
        y = bottoms[i];
      }
      return new Sized(level, width + 2 * MARGIN, y + MARGIN, tops, bottoms);
    }

    private void size(Cell cell) {
      switch (cell.item) {
        case null -> cell.width = 0;
        case Vertex vertex -> {
          List<String> lines = lines(vertex);
          int longest = lines.stream().mapToInt(String::length).max().orElseThrow();
          cell.width = longest * CHARACTER + 2 * PADDING;
          cell.height = lines.size() * LINE + 2 * PADDING;
        }
        case Group inner -> {
          cell.width = sized.get(inner).width;
          cell.height = sized.get(inner).height;
        }
      }
    }

    /// Tells where at a part its wire goes in or out.
    private void attach(Link link) {
      link.fromOffset = port(link.from, link.source, false);
      link.toOffset = port(link.to, link.source, true);
    }

    /// Lets the wires that come to a vertex end side by side.
    private static void spread(Cell cell) {
      if (cell.item instanceof Vertex && cell.above.size() > 1) {
        List<Link> links = new ArrayList<>(cell.above);
        links.sort(Comparator.comparingDouble(Link::top));
        double step = Math.min(WIRE_GAP, (cell.width - 2 * PADDING) / links.size());
        for (int i = 0; i < links.size(); i++) {
          links.get(i).toOffset = (i - (links.size() - 1) / 2.0) * step;
        }
      }
    }

    private double port(Cell cell, int source, boolean in) {
      if (!(cell.item instanceof Group inner)) {
        return 0;
      }
      Level level = levels.get(inner);
      Cell port = (in ? level.entries : level.exits).get(source);
      return MARGIN + port.x - cell.width / 2;
    }

    private void put(Sized part, double left, double top) {
      Level level = part.level;
      if (level.group != Group.WHOLE) {
        frames.add(new Frame(level.group, left, top, part.width, part.height));
      }
      for (Cell cell : level.cells) {
        double x = left + MARGIN + cell.x - cell.width / 2;
        double y = top + top(part, cell);
        switch (cell.item) {
          case null -> {}
          case Vertex vertex -> boxes.add(new Box(vertex, x, y, cell.width, cell.height));
          case Group inner -> put(sized.get(inner), x, y);
        }
      }
      level.links.forEach(link -> wires.add(wire(part, link, left, top, false)));
      level.shortcuts.forEach(link -> wires.add(wire(part, link, left, top, true)));
    }

    /// Where the cell begins: in the middle of its rank, but near to what it is connected to where
    /// that is on one side only.
    private static double top(Sized part, Cell cell) {
      double room = part.bottoms[cell.rank] - part.tops[cell.rank] - cell.height;
      double share = cell.above.isEmpty() ? 1 : cell.below.isEmpty() ? 0 : 0.5;
      return part.tops[cell.rank] + room * share;
    }

    private static Wire wire(Sized part, Link link, double left, double top, boolean behind) {
      Cell from = link.from;
      Cell to = link.to;
      double y1 =
          switch (from.role) {
            case ENTRY -> 0;
            case BEND -> part.tops[from.rank];
            default -> top(part, from) + from.height;
          };
      double y2 =
          switch (to.role) {
            case EXIT -> part.height;
            case BEND -> part.tops[to.rank];
            default -> top(part, to);
          };
      int target = to.item instanceof Vertex vertex ? vertex.number() : 0;
      double x = left + MARGIN;
      return new Wire(
          link.source,
          target,
          x + link.top(),
          top + y1,
          top + Math.max(y1, part.bottoms[from.rank]),
          x + link.bottom(),
          top + Math.min(y2, part.tops[to.rank]),
          top + y2,
          behind);
    }
  }
}

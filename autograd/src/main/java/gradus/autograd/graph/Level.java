package gradus.autograd.graph;

import gradus.autograd.graph.Cell.Link;
import gradus.autograd.graph.Cell.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One part of a graph as a picture in ranks: every wire leads from a rank to a lower one. Smaller
/// parts are single cells in it and have levels of their own.
final class Level {
  final Group group;

  /// Items, then entries and exits, then bends.
  final List<Cell> cells = new ArrayList<>();

  /// The entries and exits of wires, by the vertices that these come from.
  final Map<Integer, Cell> entries = new LinkedHashMap<>();

  final Map<Integer, Cell> exits = new LinkedHashMap<>();

  /// Which cells are connected; once ranked, pieces from rank to rank take their place.
  List<Link> links = new ArrayList<>();

  /// Wires that are too long to be led past everything between, drawn behind.
  final List<Link> shortcuts = new ArrayList<>();

  /// The cells in their places.
  List<List<Cell>> ranks = new ArrayList<>();

  private final Set<Ends> known = new HashSet<>();

  private record Ends(Cell from, Cell to, int source) {}

  private Level(Group group) {
    this.group = group;
  }

  /// The levels of all parts of `model`, arranged in ranks; outer ones come first.
  static Map<Group, Level> of(Model model) {
    Map<Group, Level> levels = new LinkedHashMap<>();
    Cell[] ofVertex = new Cell[model.vertices().size() + 1];
    Map<Group, Cell> ofGroup = new LinkedHashMap<>();
    model
        .contents()
        .forEach((group, items) -> {
          Level level = new Level(group);
          levels.put(group, level);
          for (Item item : items) {
            Cell cell = Cell.of(item);
            level.cells.add(cell);
            switch (item) {
              case Vertex vertex -> ofVertex[vertex.number()] = cell;
              case Group inner -> ofGroup.put(inner, cell);
            }
          }
        });
    for (Vertex vertex : model.vertices()) {
      for (int input : vertex.inputs()) {
        connect(levels, ofGroup, ofVertex[input], ofVertex[vertex.number()], input);
      }
    }
    levels.values().forEach(Ranks::arrange);
    levels.values().forEach(Ordering::arrange);
    return levels;
  }

  /// Leads a wire out of the parts that `from` stands in, and into those of `to`.
  private static void connect(
      Map<Group, Level> levels, Map<Group, Cell> ofGroup, Cell from, Cell to, int source) {
    Group common = from.item.group().shared(to.item.group());
    Cell start = from;
    while (!start.item.group().equals(common)) {
      Level level = levels.get(start.item.group());
      level.link(start, level.exit(source), source);
      start = ofGroup.get(level.group);
    }
    Cell end = to;
    while (!end.item.group().equals(common)) {
      Level level = levels.get(end.item.group());
      level.link(level.entry(source), end, source);
      end = ofGroup.get(level.group);
    }
    levels.get(common).link(start, end, source);
  }

  private Cell entry(int source) {
    return entries.computeIfAbsent(source, _ -> add(Cell.of(Role.ENTRY, source)));
  }

  private Cell exit(int source) {
    return exits.computeIfAbsent(source, _ -> add(Cell.of(Role.EXIT, source)));
  }

  Cell add(Cell cell) {
    cells.add(cell);
    return cell;
  }

  private void link(Cell from, Cell to, int source) {
    if (known.add(new Ends(from, to, source))) {
      links.add(new Link(from, to, source));
    }
  }

  /// Tells whether wires pass rank `i`, or go in or out there, and nothing stands in it.
  boolean isOfPorts(int i) {
    return ranks.get(i).stream().allMatch(cell -> cell.role != Role.ITEM);
  }
}

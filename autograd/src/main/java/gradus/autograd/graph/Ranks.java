package gradus.autograd.graph;

import gradus.autograd.graph.Cell.Link;
import gradus.autograd.graph.Cell.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts the cells of a level into ranks, as the longest way from the top tells, and leads wires
/// past the ranks between. A cell with more wires below than above moves down to what needs it.
final class Ranks {
  /// So many bends per cell are drawn at most; of a wire that would need more, the rest is a
  /// shortcut.
  private static final int BENDS_PER_CELL = 8;

  private static final int BENDS = 4000;

  private final Level level;
  private final List<Cell> sorted = new ArrayList<>();

  private Ranks(Level level) {
    this.level = level;
  }

  static void arrange(Level level) {
    new Ranks(level).arrange();
  }

  private void arrange() {
    for (Link link : level.links) {
      link.from.below.add(link);
      link.to.above.add(link);
    }
    sort();
    int last = fall();
    rise(last);
    bend();
    for (Cell cell : level.cells) {
      while (level.ranks.size() <= cell.rank) {
        level.ranks.add(new ArrayList<>());
      }
      level.ranks.get(cell.rank).add(cell);
    }
  }

  /// Sorts the cells so that wires lead on. A circle, which parts may form whose operations several
  /// threads recorded, is cut: the wires that lead back become shortcuts.
  private void sort() {
    Map<Cell, Integer> waiting = new HashMap<>();
    Deque<Cell> ready = new ArrayDeque<>();
    for (Cell cell : level.cells) {
      waiting.put(cell, cell.above.size());
      if (cell.above.isEmpty()) {
        ready.add(cell);
      }
    }
    int next = 0;
    while (sorted.size() < level.cells.size()) {
      while (ready.isEmpty()) {
        Cell cell = level.cells.get(next++);
        if (waiting.get(cell) > 0) {
          cutAbove(cell, waiting);
          ready.add(cell);
        }
      }
      Cell cell = ready.remove();
      sorted.add(cell);
      for (Link link : cell.below) {
        if (waiting.merge(link.to, -1, Integer::sum) == 0) {
          ready.add(link.to);
        }
      }
    }
  }

  private void cutAbove(Cell cell, Map<Cell, Integer> waiting) {
    List<Link> back = new ArrayList<>(cell.above);
    back.removeIf(link -> sorted.contains(link.from));
    for (Link link : back) {
      link.from.below.remove(link);
      cell.above.remove(link);
    }
    level.links.removeAll(back);
    level.shortcuts.addAll(back);
    waiting.put(cell, 0);
  }

  private int fall() {
    int first = level.entries.isEmpty() ? 0 : 1;
    int last = 0;
    for (Cell cell : sorted) {
      cell.rank = cell.role == Role.ENTRY ? 0 : first;
      for (Link link : cell.above) {
        cell.rank = Math.max(cell.rank, link.from.rank + 1);
      }
      last = Math.max(last, cell.rank);
    }
    return last;
  }

  /// Puts the exits at the bottom, and moves down what has no reason to be so far up.
  private void rise(int last) {
    for (Cell cell : sorted.reversed()) {
      if (cell.role == Role.EXIT) {
        cell.rank = last;
      } else if (cell.role == Role.ITEM && cell.above.size() < cell.below.size()) {
        cell.rank = cell.below.stream().mapToInt(link -> link.to.rank).min().orElseThrow() - 1;
      }
    }
  }

  /// Replaces links by pieces that lead from rank to rank. The pieces to several ends of a wire are
  /// one as far as they can be.
  private void bend() {
    int longest = longest();
    List<Link> pieces = new ArrayList<>();
    for (Cell cell : List.copyOf(level.cells)) {
      Map<Integer, List<Cell>> wires = new HashMap<>();
      for (Link link : cell.below) {
        List<Cell> wire = wires.computeIfAbsent(link.source, _ -> new ArrayList<>(List.of(cell)));
        if (link.to.rank - cell.rank > longest) {
          level.shortcuts.add(link);
        } else {
          pieces.add(new Link(lead(wire, link, pieces), link.to, link.source));
        }
      }
    }
    level.links = pieces;
    for (Cell cell : level.cells) {
      cell.above.clear();
      cell.below.clear();
    }
    for (Link link : pieces) {
      link.from.below.add(link);
      link.to.above.add(link);
    }
  }

  /// Leads a wire on to the rank before the end of `link`; `wire` holds its cells so far, one per
  /// rank.
  private Cell lead(List<Cell> wire, Link link, List<Link> pieces) {
    int ranks = link.to.rank - link.from.rank;
    while (wire.size() < ranks) {
      Cell bend = level.add(Cell.of(Role.BEND, link.source));
      bend.rank = wire.getLast().rank + 1;
      pieces.add(new Link(wire.getLast(), bend, link.source));
      wire.add(bend);
    }
    return wire.get(ranks - 1);
  }

  /// How many ranks a wire may span, for the bends not to become too many.
  private int longest() {
    int[] spans = spans();
    long left = BENDS + (long) BENDS_PER_CELL * level.cells.size();
    for (int i = 0; i < spans.length; i++) {
      int wires = spans.length - i;
      if ((long) spans[i] * wires > left) {
        return Math.toIntExact(left / wires);
      }
      left -= spans[i];
    }
    return Integer.MAX_VALUE;
  }

  /// How many ranks every wire spans, in ascending order.
  private int[] spans() {
    List<Integer> spans = new ArrayList<>();
    for (Cell cell : level.cells) {
      Map<Integer, Integer> farthest = new HashMap<>();
      for (Link link : cell.below) {
        farthest.merge(link.source, link.to.rank - cell.rank, Math::max);
      }
      spans.addAll(farthest.values());
    }
    return spans.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}

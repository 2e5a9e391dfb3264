package gradus.autograd.graph;

import gradus.autograd.graph.Cell.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Orders the cells of every rank so that few wires cross: each moves to the mean place of its
/// neighbours above, then below, several times, and the best order is kept. This is the barycentre
/// method of Sugiyama, Tagawa and Toda (1981).
final class Ordering {
  private static final int SWEEPS = 6;

  private final Level level;

  private Ordering(Level level) {
    this.level = level;
  }

  static void arrange(Level level) {
    new Ordering(level).arrange();
  }

  private void arrange() {
    level.ranks.forEach(Ordering::number);
    List<List<Cell>> best = copy();
    long fewest = Long.MAX_VALUE;
    for (int i = 0; i < SWEEPS && fewest > 0; i++) {
      for (List<Cell> rank : i % 2 == 0 ? level.ranks : level.ranks.reversed()) {
        sort(rank, i % 2 == 0);
      }
      long crossings = crossings();
      if (crossings < fewest) {
        fewest = crossings;
        best = copy();
      }
    }
    level.ranks = best;
    best.forEach(Ordering::number);
  }

  private List<List<Cell>> copy() {
    List<List<Cell>> copy = new ArrayList<>();
    level.ranks.forEach(rank -> copy.add(new ArrayList<>(rank)));
    return copy;
  }

  private static void number(List<Cell> rank) {
    for (int i = 0; i < rank.size(); i++) {
      Cell cell = rank.get(i);
      cell.place = i;
      cell.share = (i + 0.5) / rank.size();
    }
  }

  private static void sort(List<Cell> rank, boolean byAbove) {
    for (Cell cell : rank) {
      cell.x = mean(cell, byAbove ? cell.above : cell.below, byAbove);
    }
    rank.sort(Comparator.comparingDouble(cell -> cell.x));
    number(rank);
  }

  private static double mean(Cell cell, List<Link> links, boolean above) {
    if (links.isEmpty()) {
      return cell.share;
    }
    double sum = 0;
    for (Link link : links) {
      sum += (above ? link.from : link.to).share;
    }
    return sum / links.size();
  }

  private long crossings() {
    long crossings = 0;
    for (int i = 0; i + 1 < level.ranks.size(); i++) {
      crossings += crossings(level.ranks.get(i), level.ranks.get(i + 1).size());
    }
    return crossings;
  }

  /// Counts the pairs of wires below `rank` that cross: with every wire from left to right, those
  /// before it that end further right, in a tree of sums (Fenwick, 1994).
  private static long crossings(List<Cell> rank, int ends) {
    int[] tree = new int[ends + 1];
    long crossings = 0;
    int before = 0;
    for (Cell cell : rank) {
      for (Link link : cell.below) {
        int notRight = 0;
        for (int k = link.to.place + 1; k > 0; k -= k & -k) {
          notRight += tree[k];
        }
        crossings += before - notRight;
      }
      for (Link link : cell.below) {
        for (int k = link.to.place + 1; k <= ends; k += k & -k) {
          tree[k]++;
        }
        before++;
      }
    }
    return crossings;
  }
}

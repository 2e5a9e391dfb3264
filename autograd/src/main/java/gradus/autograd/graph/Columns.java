package gradus.autograd.graph;

import gradus.autograd.graph.Cell.Link;
import gradus.autograd.graph.Cell.Role;
import java.util.List;

/// Places the cells of a level from left to right, in the order of each rank. Several times over,
/// rank by rank, every cell goes as near to where its wires come from, or lead to, as those beside
/// it let it: near in the least squares, under which bends weigh more, so that wires get straight.
final class Columns {
  private static final double GAP = 18;
  private static final int SWEEPS = 9;
  private static final double WEIGHT_OF_BEND = 4;

  private Columns() {}

  /// Sets the `x` of every cell from its width; 0 is the left edge.
  static void place(Level level) {
    for (List<Cell> rank : level.ranks) {
      pack(rank);
    }
    for (int i = 0; i < SWEEPS; i++) {
      boolean down = i % 2 == 0;
      for (List<Cell> rank : down ? level.ranks : level.ranks.reversed()) {
        fit(rank, down);
      }
    }
    moveToEdge(level);
  }

  private static void pack(List<Cell> rank) {
    double right = 0;
    for (Cell cell : rank) {
      cell.x = right + cell.width / 2;
      right += cell.width + GAP;
    }
    for (Cell cell : rank) {
      cell.x -= (right - GAP) / 2;
    }
  }

  /// Solves `Σ weight (x - wish)²` under the order and the gaps: where neighbours would overlap,
  /// they become one block that stands at the mean of their wishes (isotonic regression by pooling
  /// adjacent violators).
  private static void fit(List<Cell> rank, boolean byAbove) {
    int n = rank.size();
    double[] mean = new double[n];
    double[] weight = new double[n];
    int[] size = new int[n];
    int blocks = 0;
    double shift = 0;
    for (int i = 0; i < n; i++) {
      Cell cell = rank.get(i);
      shift += i == 0 ? 0 : distance(rank.get(i - 1), cell);
      mean[blocks] = wish(cell, byAbove) - shift;
      weight[blocks] = cell.role == Role.ITEM ? 1 : WEIGHT_OF_BEND;
      size[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        blocks--;
        double both = weight[blocks - 1] + weight[blocks];
        mean[blocks - 1] += (mean[blocks] - mean[blocks - 1]) * weight[blocks] / both;
        weight[blocks - 1] = both;
        size[blocks - 1] += size[blocks];
      }
    }
    put(rank, mean, size, blocks);
  }

  private static void put(List<Cell> rank, double[] mean, int[] size, int blocks) {
    int i = 0;
    double shift = 0;
    for (int block = 0; block < blocks; block++) {
      for (int end = i + size[block]; i < end; i++) {
        shift += i == 0 ? 0 : distance(rank.get(i - 1), rank.get(i));
        rank.get(i).x = mean[block] + shift;
      }
    }
  }

  private static double distance(Cell left, Cell right) {
    return (left.width + right.width) / 2 + GAP;
  }

  private static double wish(Cell cell, boolean byAbove) {
    List<Link> links = byAbove ? cell.above : cell.below;
    double sum = 0;
    for (Link link : links) {
      sum += byAbove ? link.top() - link.toOffset : link.bottom() - link.fromOffset;
    }
    return links.isEmpty() ? cell.x : sum / links.size();
  }

  private static void moveToEdge(Level level) {
    double left = Double.POSITIVE_INFINITY;
    for (Cell cell : level.cells) {
      left = Math.min(left, cell.x - cell.width / 2);
    }
    for (Cell cell : level.cells) {
      cell.x -= left;
    }
  }
}

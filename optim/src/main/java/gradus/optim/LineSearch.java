package gradus.optim;

import gradus.autograd.Tensor;

/// Looks along a direction for a point that meets the strong Wolfe conditions: the loss has fallen
/// enough for the way gone (`c1`), and the slope there is small enough (`c2`).
///
/// First the length grows until a stretch is found that holds such a point, then that stretch is
/// narrowed by cubic interpolation, as in J. Nocedal, S. Wright, *Numerical optimization*, 2nd
/// edition, 2006, algorithms 3.5 and 3.6, and with the safeguards of M. Schmidt's *minFunc*.
final class LineSearch {
  private static final double ENOUGH_DECREASE = 1e-4;
  private static final double SMALL_SLOPE = 0.9;
  private static final double LEAST_STRETCH = 1e-9;
  private static final int MOST_TRIALS = 25;

  /// What is known of the loss at some length along the direction.
  ///
  /// @param slope the derivative along the direction
  record Point(double length, double loss, Tensor gradient, double slope) {}

  /// The loss along the direction.
  interface Loss {
    Point at(double length);
  }

  private final Loss loss;
  private final Point start;
  private final double directionSize;
  private int trials;

  /// The ends of the stretch; `low` has the lower loss while it is narrowed.
  private Point low;

  private Point high;

  private LineSearch(Loss loss, Point start, double directionSize) {
    this.loss = loss;
    this.start = start;
    this.directionSize = directionSize;
  }

  /// The best point found, `length` being tried first.
  static Point strongWolfe(
      Loss along, double length, Tensor direction, double loss, Tensor gradient, double slope) {
    double size = direction.abs().max().item();
    return new LineSearch(along, new Point(0, loss, gradient, slope), size).search(length);
  }

  private Point search(double length) {
    if (!bracket(length)) {
      order();
      narrow();
    }
    return low;
  }

  /// Grows until `low` and `high` enclose a good point; tells whether `low` is one already.
  private boolean bracket(double length) {
    low = start;
    high = loss.at(length);
    while (trials < MOST_TRIALS) {
      if (isTooHigh(high) || trials > 1 && high.loss() >= low.loss()) {
        return false;
      }
      if (isFlatEnough(high)) {
        low = high;
        return true;
      }
      if (high.slope() >= 0) {
        return false;
      }
      double least = high.length() + 0.01 * (high.length() - low.length());
      double next = lowestOfCubic(low, high, least, high.length() * 10);
      low = high;
      high = loss.at(next);
      trials++;
    }
    low = start;
    return false;
  }

  private void order() {
    if (low.loss() > high.loss()) {
      Point lower = high;
      high = low;
      low = lower;
    }
  }

  /// Tries points of the stretch, each of which becomes one of its ends, until `low` is good or
  /// there is nothing left to gain.
  private void narrow() {
    boolean isGood = false;
    boolean nearEdge = false;
    while (!isGood
        && trials < MOST_TRIALS
        && Math.abs(high.length() - low.length()) * directionSize >= LEAST_STRETCH) {
      double left = Math.min(low.length(), high.length());
      double right = Math.max(low.length(), high.length());
      double margin = 0.1 * (right - left);
      double next = lowestOfCubic(low, high, left, right);
      boolean isNearEdge = Math.min(right - next, next - left) < margin;
      if (isNearEdge && (nearEdge || next >= right || next <= left)) {
        next = right - next < next - left ? right - margin : left + margin;
        isNearEdge = false;
      }
      nearEdge = isNearEdge;
      isGood = take(loss.at(next));
    }
  }

  /// Makes a point an end of the stretch; tells whether it is good.
  private boolean take(Point now) {
    trials++;
    if (isTooHigh(now) || now.loss() >= low.loss()) {
      high = now;
      order();
      return false;
    }
    boolean isGood = isFlatEnough(now);
    if (!isGood && now.slope() * (high.length() - low.length()) >= 0) {
      high = low;
    }
    low = now;
    return isGood;
  }

  private boolean isTooHigh(Point point) {
    return point.loss() > start.loss() + ENOUGH_DECREASE * point.length() * start.slope();
  }

  private boolean isFlatEnough(Point point) {
    return Math.abs(point.slope()) <= -SMALL_SLOPE * start.slope();
  }

  /// Where the cubic through two points with these losses and slopes is lowest, between `least` and
  /// `most`; the middle if it has no minimum.
  private static double lowestOfCubic(Point a, Point b, double least, double most) {
    Point left = a.length() <= b.length() ? a : b;
    Point right = left == a ? b : a;
    double chord = 3 * (left.loss() - right.loss()) / (left.length() - right.length());
    double d1 = left.slope() + right.slope() - chord;
    double square = d1 * d1 - left.slope() * right.slope();
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double part = (right.slope() + d2 - d1) / (right.slope() - left.slope() + 2 * d2);
    double lowest = right.length() - (right.length() - left.length()) * part;
    return Math.min(Math.max(lowest, least), most);
  }
}

package gradus.autograd;

import gradus.autograd.Explanation.Step;
import java.util.List;

/// Which steps of a walk are shown: all, or of a long one so many at either end.
record Ends(List<Step> steps, int atAnEnd) {
  /// The steps that are shown.
  List<Step> shown() {
    return steps.stream().filter(step -> isShown(step.number())).toList();
  }

  boolean isShown(int number) {
    return omitted() == 0 || number <= atAnEnd || number > steps.size() - atAnEnd;
  }

  /// How many are left out.
  int omitted() {
    return Math.max(0, steps.size() - 2 * atAnEnd);
  }

  /// Tells whether steps are left out between this one and the next.
  boolean isBeforeGap(Step step) {
    return omitted() > 0 && step.number() == atAnEnd;
  }
}

package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.CrossEntropy;
import gradus.autograd.kernel.Rows;

/// Scores of classes and what they should have been: the cross-entropy in its three forms.
///
/// Labels without weights and smoothing take one pass over the scores, recorded as one operation.
/// The other forms are written in tensor operations.
record ClassScores(
    String name, Tensor input, Tensor target, Tensor weight, long ignoreIndex, double smoothing) {
  ClassScores {
    requireTypes(name, input, target, weight, smoothing);
    requireShapes(name, input.shape(), target, weight, input.dim() == 1 ? 0 : 1);
    if (!target.dtype().isFloatingPoint()) {
      requireLabels(name, input, target, ignoreIndex);
    }
  }

  Tensor loss(Reduction reduction) {
    if (target.dtype().isFloatingPoint()) {
      return withProbabilities(reduction);
    }
    return weight == null && smoothing == 0 ? inOnePass(reduction) : withWeights(reduction);
  }

  private int classDim() {
    return input.dim() == 1 ? 0 : 1;
  }

  private int classes() {
    return input.size(classDim());
  }

  // ---- labels, in one pass ----

  private Tensor inOnePass(Reduction reduction) {
    Saved x = Op.save(input);
    long[] labels = target.toLongArray();
    long counted = counted(labels);
    double share = reduction == Reduction.MEAN ? 1.0 / counted : 1;
    double slopeShare = counted == 0 ? 0 : share;
    int along = classDim();
    Array softmax = Array.zeros(input.dtype(), rowsLast(input.shape(), along));
    return Op.of("crossEntropy", input)
        .forward(() -> {
          Rows rows = Rows.along(Access.array(input), along);
          Array losses = CrossEntropy.losses(rows, labels, ignoreIndex, softmax);
          Tensor each = Access.tensor(losses.with(target.shape()));
          return reduction == Reduction.NONE ? each : each.sum().mul(share);
        })
        .fused((g, _) -> {
          Array each = Access.array(g.mul(slopeShare)).contiguous();
          Array slopes = CrossEntropy.backward(each, softmax, labels, ignoreIndex);
          return new Tensor[] {Access.tensor(Rows.back(slopes, along))};
        })
        .backward(g -> slope(x.get(), g.mul(slopeShare), reduction));
  }

  /// `(softmax(x) − q) dl`, and 0 for the samples that do not count.
  private Tensor slope(Tensor x, Tensor g, Reduction reduction) {
    Tensor labels = target.unsqueeze(classDim());
    Tensor right = classNumbers().eq(labels).to(x.dtype());
    Tensor counts = labels.ne(ignoreIndex).to(x.dtype());
    Tensor each = reduction == Reduction.NONE ? g.unsqueeze(classDim()) : g;
    return x.softmax(classDim()).sub(right).mul(counts).mul(each);
  }

  private Tensor classNumbers() {
    return alongClasses(Tensor.arange((long) classes()));
  }

  /// A tensor of one number per class, so shaped that it broadcasts to the scores.
  private Tensor alongClasses(Tensor perClass) {
    int[] sizes = new int[input.dim() - classDim()];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = classes();
    return perClass.reshape(sizes);
  }

  private long counted(long[] labels) {
    long counted = 0;
    for (long label : labels) {
      counted += label == ignoreIndex ? 0 : 1;
    }
    return counted;
  }

  private static Shape rowsLast(Shape shape, int along) {
    int[] order = Rows.order(shape.dim(), along);
    int[] sizes = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      sizes[d] = shape.size(order[d]);
    }
    return Shape.of(sizes);
  }

  // ---- labels with weights or smoothing ----

  /// The negative logarithms of probabilities at the right classes.
  Tensor nll(Tensor logs, Reduction reduction) {
    Tensor labels = Tensor.where(counts(), target, target.zerosLike()).unsqueeze(classDim());
    Tensor right = logs.gather(classDim(), labels).squeeze(classDim()).neg();
    Tensor weights = labelWeights();
    return reduced(right.mul(weights), weights, reduction);
  }

  /// What each sample's loss is multiplied by.
  private Tensor labelWeights() {
    Tensor weights = counts().to(input.dtype());
    if (weight == null) {
      return weights;
    }
    Tensor labels = Tensor.where(counts(), target, target.zerosLike());
    return weights.mul(weight.indexSelect(0, labels.reshape(-1)).reshape(sizes(target)));
  }

  private Tensor counts() {
    return target.ne(ignoreIndex);
  }

  private Tensor withWeights(Reduction reduction) {
    Tensor logs = input.logSoftmax(classDim());
    Tensor loss = nll(logs, reduction);
    if (smoothing == 0) {
      return loss;
    }
    Tensor all = weight == null ? logs : logs.mul(alongClasses(weight));
    Tensor smooth =
        Tensor.where(counts(), all.sum(classDim()).neg(), Tensor.scalar(input.dtype(), 0.0));
    return loss.mul(1 - smoothing)
        .add(reduced(smooth, labelWeights(), reduction).mul(smoothing / classes()));
  }

  /// The losses as asked. The mean of none is NaN and has the gradient 0, as nothing moves it.
  private static Tensor reduced(Tensor losses, Tensor weights, Reduction reduction) {
    if (reduction != Reduction.MEAN) {
      return reduction.of(losses);
    }
    boolean none = !weights.any().itemBoolean();
    return none ? losses.sum().mul(0).add(Double.NaN) : losses.sum().div(weights.sum());
  }

  private static int[] sizes(Tensor tensor) {
    return tensor.shape().toArray();
  }

  // ---- probabilities ----

  private Tensor withProbabilities(Reduction reduction) {
    Tensor wanted = smoothing == 0 ? target : target.mul(1 - smoothing).add(smoothing / classes());
    Tensor logs = input.logSoftmax(classDim());
    Tensor terms = logs.mul(weight == null ? wanted : wanted.mul(alongClasses(weight)));
    return reduction.of(terms.sum(classDim()).neg());
  }

  // ---- what is refused ----

  private static void requireTypes(
      String name, Tensor input, Tensor target, Tensor weight, double smoothing) {
    Pairs.requireGiven(name, input, target);
    if (!input.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the scores are %s; they must be of a floating-point type: cast them with to(FLOAT32)"
              .formatted(name, input.dtype()));
    }
    if (target.dtype() == DType.BOOL
        || target.dtype().isFloatingPoint() && target.dtype() != input.dtype()) {
      throw new IllegalArgumentException(
          "%s: the scores are %s and the target %s; labels are INT64: to(INT64), probabilities of the scores' type: to(%2$s)"
              .formatted(name, input.dtype(), target.dtype()));
    }
    if (weight != null && weight.dtype() != input.dtype()) {
      throw new IllegalArgumentException(
          "%s: the scores are %s and the weights %s; they must have one type: cast the weights with to(%2$s)"
              .formatted(name, input.dtype(), weight.dtype()));
    }
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "%s: labelSmoothing is %s; it is in [0, 1]".formatted(name, smoothing));
    }
  }

  private static void requireShapes(
      String name, Shape input, Tensor target, Tensor weight, int classDim) {
    if (input.dim() == 0) {
      throw new ShapeException(
          "%s: the scores are a single number; they need a dimension of classes: [N, C]", name);
    }
    int[] labels = Rows.order(input.dim(), classDim);
    int[] sizes = new int[labels.length - 1];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = input.size(labels[d]);
    }
    Shape one = Shape.of(sizes);
    Shape wanted = target.dtype().isFloatingPoint() ? input : one;
    if (!target.shape().equals(wanted)) {
      throw new ShapeException(
          "%s: scores %s and target %s do not belong together: %s must have shape %s%s",
          name,
          input,
          target.shape(),
          target.dtype().isFloatingPoint() ? "probabilities" : "labels",
          wanted,
          hint(input, target, one));
    }
    if (weight != null && (weight.dim() != 1 || weight.size(0) != input.size(classDim))) {
      throw new ShapeException(
          "%s: weights %s for scores %s; give one number per class: [%d]",
          name, weight.shape(), input, input.size(classDim));
    }
  }

  private static String hint(Shape input, Tensor target, Shape labels) {
    if (target.dtype().isFloatingPoint()) {
      return target.shape().equals(labels) ? "; if these are labels, use target.to(INT64)" : "";
    }
    if (target.shape().equals(input)) {
      return "; for one-hot rows use target.argmax(1), or make them probabilities with to(FLOAT32)";
    }
    boolean column = target.dim() == labels.dim() + 1 && target.size(-1) == 1;
    if (column && target.numel() == labels.numel()) {
      return "; did you mean target.squeeze(%d)?".formatted(target.dim() - 1);
    }
    return "";
  }

  private static void requireLabels(String name, Tensor input, Tensor target, long ignoreIndex) {
    int classes = input.size(input.dim() == 1 ? 0 : 1);
    long[] labels = target.toLongArray();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != ignoreIndex && (labels[i] < 0 || labels[i] >= classes)) {
        throw new IllegalArgumentException(
            "%s: label %d at place %d is out of range: scores of shape %s have %d classes, so labels are 0 to %d; give the last layer more outputs, or count labels from 0"
                .formatted(name, labels[i], i, input.shape(), classes, classes - 1));
      }
    }
  }
}

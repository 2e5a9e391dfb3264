package gradus.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The text of a tensor, character for character what PyTorch prints:
///
/// ```
/// tensor([[ 0.3519, -0.5683],
///         [-0.4513,  0.9157]], dtype=torch.float64, grad_fn=<mul>)
/// ```
///
/// All elements share one [Notation] and one width, and lines break at 80 columns. A tensor of more
/// than 1000 elements shows three at either end of each dimension that is longer than six; only
/// those decide on notation and width, and only those are formatted.
final class TensorFormat {
  private static final int THRESHOLD = 1000;
  private static final int EDGE_ITEMS = 3;
  private static final int LINE_WIDTH = 80;
  private static final String PREFIX = "tensor(";

  private final int[] sizes;
  private final int width;
  private final String[] shown;
  private final StringBuilder out = new StringBuilder(PREFIX);

  /// The place in `shown` of the next element to print.
  private int next;

  private TensorFormat(int[] sizes, int width, String[] shown) {
    this.sizes = sizes;
    this.width = width;
    this.shown = shown;
  }

  /// The text of a tensor.
  static String format(Tensor t) {
    int[] sizes = t.shape().toArray();
    String operation = t.gradFn() == null ? null : t.gradFn().name();
    var suffixes = suffixes(t.dtype(), Tensor.defaultDtype(), sizes, operation, t.requiresGrad());
    return switch (t.dtype()) {
      case FLOAT32, FLOAT64 -> format(sizes, t.toDoubleArray(), suffixes);
      case INT64 -> format(sizes, t.toLongArray(), suffixes);
      case BOOL -> format(sizes, t.toBooleanArray(), suffixes);
    };
  }

  /// What follows the elements: the size of an empty tensor unless it is `(0,)`, the dtype where it
  /// is neither the default nor shown by the elements, and the operation or else
  /// `requires_grad=True`.
  ///
  /// @param operation the name of the operation that made the tensor, or null if none is recorded
  static List<String> suffixes(
      DType dtype, DType defaultDtype, int[] sizes, String operation, boolean requiresGrad) {
    var suffixes = new ArrayList<String>();
    boolean empty = numel(sizes) == 0;
    if (empty && sizes.length != 1) {
      suffixes.add("size=" + Arrays.toString(sizes).replace('[', '(').replace(']', ')'));
    }
    if (dtype != defaultDtype && (empty || dtype.isFloatingPoint())) {
      suffixes.add("dtype=torch." + dtype.name().toLowerCase(Locale.ROOT));
    }
    if (operation != null) {
      suffixes.add("grad_fn=<" + operation + ">");
    } else if (requiresGrad) {
      suffixes.add("requires_grad=True");
    }
    return suffixes;
  }

  /// The text of floating-point elements, given in row order, floats widened.
  static String format(int[] sizes, double[] data, List<String> suffixes) {
    int[] indices = shownIndices(sizes);
    double[] numbers = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      numbers[i] = data[indices[i]];
    }
    var notation = Notation.of(numbers);
    var texts = new String[indices.length];
    int width = 1;
    for (int i = 0; i < indices.length; i++) {
      texts[i] = notation.text(numbers[i]);
      width = Notation.counts(numbers[i]) ? Math.max(width, texts[i].length()) : width;
    }
    return new TensorFormat(sizes, width, texts).text(suffixes);
  }

  /// The text of integer elements, given in row order.
  static String format(int[] sizes, long[] data, List<String> suffixes) {
    int[] indices = shownIndices(sizes);
    var texts = new String[indices.length];
    for (int i = 0; i < indices.length; i++) {
      texts[i] = Long.toString(data[indices[i]]);
    }
    return new TensorFormat(sizes, widest(texts), texts).text(suffixes);
  }

  /// The text of boolean elements, given in row order: Python's `True` and `False`.
  static String format(int[] sizes, boolean[] data, List<String> suffixes) {
    int[] indices = shownIndices(sizes);
    var texts = new String[indices.length];
    for (int i = 0; i < indices.length; i++) {
      texts[i] = data[indices[i]] ? "True" : "False";
    }
    return new TensorFormat(sizes, widest(texts), texts).text(suffixes);
  }

  private static int widest(String[] texts) {
    int width = 1;
    for (String text : texts) {
      width = Math.max(width, text.length());
    }
    return width;
  }

  /// The indices, in row order, of the elements that are shown. Each dimension extends the list:
  /// for every index so far, one for each of its entries that are shown.
  private static int[] shownIndices(int[] sizes) {
    if (numel(sizes) == 0) {
      return new int[0];
    }
    int[] indices = {0};
    for (int size : sizes) {
      boolean gap = hasGap(sizes, size);
      int entries = gap ? 2 * EDGE_ITEMS : size;
      var extended = new int[indices.length * entries];
      for (int i = 0; i < extended.length; i++) {
        int entry = i % entries;
        int skipped = gap && entry >= EDGE_ITEMS ? size - entries : 0;
        extended[i] = indices[i / entries] * size + entry + skipped;
      }
      indices = extended;
    }
    return indices;
  }

  /// Tells whether a dimension of this size shows its two ends only.
  private static boolean hasGap(int[] sizes, int size) {
    return numel(sizes) > THRESHOLD && size > 2 * EDGE_ITEMS;
  }

  private static long numel(int[] sizes) {
    long numel = 1;
    for (int size : sizes) {
      numel *= size;
    }
    return numel;
  }

  private String text(List<String> suffixes) {
    if (numel(sizes) == 0) {
      out.append("[]");
    } else {
      appendElements(0);
    }
    appendSuffixes(suffixes);
    return out.append(')').toString();
  }

  /// Appends what dimension `dim` and those after it hold, in brackets; past the last one, an
  /// element.
  private void appendElements(int dim) {
    if (dim == sizes.length) {
      String text = shown[next++];
      out.repeat(" ", Math.max(0, width - text.length())).append(text);
      return;
    }
    boolean gap = hasGap(sizes, sizes[dim]);
    int entries = gap ? 2 * EDGE_ITEMS + 1 : sizes[dim];
    out.append('[');
    for (int i = 0; i < entries; i++) {
      if (i > 0) {
        separate(i, dim);
      }
      if (gap && i == EDGE_ITEMS) {
        out.append(isLast(dim) ? " ..." : "...");
      } else {
        appendElements(dim + 1);
      }
    }
    out.append(']');
  }

  /// Puts a comma and goes to where entry `i` begins: on the same line while the elements fit
  /// there; slices of `k` dimensions stand `k` lines apart.
  private void separate(int i, int dim) {
    int perLine = Math.max(1, (LINE_WIDTH - indent(dim)) / (width + 2));
    if (isLast(dim) && i % perLine != 0) {
      out.append(", ");
    } else {
      int lines = isLast(dim) ? 1 : sizes.length - dim - 1;
      out.append(',').repeat("\n", lines).repeat(" ", indent(dim) + 1);
    }
  }

  private boolean isLast(int dim) {
    return dim == sizes.length - 1;
  }

  private static int indent(int dim) {
    return PREFIX.length() + dim;
  }

  /// Each suffix stays on the line if it fits there, and otherwise starts one of its own.
  private void appendSuffixes(List<String> suffixes) {
    int column = out.length() - out.lastIndexOf("\n") + 1;
    for (String suffix : suffixes) {
      if (column + suffix.length() + 2 > LINE_WIDTH) {
        out.append(",\n").repeat(" ", PREFIX.length());
        column = PREFIX.length() + suffix.length();
      } else {
        out.append(", ");
        column += suffix.length() + 2;
      }
      out.append(suffix);
    }
  }
}

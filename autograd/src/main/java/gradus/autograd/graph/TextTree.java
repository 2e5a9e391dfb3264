package gradus.autograd.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// A graph as a tree of text: every result, and below it what it was computed from.
///
/// A vertex with several uses stands in the tree once; the others point to its number. Where the
/// tree gets too deep for the page, it goes on at the margin further down.
public final class TextTree {
  private static final int DEEPEST = 16;

  private final Model model;
  private final int[] uses;
  private final boolean[] placed;
  private final StringBuilder out = new StringBuilder();

  /// The roots of the trees still to be written.
  private final Deque<Branch> roots = new ArrayDeque<>();

  /// What is still to be written of the present tree.
  private final Deque<Branch> branches = new ArrayDeque<>();

  private TextTree(Model model) {
    this.model = model;
    uses = model.uses();
    placed = new boolean[model.vertices().size() + 1];
  }

  /// A place in the tree; `lead` is what stands to its left, `from` the part of the graph that the
  /// row above belongs to.
  private record Branch(Vertex vertex, int depth, String lead, boolean last, Group from) {
    static Branch root(Vertex vertex) {
      return new Branch(vertex, 0, "", true, Group.WHOLE);
    }

    String joint() {
      return depth == 0 ? "" : lead + (last ? "└─ " : "├─ ");
    }

    String below() {
      return depth == 0 ? "" : lead + (last ? "   " : "│  ");
    }
  }

  /// The text of `model`.
  public static String of(Model model) {
    return new TextTree(model).text();
  }

  private String text() {
    for (int output : model.outputs()) {
      roots.add(Branch.root(model.vertex(output)));
    }
    while (!roots.isEmpty()) {
      branches.push(roots.remove());
      while (!branches.isEmpty()) {
        write(branches.pop());
      }
      out.append(roots.isEmpty() ? "" : "\n");
    }
    if (!model.tracked()) {
      out.append('\n').append(Model.HINT).append('\n');
    }
    return out.toString();
  }

  private void write(Branch branch) {
    Vertex vertex = branch.vertex;
    boolean goesOnBelow = branch.depth >= DEEPEST && !vertex.inputs().isEmpty();
    if (branch.depth > 0 && (placed[vertex.number()] || goesOnBelow)) {
      pointTo(branch);
      return;
    }
    placed[vertex.number()] = true;
    heading(branch);
    out.append(branch.joint()).append(row(vertex, branch.depth == 0)).append('\n');
    List<Integer> inputs = vertex.inputs();
    for (int i = inputs.size() - 1; i >= 0; i--) {
      boolean last = i == inputs.size() - 1;
      Vertex input = model.vertex(inputs.get(i));
      branches.push(new Branch(input, branch.depth + 1, branch.below(), last, vertex.group()));
    }
  }

  private void pointTo(Branch branch) {
    Vertex vertex = branch.vertex;
    out.append("%s→ #%d %s\n".formatted(branch.joint(), vertex.number(), vertex.shortTitle()));
    if (!placed[vertex.number()]) {
      placed[vertex.number()] = true;
      roots.add(Branch.root(vertex));
    }
  }

  /// Says to which part of the graph the operations from here on belong, where that changes.
  private void heading(Branch branch) {
    Group group = branch.vertex.group();
    if (branch.vertex.kind() == Vertex.Kind.OPERATION && !group.equals(branch.from)) {
      String name = group == Group.WHOLE ? "outside" : group.path();
      String margin = branch.depth == 0 ? "" : branch.lead + "│  ";
      out.append("%s── %s ──\n".formatted(margin, name));
    }
  }

  private String row(Vertex vertex, boolean root) {
    boolean pointedTo =
        uses[vertex.number()] > 1 || root && !model.outputs().contains(vertex.number());
    String number = pointedTo ? "#" + vertex.number() + " " : "";
    Vertex.Facts facts = vertex.facts();
    String value = facts.value() == null ? "" : " = " + facts.value().line();
    String gradient = facts.gradient() == null ? "" : ", gradient " + facts.gradient().line();
    String notes = facts.notes().stream().map(" — "::concat).collect(Collectors.joining());
    return number + vertex.title() + " " + facts.shape() + value + gradient + notes;
  }
}

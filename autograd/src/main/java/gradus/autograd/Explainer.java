package gradus.autograd;

import gradus.autograd.Explanation.Leaf;
import gradus.autograd.Explanation.Local;
import gradus.autograd.Explanation.Operand;
import gradus.autograd.Explanation.Part;
import gradus.autograd.Explanation.PassedOn;
import gradus.autograd.Explanation.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Looks on at a walk and writes down what happens.
final class Explainer implements Backward.Observer {
  private final List<Node> nodes;
  private final Node root;
  private final Tensor output;
  private final GraphNames names;
  private final Formulas formulas = new Formulas();

  /// What has arrived at each node so far.
  private final Map<Node, List<Part>> parts = new IdentityHashMap<>();

  private final List<Step> steps = new ArrayList<>();
  private final Map<Node, Leaf> leaves = new IdentityHashMap<>();

  /// The operation that the walk is at; null before the first, and at leaves.
  private Stop stop;

  /// An operation with all that arrived, its derivatives, and what they gave so far.
  private record Stop(
      Node node,
      Formula formula,
      Local[] locals,
      Tensor arrived,
      Tensor incoming,
      Tensor[] passedOn) {}

  /// For the walk from `output`, over `nodes`, each of which stands after its inputs; it begins
  /// with the gradient `seed`.
  Explainer(List<Node> nodes, Tensor output, Tensor seed, String name) {
    this.nodes = nodes;
    this.output = output;
    root = output.node();
    names = new GraphNames(nodes, root, name);
    add(root, new Part(0, copy(seed)));
  }

  private void add(Node node, Part part) {
    parts.computeIfAbsent(node, _ -> new ArrayList<>()).add(part);
  }

  private static Tensor copy(Tensor tensor) {
    return new Tensor(tensor.array().copy());
  }

  @Override
  public void reached(Node node, Tensor arrived, Tensor gradient) {
    finishStop();
    Tensor sum = copy(arrived);
    Tensor incoming = gradient == arrived ? sum : copy(gradient);
    if (node.isLeaf()) {
      leaves.put(
          node,
          new Leaf(names.of(node), node.shape, names.value(node), parts.get(node), sum, incoming));
    } else {
      requireKept(node);
      Formula formula = formulas.of(node);
      Local[] locals = LocalDerivatives.of(node, formula);
      stop = new Stop(node, formula, locals, sum, incoming, new Tensor[node.inputs.length]);
    }
  }

  private static void requireKept(Node node) {
    if (node.derivatives == null) {
      throw new IllegalStateException(
          "explain: this graph was already walked and freed (at %s); explain it before backward(),"
                  .formatted(node.described())
              + " or pass retainGraph there");
    }
  }

  @Override
  public void passedOn(Node node, int index, Tensor gradient) {
    Tensor copy = copy(gradient);
    stop.passedOn[index] = copy;
    add(node.inputs[index], new Part(steps.size() + 1, copy));
  }

  /// All that was seen, once the walk is over.
  Explanation explanation() {
    finishStop();
    List<Leaf> reached =
        GraphNames.leaves(nodes).stream().map(leaves::get).filter(Objects::nonNull).toList();
    boolean tracked = nodes.stream().allMatch(node -> node.isLeaf() || node.details != null);
    return new Explanation(names.of(root), steps, reached, tracked);
  }

  private void finishStop() {
    if (stop != null) {
      steps.add(step(stop));
      stop = null;
    }
  }

  private Step step(Stop at) {
    Node node = at.node;
    Formula formula = at.formula;
    List<Operand> operands = names.operands(node);
    Tensor value = node == root ? copy(output) : names.value(node);
    Operand result = new Operand(names.of(node), false, node.shape, value);
    var symbols = new Symbols(formula, names.of(root), result, at.incoming, operands);
    return new Step(
        steps.size() + 1,
        node.name(),
        GraphNames.scope(node),
        result.name(),
        formula == null ? called(node.name(), operands) : symbols.computed(),
        formula == null ? "" : symbols.computedInNumbers(),
        operands,
        node.shape,
        value,
        parts.get(node),
        at.arrived,
        at.incoming,
        passedOn(at, symbols),
        names.saved(node, operands, result),
        formula == null ? "" : formula.savedBecause());
  }

  private static String called(String operation, List<Operand> operands) {
    return operands.stream()
        .map(Operand::name)
        .collect(Collectors.joining(", ", operation + "(", ")"));
  }

  private List<PassedOn> passedOn(Stop at, Symbols symbols) {
    boolean known = at.formula != null;
    List<PassedOn> all = new ArrayList<>();
    for (int i = 0; i < at.passedOn.length; i++) {
      if (at.node.inputs[i] != null) {
        all.add(
            new PassedOn(
                names.of(at.node.inputs[i]),
                known ? symbols.rule(i) : "",
                known ? symbols.ruleInNumbers(i) : "",
                at.locals[i],
                at.passedOn[i]));
      }
    }
    return all;
  }
}

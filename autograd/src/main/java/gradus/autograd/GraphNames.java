package gradus.autograd;

import gradus.autograd.Details.Scope;
import gradus.autograd.Details.Value;
import gradus.autograd.Explanation.Operand;
import gradus.autograd.graph.Brief;
import gradus.autograd.kernel.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the tensors of a graph are called in an explanation: as the user named them, or by numbers
/// in the order of their operations, `v1`, `v2`, …. A name that was given twice gets primes.
final class GraphNames {
  private static final int MOST_PRIMES = 3;

  private final Map<Node, String> ofNodes = new IdentityHashMap<>();
  private final Map<Node, Value> ofLeaves = new IdentityHashMap<>();
  private final Map<Array, String> ofConstants = new IdentityHashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private int constants;

  /// Names all `nodes`, each of which stands after its inputs, and their constants. `rootName` is
  /// for the last result if the user did not name it.
  GraphNames(List<Node> nodes, Node root, String rootName) {
    Map<Node, String> given = given(nodes);
    given.putIfAbsent(root, rootName);
    for (Node leaf : leaves(nodes)) {
      ofNodes.put(leaf, unique(given.getOrDefault(leaf, "leaf" + (ofNodes.size() + 1))));
    }
    int operations = 0;
    for (Node node : nodes) {
      if (!node.isLeaf()) {
        ofNodes.put(node, unique(given.getOrDefault(node, "v" + ++operations)));
        noteOperands(node);
      }
    }
  }

  /// The leaves in the order in which they came into use.
  static Set<Node> leaves(List<Node> nodes) {
    Set<Node> leaves = new LinkedHashSet<>();
    for (Node node : nodes) {
      for (Node input : node.inputs) {
        if (input != null && input.isLeaf()) {
          leaves.add(input);
        }
      }
    }
    for (Node node : nodes) {
      if (node.isLeaf()) {
        leaves.add(node);
      }
    }
    return leaves;
  }

  /// The names that the user gave: to a result, to a leaf, or to what an operation took.
  private static Map<Node, String> given(List<Node> nodes) {
    Map<Node, String> given = new IdentityHashMap<>();
    for (Node node : nodes) {
      for (int i = 0; i < tracked(node); i++) {
        String name = node.details.operands.get(i).name();
        if (node.inputs[i] != null && name != null) {
          given.putIfAbsent(node.inputs[i], name);
        }
      }
    }
    for (Node node : nodes) {
      String name = node.label == null && node.leaf != null ? node.leaf.name() : node.label;
      if (name != null) {
        given.put(node, name);
      }
    }
    return given;
  }

  /// How many operands of `node` are tracked.
  private static int tracked(Node node) {
    return node.details == null ? 0 : node.details.operands.size();
  }

  private void noteOperands(Node node) {
    for (int i = 0; i < tracked(node); i++) {
      Value value = node.details.operands.get(i);
      if (node.inputs[i] == null) {
        ofConstants.computeIfAbsent(value.array(), _ -> constant(value));
      } else if (node.inputs[i].isLeaf()) {
        ofLeaves.putIfAbsent(node.inputs[i], value);
      }
    }
  }

  private String constant(Value value) {
    if (value.name() != null) {
      return unique(value.name());
    }
    Tensor number = value.tensor();
    return number != null && number.numel() == 1
        ? Brief.number(number.item())
        : unique("c" + ++constants);
  }

  private String unique(String name) {
    int before = used.merge(name, 1, Integer::sum) - 1;
    String told = before <= MOST_PRIMES ? name + "′".repeat(before) : name + "(" + before + ")";
    return before == 0 || !used.containsKey(told) ? told : unique(told);
  }

  /// What the result of `node`, or the leaf, is called.
  String of(Node node) {
    return ofNodes.get(node);
  }

  /// The numbers of the result of `node`, or of the leaf; null where they are not known, or have
  /// been changed since.
  Tensor value(Node node) {
    Value tracked = node.details == null ? ofLeaves.get(node) : node.details.result;
    if (tracked != null) {
      return copy(tracked.tensor());
    }
    return node.leaf == null ? null : copy(node.leaf);
  }

  private static Tensor copy(Tensor tensor) {
    return tensor == null ? null : new Tensor(tensor.array().copy());
  }

  /// What went into the operation of `node`. Of a constant that was not tracked, only that there
  /// was one is known.
  List<Operand> operands(Node node) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs.length; i++) {
      Node input = node.inputs[i];
      boolean tracked = i < tracked(node);
      if (input != null) {
        operands.add(new Operand(of(input), false, input.shape, value(input)));
      } else if (tracked) {
        Value value = node.details.operands.get(i);
        operands.add(
            new Operand(
                ofConstants.get(value.array()), true, value.array().shape(), copy(value.tensor())));
      } else {
        operands.add(new Operand("const", true, null, null));
      }
    }
    return operands;
  }

  /// What the operation of `node` saved: operands and its result by their names, others by their
  /// shape.
  List<Operand> saved(Node node, List<Operand> operands, Operand result) {
    List<Saved> saved = node.details == null ? List.of() : node.details.saved;
    return saved.stream().map(each -> saved(node, each, operands, result)).distinct().toList();
  }

  private static Operand saved(Node node, Saved saved, List<Operand> operands, Operand result) {
    if (saved.isOn(node.details.result.array())) {
      return result;
    }
    for (int i = 0; i < operands.size() && i < tracked(node); i++) {
      if (saved.isOn(node.details.operands.get(i).array())) {
        return operands.get(i);
      }
    }
    Tensor seen = saved.seen();
    return new Operand("", true, seen == null ? null : seen.shape(), copy(seen));
  }

  /// The layers that `node` belongs to, from the outermost on; empty outside of all.
  static String scope(Node node) {
    String path = "";
    Scope scope = node.details == null ? null : node.details.scope;
    for (; scope != null; scope = scope.outer()) {
      path = path.isEmpty() ? scope.name() : scope.name() + " / " + path;
    }
    return path;
  }
}

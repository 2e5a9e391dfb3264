package gradus.autograd;

import gradus.autograd.Details.Scope;
import gradus.autograd.Details.Value;
import gradus.autograd.graph.Brief;
import gradus.autograd.graph.Group;
import gradus.autograd.graph.Model;
import gradus.autograd.graph.Vertex;
import gradus.autograd.graph.Vertex.Facts;
import gradus.autograd.graph.Vertex.Kept;
import gradus.autograd.graph.Vertex.Kind;
import gradus.autograd.kernel.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts a recorded graph into words, as it is now.
///
/// Operations come in the order in which they were recorded; a leaf or constant comes before the
/// operation that uses it first, and stands in the innermost scope that all its users stand in.
/// Data that flows in, a constant of more than one number, stands outside of all.
final class Snapshot {
  private final Tensor[] outputs;
  private final SnapshotScopes scopes = new SnapshotScopes();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Object, Entry> known = new HashMap<>();

  private Snapshot(Tensor[] outputs) {
    this.outputs = outputs;
  }

  /// What will be a vertex: `node` is null for a constant, `value` for an operation and where
  /// values were not tracked.
  private static final class Entry {
    final int number;
    final Node node;
    final Value value;
    final List<Integer> inputs = new ArrayList<>();
    Group group;

    Entry(int number, Node node, Value value) {
      this.number = number;
      this.node = node;
      this.value = value;
    }
  }

  /// The graph of `outputs`, which are all recorded.
  static Model of(Tensor... outputs) {
    return new Snapshot(outputs).model();
  }

  private Model model() {
    List<Node> operations = operations();
    boolean tracked = false;
    for (Node operation : operations) {
      tracked |= operation.details != null;
      scopes.add(scope(operation));
    }
    operations.forEach(this::enter);
    Set<Integer> results = new LinkedHashSet<>();
    for (Tensor output : outputs) {
      results.add(entry(output.node(), null).number);
    }
    List<Vertex> vertices = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      vertices.add(vertex(entry));
    }
    return new Model(List.copyOf(vertices), results, tracked);
  }

  /// The operations that the outputs were computed by, in the order of recording.
  private List<Node> operations() {
    Set<Node> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> operations = new ArrayList<>();
    Deque<Node> waiting = new ArrayDeque<>();
    for (Tensor output : outputs) {
      waiting.add(output.node());
    }
    while (!waiting.isEmpty()) {
      Node node = waiting.remove();
      if (!node.isLeaf() && reached.add(node)) {
        operations.add(node);
        Arrays.stream(node.inputs).filter(input -> input != null).forEach(waiting::add);
      }
    }
    operations.sort(Comparator.comparingLong(node -> node.number));
    return operations;
  }

  private void enter(Node operation) {
    Group group = scopes.group(scope(operation));
    List<Integer> inputs = new ArrayList<>();
    List<Value> operands = operation.details == null ? List.of() : operation.details.operands;
    for (int i = 0; i < operation.inputs.length; i++) {
      Value value = i < operands.size() ? operands.get(i) : null;
      if (operation.inputs[i] != null || value != null) {
        Entry input = entry(operation.inputs[i], value);
        input.group = input.group == null ? group : place(input, group);
        inputs.add(input.number);
      }
    }
    Entry entry = entry(operation, null);
    entry.group = group;
    entry.inputs.addAll(inputs);
  }

  /// Where a leaf or constant that stood in the scope of its former users stands now that `group`
  /// uses it too.
  private static Group place(Entry entry, Group group) {
    boolean operation = entry.node != null && !entry.node.isLeaf();
    return operation ? entry.group : entry.group.shared(group);
  }

  private static Scope scope(Node operation) {
    return operation.details == null ? null : operation.details.scope;
  }

  private Entry entry(Node node, Value value) {
    Object key = node != null ? node : new Constant(value.array(), value.version());
    return known.computeIfAbsent(
        key,
        _ -> {
          Entry entry = new Entry(entries.size() + 1, node, value);
          entries.add(entry);
          return entry;
        });
  }

  /// The same elements of the same memory, unchanged between its uses, are one constant.
  private record Constant(Array array, int version) {}

  private Vertex vertex(Entry entry) {
    if (entry.node == null) {
      return constant(entry);
    }
    return entry.node.isLeaf() ? leaf(entry) : operation(entry);
  }

  private static Vertex constant(Entry entry) {
    Value value = entry.value;
    boolean data = value.array().numel() > 1;
    Facts facts =
        facts(value.array().shape(), value.array().dtype(), value.tensor(), null, changes(value));
    Group group = data ? Group.WHOLE : entry.group;
    return new Vertex(
        entry.number, Kind.CONSTANT, "constant", value.name(), group, List.of(), facts);
  }

  private static Vertex leaf(Entry entry) {
    Node node = entry.node;
    Tensor tensor = node.leaf;
    Tensor gradient = tensor == null ? null : tensor.gradientField();
    String name = tensor == null ? node.label : tensor.name();
    List<String> changes = changes(entry.value);
    Tensor asUsed = changes.isEmpty() ? tensor : null;
    Facts facts = facts(node.shape, node.dtype, asUsed, gradient, changes);
    Group group = entry.group == null ? Group.WHOLE : entry.group;
    return new Vertex(entry.number, Kind.LEAF, "leaf", name, group, List.of(), facts);
  }

  private static List<String> changes(Value value) {
    return value == null || value.tensor() != null
        ? List.of()
        : List.of("changed by %s since it was used here".formatted(value.changedBy()));
  }

  private Vertex operation(Entry entry) {
    Node node = entry.node;
    Tensor held = held(node);
    Details details = node.details;
    Tensor value = details == null ? held : details.result.tensor();
    Tensor gradient = details == null ? null : details.gradient();
    if (gradient == null && held != null) {
      gradient = held.gradientField();
    }
    List<String> notes = new ArrayList<>();
    if (details != null) {
      notes.addAll(changes(details.result));
    }
    if (node.origin != null) {
      notes.add("made" + Origins.at(node.origin));
    }
    Facts plain = facts(node.shape, node.dtype, value, gradient, notes);
    Facts facts =
        new Facts(
            plain.shape(), plain.dtype(), plain.value(), plain.gradient(), kept(details), notes);
    return new Vertex(
        entry.number,
        Kind.OPERATION,
        node.name(),
        node.label,
        entry.group,
        List.copyOf(entry.inputs),
        facts);
  }

  /// The result of `node`, where it is an output or keeps its gradient; otherwise null.
  private Tensor held(Node node) {
    for (Tensor output : outputs) {
      if (output.node() == node) {
        return output;
      }
    }
    Watchers watchers = node.watchers();
    return watchers == null || watchers.retained().isEmpty()
        ? null
        : watchers.retained().getFirst();
  }

  private static Facts facts(
      Shape shape, DType dtype, Tensor value, Tensor gradient, List<String> notes) {
    return new Facts(shape, dtype, brief(value), brief(gradient), List.of(), List.copyOf(notes));
  }

  private static Brief brief(Tensor tensor) {
    return tensor == null ? null : Brief.of(tensor);
  }

  private static List<Kept> kept(Details details) {
    if (details == null) {
      return List.of();
    }
    List<Kept> kept = new ArrayList<>();
    for (Saved saved : details.saved) {
      Tensor tensor = saved.seen();
      kept.add(new Kept(part(details, tensor), tensor == null ? null : Brief.of(tensor).line()));
    }
    return List.copyOf(kept);
  }

  /// Which part `saved` has in the operation.
  private static String part(Details details, Tensor saved) {
    if (saved == null) {
      return "numbers that were changed since, or will be computed again";
    }
    for (int i = 0; i < details.operands.size(); i++) {
      Value operand = details.operands.get(i);
      if (operand.array().equals(saved.array())) {
        return operand.name() == null ? "input " + (i + 1) : operand.name();
      }
    }
    return details.result.array().equals(saved.array()) ? "the result" : "an intermediate result";
  }
}

package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// Random programs in random scopes: every form of a graph shows every operation, leaf and constant
/// once, and every edge.
class GraphProperties {
  @BeforeProperty
  void track() {
    Autograd.trackValues(true);
  }

  @AfterProperty
  void stopTracking() {
    Autograd.trackValues(false);
  }

  /// What a program recorded: its result, and what must be seen of it.
  private record Program(Tensor result, int operations, int vertices, int edges) {}

  /// Runs up to 40 operations, each on leaves, constants or results of the last ten, some of them
  /// in scopes within scopes.
  private static Program program(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      results.add(Tensor.scalar(random.nextDouble()).requiresGrad(true).named("leaf" + i));
    }
    grow(random, results, 1 + random.nextInt(40));
    Tensor result = results.getLast();
    return counted(result);
  }

  private static void grow(SplittableRandom random, List<Tensor> results, int operations) {
    for (int left = operations; left > 0; left--) {
      if (left > 1 && random.nextInt(4) == 0) {
        int inner = 1 + random.nextInt(left - 1);
        Autograd.scope(
            "part" + random.nextInt(3),
            () -> {
              grow(random, results, inner);
              return null;
            });
        left -= inner - 1;
      } else {
        results.add(operation(random, results));
      }
    }
  }

  private static Tensor operation(SplittableRandom random, List<Tensor> results) {
    Tensor a = recent(random, results);
    return switch (random.nextInt(4)) {
      case 0 -> a.tanh();
      case 1 -> a.mul(random.nextDouble());
      case 2 -> a.add(recent(random, results));
      default -> Tensor.stack(0, a, recent(random, results), recent(random, results)).sum();
    };
  }

  private static Tensor recent(SplittableRandom random, List<Tensor> results) {
    return results.get(results.size() - 1 - random.nextInt(Math.min(10, results.size())));
  }

  /// Counts by a walk of its own what the graph of `result` must show.
  private static Program counted(Tensor result) {
    Set<Node> nodes = new HashSet<>();
    List<Node> waiting = new ArrayList<>(List.of(result.gradFn()));
    int operations = 0;
    int constants = 0;
    int edges = 0;
    while (!waiting.isEmpty()) {
      Node node = waiting.removeLast();
      if (nodes.add(node) && !node.isLeaf()) {
        operations++;
        edges += node.inputs.length;
        for (Node input : node.inputs) {
          constants += input == null ? 1 : 0;
          waiting.addAll(input == null ? List.of() : List.of(input));
        }
      }
    }
    return new Program(result, operations, nodes.size() + constants, edges);
  }

  @Property(tries = 200)
  void everyFormShowsEverythingOnce(@ForAll long seed) {
    Program program = program(seed);
    Graph graph = Graph.of(program.result);
    assertThat(graph.size()).isEqualTo(program.vertices);
    List<String> edges = found(graph.toDot(), "n(\\d+) -> n(\\d+)");
    assertThat(edges).hasSize(program.edges);
    assertThat(found(graph.toMermaid(), "n(\\d+) --> n(\\d+)")).isEqualTo(edges);
    Set<String> different = new TreeSet<>(edges);
    assertThat(found(graph.toSvg(), "data-edge=\"(\\d+) (\\d+)\""))
        .containsExactlyInAnyOrderElementsOf(different);
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= program.vertices; i++) {
      numbers.add(String.valueOf(i));
    }
    assertThat(found(graph.toDot(), "n(\\d+) \\[label"))
        .hasSameElementsAs(numbers)
        .hasSameSizeAs(numbers);
    assertThat(found(graph.toMermaid(), "n(\\d+)[\\[(]+\""))
        .hasSameElementsAs(numbers)
        .hasSameSizeAs(numbers);
    assertThat(found(graph.toSvg(), "<g id=\"n(\\d+)\""))
        .hasSameElementsAs(numbers)
        .hasSameSizeAs(numbers);
    List<String> rows =
        graph.toString().lines().filter(row -> !row.endsWith("──") && !row.isEmpty()).toList();
    assertThat(rows.stream().filter(row -> !row.contains("→"))).hasSize(program.vertices);
    long breaks = graph.toString().lines().filter(String::isEmpty).count();
    assertThat(rows).hasSize(program.edges + 1 + (int) breaks);
  }

  private static List<String> found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(
          matcher.groupCount() == 1 ? matcher.group(1) : matcher.group(1) + " " + matcher.group(2));
    }
    return found;
  }
}

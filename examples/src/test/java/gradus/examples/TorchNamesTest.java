package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.Block;
import gradus.nn.Init;
import gradus.nn.Layer;
import gradus.nn.Parameters;
import gradus.nn.data.DataLoader;
import gradus.nn.data.Dataset;
import gradus.nn.data.Sampler;
import gradus.optim.LRScheduler;
import gradus.optim.Optimizer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tables of names under `docs` are complete and true: each public name has a row, each row a
/// public name, and a name that is not simply spelled in camelCase a word about it.
class TorchNamesTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| (`.*`) \\| (.*) \\|$");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /// The classes whose methods have rows, besides the operations of tensors and the functions.
  private static final List<Class<?>> WITH_METHODS =
      List.of(
          Autograd.class,
          Generator.class,
          Block.class,
          Layer.class,
          Init.class,
          Parameters.class,
          DataLoader.class,
          Dataset.class,
          Sampler.class,
          Optimizer.class,
          LRScheduler.class);

  /// What a [Layer] has from its [Block], said again to give a layer.
  private static final Set<String> INHERITED =
      Set.of("Layer.eval", "Layer.train", "Layer.to", "Layer.requiresGrad", "Layer.functionalCall");

  private final Map<String, Class<?>> types = types();
  private final Set<String> methods = methods();
  private final List<Row> rows = rows();

  /// A row of a table: what PyTorch calls it, what it is called here, and a word about it.
  private record Row(List<String> torch, List<String> here, String note) {}

  @Test
  void everyPublicNameHasARow() {
    Set<String> missing = new TreeSet<>(methods);
    types.forEach((name, type) -> {
      boolean family = type.isInterface() && type.isAssignableFrom(Tensor.class);
      boolean functions = type.getPackageName().endsWith(".functional") && !isMade(type);
      if (!functions && (!family || name.equals("Index"))) {
        missing.add(name);
      }
    });
    rows.forEach(row -> row.here.forEach(missing::remove));
    assertThat(missing).as("names without a row in docs/names-*.md").isEmpty();
  }

  /// Tells whether there are objects of this class, not only static methods.
  private static boolean isMade(Class<?> type) {
    return type.isRecord() || type.isEnum();
  }

  @Test
  void everyRowHasAPublicName() {
    List<String> unknown =
        rows.stream()
            .flatMap(row -> row.here.stream())
            .filter(name -> !types.containsKey(name) && !methods.contains(name))
            .toList();
    assertThat(unknown).as("names in docs/names-*.md that do not exist").isEmpty();
  }

  @Test
  void aNameThatIsNotOnlySpelledOtherwiseIsExplained() {
    List<Row> bare =
        rows.stream()
            .filter(row -> row.note.isBlank())
            .filter(row ->
                !row.torch.stream().map(TorchNamesTest::camelCase).toList().equals(last(row)))
            .toList();
    assertThat(bare).isEmpty();
  }

  private static List<String> last(Row row) {
    return row.here.stream().map(name -> name.substring(name.lastIndexOf('.') + 1)).toList();
  }

  private static String camelCase(String torch) {
    String name = torch.substring(torch.lastIndexOf('.') + 1);
    return Pattern.compile("_([a-z])")
        .matcher(name)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String page : List.of("tensor", "nn", "functional", "optim")) {
      Path file = Project.ROOT.resolve("docs", "names-" + page + ".md");
      ROW.matcher(Project.read(file))
          .results()
          .filter(row -> row.group(2).matches("(`[\\w.]+`(, )?)+"))
          .map(row -> new Row(names(row.group(1)), names(row.group(2)), row.group(3)))
          .forEach(rows::add);
    }
    assertThat(rows).hasSizeGreaterThan(500);
    return rows;
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
  }

  private Set<String> methods() {
    Set<String> names = new TreeSet<>();
    for (Method method : Tensor.class.getMethods()) {
      if (isOurs(method)) {
        names.add((Modifier.isStatic(method.getModifiers()) ? "Tensor." : "x.") + method.getName());
      }
    }
    for (Class<?> type : types.values()) {
      if (WITH_METHODS.contains(type)
          || type.getPackageName().endsWith(".functional") && !isMade(type)) {
        Arrays.stream(type.getDeclaredMethods())
            .filter(TorchNamesTest::isOurs)
            .map(method -> type.getSimpleName() + "." + method.getName())
            .forEach(names::add);
      }
    }
    names.removeAll(INHERITED);
    names.remove("Generator.toString");
    return names;
  }

  private static boolean isOurs(Method method) {
    int modifiers = method.getModifiers();
    return method.getDeclaringClass().getName().startsWith("gradus.")
        && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
        && !method.isSynthetic();
  }

  private static Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new HashMap<>();
    for (Class<?> type : Project.exportedTypes()) {
      if (!type.getPackageName().equals("gradus.examples")) {
        types.put(type.getSimpleName(), type);
      }
    }
    return types;
  }
}

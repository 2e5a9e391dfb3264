package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// That the table is complete, and what the derivatives of its rows may keep.
class OpCasesTest {
  private static final List<OpCase> ROWS = OpCases.ROWS;

  /// Operations that keep a number as a tensor: the factor that steers them.
  private static final Set<String> STEERED_BY_A_NUMBER = Set.of("add", "addcdiv", "addcmul", "sub");

  @Test
  void everyPublicOperationHasARow() {
    Set<String> without = new TreeSet<>(publicMethods());
    for (OpCase row : ROWS) {
      without.remove(row.name());
      if (row.inPlace() != null) {
        without.remove(row.name() + "_");
      }
    }
    without.removeAll(OpCases.NO_OPERATIONS.keySet());
    assertThat(without).as("public operations of Tensor without a row").isEmpty();
  }

  @Test
  void everyExceptionIsAMethodWithoutARow() {
    Set<String> names = publicMethods();
    Set<String> rows = ROWS.stream().map(OpCase::name).collect(Collectors.toSet());
    assertThat(OpCases.NO_OPERATIONS.keySet())
        .allMatch(names::contains, "is a public method")
        .noneMatch(rows::contains, "has a row");
  }

  @Test
  void everyRowIsNamedAfterAMethod() {
    assertThat(publicMethods()).containsAll(ROWS.stream().map(OpCase::name).toList());
  }

  private static Set<String> publicMethods() {
    return Arrays.stream(Tensor.class.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> method.getDeclaringClass() != Index.class)
        .filter(method -> !method.isSynthetic())
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  /// What a derivative reads of an input goes through [Saved], which notices a change in place. A
  /// captured tensor would go unnoticed; only tensors that steer, whole numbers and booleans, may
  /// be captured.
  @ParameterizedTest
  @FieldSource("ROWS")
  void derivativesCaptureNoNumbers(OpCase row) {
    Tensor[] inputs = row.draw(new Generator(3));
    for (Tensor input : inputs) {
      input.requiresGrad(true);
    }
    Node node = row.apply(inputs).gradFn();
    assertThat(node != null).as("is recorded").isEqualTo(row.orders() > 0);
    if (node != null) {
      List<String> captured = new ArrayList<>();
      for (Node each : graph(node)) {
        if (!STEERED_BY_A_NUMBER.contains(each.name())) {
          search(each.derivatives, each.name(), captured, new IdentityHashMap<>());
          search(each.fused, each.name(), captured, new IdentityHashMap<>());
        }
      }
      assertThat(captured).isEmpty();
    }
  }

  /// So that a long graph of such operations stays small.
  @Test
  void derivativesByANumberKeepNothing() {
    Tensor x = Tensor.of(1.0).requiresGrad(true);
    for (Tensor y : List.of(x.add(2), x.sub(2), x.mul(2), x.div(2))) {
      assertThat(y.gradFn().derivatives.getClass().getDeclaredFields()).isEmpty();
    }
  }

  private static Set<Node> graph(Node root) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (node != null && seen.add(node)) {
        open.addAll(node.inputs());
      }
    }
    return seen;
  }

  /// Collects the tensors of decimal numbers that `kept` holds, through lambdas, records and arrays
  /// of this library.
  private static void search(
      Object kept, String path, List<String> found, IdentityHashMap<Object, Boolean> seen) {
    if (kept == null || kept instanceof Saved || seen.put(kept, true) != null) {
      return;
    }
    if (kept instanceof Tensor tensor) {
      if (tensor.dtype().isFloatingPoint()) {
        found.add(path + " of shape " + tensor.shape());
      }
    } else if (kept instanceof Object[] array) {
      for (int i = 0; i < Array.getLength(array); i++) {
        search(array[i], path + "[" + i + "]", found, seen);
      }
    } else if (kept.getClass().getName().startsWith("gradus.") && !(kept instanceof Enum)) {
      for (Field field : kept.getClass().getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          search(valueOf(field, kept), path + "." + field.getName(), found, seen);
        }
      }
    }
  }

  private static Object valueOf(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}

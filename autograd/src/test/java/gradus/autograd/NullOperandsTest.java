package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A tensor that is null, as `grad()` is before `backward()`, is refused in the operation's name.
class NullOperandsTest {
  private static final String HINT =
      " is null; check where it comes from: grad(), for one, is null until backward() brings a"
          + " gradient";

  /// Where null has a meaning.
  private static final Set<String> MEANT = Set.of("backward", "grad");

  private static final List<Method> OF_ONE_TENSOR =
      Arrays.stream(Tensor.class.getMethods())
          .filter(
              method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Tensor.class}))
          .filter(method -> !MEANT.contains(method.getName()))
          .toList();

  private final Tensor x = Tensor.eye(FLOAT64, 3, 3);

  @ParameterizedTest
  @FieldSource("OF_ONE_TENSOR")
  void operandIsNamed(Method method) {
    String name = method.getName().replace("_", "");
    String operation = name.equals("max") || name.equals("min") ? name + "imum" : name;
    assertThatThrownBy(() -> invoke(method, x, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(operation)
        .hasMessageEndingWith(HINT);
  }

  private static void invoke(Method method, Tensor receiver, Tensor operand) throws Throwable {
    try {
      method.invoke(receiver, operand);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void partThatIsMissingIsSaid() {
    Tensor none = x.grad();
    Tensor place = Tensor.of(0);
    refused(() -> x.add(none), "add: the second tensor" + HINT);
    refused(() -> x.add(none, 2), "add: the second tensor" + HINT);
    refused(() -> x.rsub(none, 0.5), "rsub: the second tensor" + HINT);
    refused(() -> x.addcmul(x, none), "addcmul: tensor 3 of 3" + HINT);
    refused(() -> x.addmm(none, x), "addmm: tensor 1 of 2" + HINT);
    refused(() -> x.lerp(x, none), "lerp: the weight" + HINT);
    refused(() -> x.gather(0, none), "gather: the index" + HINT);
    refused(() -> x.maskedFill(none, 0), "maskedFill: the mask" + HINT);
    refused(() -> x.indexAdd(0, place, none), "indexAdd: the source" + HINT);
    refused(() -> x.scatter(0, none, 1), "scatter: the index" + HINT);
    refused(() -> x.fill_(none), "fill_: the value" + HINT);
    refused(() -> Tensor.pow(2, none), "pow: the second tensor" + HINT);
    refused(() -> Tensor.cat(0, x, none), "cat: tensor 2 of 2" + HINT);
    refused(() -> Tensor.stack(0, x, none), "stack: tensor 2 of 2" + HINT);
    refused(() -> Tensor.einsum("i,i", x, none), "einsum: tensor 2 of 2" + HINT);
    refused(() -> Tensor.where(none, x, x), "where: the mask" + HINT);
    refused(() -> Tensor.where(x.gt(0), none, 1), "where: tensor 2 of 3" + HINT);
    refused(() -> Graph.of(none), "graph: the result" + HINT);
    refused(() -> Backprop.explain(none), "explain: the output" + HINT);
    refused(() -> Autograd.grad(none, x), "grad: the output" + HINT);
    refused(() -> Autograd.grad(x.requiresGrad(true).sum(), none), "grad: input 0" + HINT);
    refused(
        () -> x.at(Index.all(), null),
        "at: index 2 of 2 is null; a new dimension is newAxis(), a whole one all()");
  }

  @Test
  void functionsThatAreMissingAreSaid() {
    refused(
        () -> Op.inPlace("cube_", x, null),
        "cube_: the function is null; give an operation without underscore: x -> x.mul(2)");
    for (boolean recorded : new boolean[] {false, true}) {
      Tensor y = x.clone().requiresGrad(recorded).mul(1);
      assertThatThrownBy(() -> Op.inPlace("cube_", y, _ -> null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("cube_: the function gave null; return the result's tensor");
      assertThat(y.version()).isZero();
    }
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }
}

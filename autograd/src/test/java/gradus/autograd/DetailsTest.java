package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Details.Value;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DetailsTest implements TrackingValues {
  private final Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
  private final Tensor x = Tensor.scalar(2.0).named("x");

  @Test
  void operationKeepsWhatWentInAndCameOut() {
    Details product = w.mul(x).gradFn().details;
    assertThat(product.operands).extracting(Value::name).containsExactly("w", "x");
    assertThat(product.operands).extracting(o -> o.tensor().item()).containsExactly(3.0, 2.0);
    assertThat(product.result.tensor().item()).isEqualTo(6.0);
  }

  @Test
  void walkKeepsTheGradientThatArrives() {
    Tensor product = w.mul(x);
    Details details = product.gradFn().details;
    assertThat(details.gradient()).isNull();
    product.square().backward();
    assertThat(details.gradient().item()).isEqualTo(12.0);
  }

  @Test
  void whatIsSavedBelongsToTheOperationThatSavedIt() {
    Tensor untracked = x.mul(x);
    Tensor product = w.mul(untracked);
    Tensor sum = product.add(1);
    Tensor exponential = sum.exp();
    assertThat(saves(product)).containsExactly(4.0);
    assertThat(saves(sum)).isEmpty();
    assertThat(saves(exponential)).containsExactly(exponential.item());
  }

  private static List<Double> saves(Tensor result) {
    return result.gradFn().details.saved.stream().map(saved -> saved.get().item()).toList();
  }

  @Test
  void numbersThatWereChangedSinceAreNotShown() {
    Value before = w.mul(x).gradFn().details.operands.getFirst();
    Autograd.noGrad(() -> w.sub_(1));
    assertThat(before.tensor()).isNull();
    assertThat(before.changedBy()).isEqualTo("sub_");
  }

  @Test
  void scopesStandInScopes() {
    Tensor inner =
        Autograd.scope("net", () -> Autograd.scope("hidden", () -> w.mul(x)).add(1).mul(1));
    Details.Scope net = new Details.Scope(null, "net");
    assertThat(inner.gradFn().details.scope).isEqualTo(net);
    Node product = inner.gradFn().inputs().getFirst().inputs().getFirst();
    assertThat(product.details.scope).isEqualTo(new Details.Scope(net, "hidden"));
    assertThat(w.mul(x).gradFn().details.scope).isNull();
  }

  @Test
  void nothingIsKeptWhileValuesAreNotTracked() {
    Autograd.trackValues(false);
    Tensor product = w.mul(x);
    assertThat(product.gradFn().details).isNull();
    assertThat(Context.here().saves).isEmpty();
  }

  @Test
  void changesAndViewsGiveTheSameGradientsWhileTracked() {
    assertThat(throughViews()).isEqualTo(untracked(DetailsTest::throughViews));
  }

  private static String throughViews() {
    Tensor a = Tensor.arange(6.0).view(2, 3).requiresGrad(true);
    Tensor b = a.mul(2);
    b.select(0, 1).mul_(b.select(0, 0).clone());
    b.sigmoid_().narrow(1, 0, 2).square().sum().backward();
    return a.grad().toString();
  }

  private static String untracked(Supplier<String> text) {
    Autograd.trackValues(false);
    try {
      return text.get();
    } finally {
      Autograd.trackValues(true);
    }
  }

  @Test
  void nameIsOfTheObjectAndOfItsNode() {
    Tensor product = w.mul(x).named("product");
    assertThat(product.name()).isEqualTo("product");
    assertThat(product.gradFn().label).isEqualTo("product");
    assertThat(product.detach().name()).isNull();
    assertThat(product.named(null).name()).isNull();
  }

  @Test
  void nameStandsOnOneLine() {
    assertThatThrownBy(() -> w.named("a\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "named: \"a\nb\" is empty or has more than one line; give a short name, or null to take"
                + " it away");
    assertThatThrownBy(() -> w.named(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThat(w.name()).isEqualTo("w");
  }

  @Test
  void graphShowsNoNumbersThatWereChangedSinceTheyWereUsed() {
    Tensor loss = w.mul(x);
    Autograd.noGrad(() -> w.sub_(1));
    assertThat(Graph.of(loss))
        .hasToString(
            """
            mul [] = 6
            ├─ w: leaf [] — changed by sub_ since it was used here
            └─ x: constant [] = 2
            """);
  }
}

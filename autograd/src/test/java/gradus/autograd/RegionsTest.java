package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.Leaves.gradient;
import static gradus.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.kernel.Geometry;
import org.junit.jupiter.api.Test;

/// The gradients of parts and of writes into parts, wherever the whole, the part and the gradient
/// lie in memory.
class RegionsTest {
  private static final Geometry FOUR = Geometry.contiguous(Shape.of(4));

  /// Windows of two, one apart, so that inner elements lie in two of them.
  private static Geometry windows() {
    return Tensor.arange(4L).unfold(0, 2, 1).array().geometry();
  }

  @Test
  void embeddingAddsWhereAPartShowsAnElementTwice() {
    Tensor value = Tensor.of(FLOAT64, 1, 2, 3, 4, 5, 6).reshape(3, 2);
    Tensor whole = Regions.embed(value, windows(), FOUR);
    assertThat(whole.toDoubleArray()).containsExactly(1, 2 + 3, 4 + 5, 6);
    Tensor read = Regions.read(whole, windows(), FOUR);
    assertThat(read.toDoubleArray()).containsExactly(1, 5, 5, 9, 9, 6);
  }

  @Test
  void embeddingAndReadingAreEachOthersDerivatives() {
    Tensor value = leaf(1, 2, 3, 4, 5, 6);
    Tensor weights = Tensor.of(FLOAT64, 1, 10, 100, 1000);
    Regions.embed(value.reshape(3, 2), windows(), FOUR).mul(weights).sum().backward();
    assertThat(gradient(value)).containsExactly(1, 10, 10, 100, 100, 1000);
    Tensor whole = leaf(1, 2, 3, 4);
    Regions.read(whole, windows(), FOUR).sum().backward();
    assertThat(gradient(whole)).containsExactly(1, 2, 2, 1);
  }

  @Test
  void aViewThatShowsElementsTwiceGetsBothGradientsAfterItsBaseWasWritten() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    Tensor windows = base.unfold(0, 2, 1);
    base.mul_(2.0);
    windows.mul(Tensor.of(FLOAT64, 1, 10, 100, 1000).reshape(2, 2)).sum().backward();
    assertThat(gradient(x)).containsExactly(2, 220, 2000);
  }

  @Test
  void aViewThatShowsElementsTwiceIsAddedToWhatItsBaseGotAlready() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    Tensor windows = base.unfold(0, 2, 1);
    base.mul_(2.0);
    Tensor ofWindows = windows.mul(5).sum();
    base.mul(Tensor.of(FLOAT64, 1, 1, 1)).sum().add(ofWindows).backward();
    assertThat(gradient(x)).containsExactly(2 * 6, 2 * 11, 2 * 6);
  }

  @Test
  void aGradientAmidItsMemoryIsErasedWhereItLies() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    base.narrow(0, 1, 1).fill_(7);
    Ours.amid(base).mul(Tensor.of(FLOAT64, 4, 5, 6)).sum().backward();
    assertThat(gradient(x)).containsExactly(4, 0, 6);
  }

  @Test
  void aPartIsAddedToAGradientAmidItsMemory() {
    Tensor x = leaf(1, 2, 3);
    Tensor base = x.mul(1);
    Tensor part = base.narrow(0, 1, 2).mul(10).sum();
    Ours.amid(base).mul(Tensor.of(FLOAT64, 4, 5, 6)).sum().add(part).backward();
    assertThat(gradient(x)).containsExactly(4, 15, 16);
  }

  /// A plain buffer that lies by columns, with nothing that it is a view of.
  private static Tensor columns() {
    return Tensor.zeros(FLOAT64, 3, 2).t().detach();
  }

  @Test
  void aPartOfAWholeThatLiesByColumnsIsNotAddedToRows() {
    Tensor x = leaf(1, 2, 3, 4, 5, 6);
    Tensor buffer = columns();
    Tensor row = buffer.at(1);
    buffer.copy_(x.reshape(2, 3));
    Tensor part = row.mul(10).sum();
    Tensor weights = Tensor.of(FLOAT64, 1, 2, 3, 4, 5, 6).reshape(2, 3);
    buffer.mul(weights).sum().add(part).backward();
    assertThat(gradient(x)).containsExactly(1, 2, 3, 14, 15, 16);
  }

  @Test
  void aPartOfAWholeThatLiesByColumnsIsErasedInRows() {
    Tensor x = leaf(1, 2, 3, 4, 5, 6);
    Tensor buffer = columns();
    buffer.copy_(x.reshape(2, 3));
    buffer.at(1).mul_(10.0);
    Tensor weights = Tensor.of(FLOAT64, 1, 2, 3, 4, 5, 6).reshape(2, 3);
    buffer.mul(weights).sum().backward();
    assertThat(gradient(x)).containsExactly(1, 2, 3, 40, 50, 60);
  }
}

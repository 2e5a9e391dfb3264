package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static gradus.autograd.Index.all;
import static gradus.autograd.Index.ellipsis;
import static gradus.autograd.Index.index;
import static gradus.autograd.Index.newAxis;
import static gradus.autograd.Index.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IndexingTest {
  private final Tensor x = Tensor.arange(24).view(2, 3, 4);

  // ---- where the dimensions of the result stand, as torch puts them ----

  @Test
  void neighbouringTensorsStayInPlace() {
    Tensor i = Tensor.zeros(INT64, 5, 6);
    assertThat(x.at(all(), i, i).shape()).isEqualTo(Shape.of(2, 5, 6));
    assertThat(x.at(i).shape()).isEqualTo(Shape.of(5, 6, 3, 4));
    assertThat(x.at(ellipsis(), i).shape()).isEqualTo(Shape.of(2, 3, 5, 6));
  }

  @Test
  void separatedTensorsComeFirst() {
    Tensor i = Tensor.zeros(INT64, 5);
    assertThat(x.at(i, all(), i).shape()).isEqualTo(Shape.of(5, 3));
    assertThat(x.at(i, newAxis(), i).shape()).isEqualTo(Shape.of(5, 1, 4));
    assertThat(x.at(all(), i, newAxis(), i).shape()).isEqualTo(Shape.of(5, 2, 1));
  }

  @Test
  void placeBesideTensorBelongsToTheView() {
    Tensor i = Tensor.zeros(INT64, 5);
    assertThat(x.at(index(0), all(), i).shape()).isEqualTo(Shape.of(3, 5));
    assertThat(x.at(Tensor.scalar(0L), all(), i).shape()).isEqualTo(Shape.of(3, 5));
    assertThat(x.at(i, index(0), i).shape()).isEqualTo(Shape.of(5));
  }

  @Test
  void placeGivenAsSingleNumberTensorIsAView() {
    Tensor y = x.clone();
    y.at(Tensor.scalar(-1L)).fill_(7);
    assertThat(y.at(1).eq(7).all().itemBoolean()).isTrue();
  }

  @Test
  void maskWithoutDimensionsIsOneOverNewDimension() {
    assertThat(x.at(Tensor.scalar(true)).shape()).isEqualTo(Shape.of(1, 2, 3, 4));
    assertThat(x.at(Tensor.scalar(false)).shape()).isEqualTo(Shape.of(0, 2, 3, 4));
    assertThat(Tensor.scalar(3.0).at(Tensor.scalar(true)).shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void maskOverAllDimensionsGivesVector() {
    assertThat(x.at(x.remainder(5).eq(0)).toLongArray()).containsExactly(0, 5, 10, 15, 20);
    assertThat(x.at(x.lt(0)).shape()).isEqualTo(Shape.of(0));
    assertThat(x.at(Tensor.zeros(BOOL, 2, 3)).shape()).isEqualTo(Shape.of(0, 4));
  }

  @Test
  void emptyTensorOfPlacesGivesNothing() {
    assertThat(x.at(Tensor.zeros(INT64, 0)).shape()).isEqualTo(Shape.of(0, 3, 4));
    assertThat(x.at(all(), Tensor.zeros(INT64, 0, 2)).shape()).isEqualTo(Shape.of(2, 0, 2, 4));
  }

  // ---- writing ----

  @Test
  void putThroughRangesWritesTheBase() {
    Tensor y = Tensor.zeros(3, 4);
    y.put(1, range(0, 2), index(1)).put(Tensor.of(5.0, 6, 7, 8), index(2));
    assertThat(y.toDoubleArray()).containsExactly(0, 1, 0, 0, 0, 1, 0, 0, 5, 6, 7, 8);
  }

  @Test
  void putDropsLeadingOnesOfTheValue() {
    Tensor y = Tensor.zeros(3, 2);
    y.put(Tensor.of(new double[][] {{1, 2}}), index(1));
    y.put(Tensor.of(new double[][] {{3, 4}}).unsqueeze(0), Tensor.of(0, 2));
    assertThat(y.toDoubleArray()).containsExactly(3, 4, 1, 2, 3, 4);
  }

  @Test
  void putOfMaskSetsWhereTrue() {
    Tensor y = Tensor.of(-1.0, 2, -3);
    assertThat(y.put(0, y.lt(0)).toDoubleArray()).containsExactly(0, 2, 0);
  }

  @Test
  void putOfItsOwnElementsReadsBeforeItWrites() {
    Tensor y = Tensor.of(1L, 2, 3);
    Tensor places = Tensor.of(0, 1, 2);
    y.put(y.narrow(0, 0, 1), places);
    assertThat(y.toLongArray()).containsExactly(1, 1, 1);
    Tensor square = Tensor.of(new long[][] {{1, 2}, {3, 4}});
    square.put(square.t(), Tensor.of(0, 1));
    assertThat(square.toLongArray()).containsExactly(1, 3, 2, 4);
  }

  @Test
  void putIntoPlainBufferRecordsTheValue() {
    Tensor w = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    Tensor buffer = Tensor.zeros(FLOAT64, 3, 2);
    buffer.put(w.mul(3), Tensor.of(2, 0));
    buffer.square().sum().backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(36, 72);
  }

  @Test
  void putErasesTheGradientOfWhatStoodThere() {
    Tensor w = Tensor.of(FLOAT64, 1, 2, 3).requiresGrad(true);
    Tensor y = w.mul(2);
    y.put(0, Tensor.of(1));
    y.sum().backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(2, 0, 2);
  }

  @Test
  void putIntoTransposedViewWritesTheBase() {
    Tensor base = Tensor.zeros(INT64, 2, 3);
    base.t().put(Tensor.of(7L, 8), Tensor.of(2));
    assertThat(base.toLongArray()).containsExactly(0, 0, 7, 0, 0, 8);
  }

  @Test
  void indexPutLeavesItsReceiver() {
    Tensor y = Tensor.of(1.0, 1);
    Index[] places = {Tensor.of(0, 0)};
    assertThat(y.indexPut(places, Tensor.of(2.0, 3), true).toDoubleArray()).containsExactly(6, 1);
    assertThat(y.toDoubleArray()).containsExactly(1, 1);
    y.indexPut_(places, Tensor.of(2.0, 3), true);
    assertThat(y.toDoubleArray()).containsExactly(6, 1);
  }

  @Test
  void copyOfItsOwnTransposeReadsBeforeItWrites() {
    Tensor square = Tensor.of(new long[][] {{1, 2}, {3, 4}});
    square.copy_(square.t());
    assertThat(square.toLongArray()).containsExactly(1, 3, 2, 4);
  }

  // ---- refusals ----

  @Test
  void tooManyIndices() {
    assertThatThrownBy(() -> x.at(0, 0, 0, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "at: 4 indices and 0 ellipses for shape [2, 3, 4]; give at most one index per"
                + " dimension and one ellipsis");
  }

  @Test
  void placeOutside() {
    assertThatThrownBy(() -> x.at(all(), index(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at: place 3 does not lie within dimension 1 of shape [2, 3, 4]; use -3 to 2");
    assertThatThrownBy(() -> x.at(all(), Tensor.of(0, -4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at: place -4 does not lie within dimension 1 of shape [2, 3, 4]; use -3 to 2");
  }

  @Test
  void maskOfOtherSize() {
    assertThatThrownBy(() -> x.at(all(), Tensor.of(true, false)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "at: a mask of shape [2] does not cover shape [2, 3, 4] from dimension 1 on: size 2 is"
                + " not 3; give one as large as what it picks from");
  }

  @Test
  void decimalIndex() {
    assertThatThrownBy(() -> x.at(Tensor.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "at: a tensor of FLOAT32 cannot be an index; use INT64 for places, or BOOL for a mask");
  }

  @Test
  void valuesThatDoNotFit() {
    Tensor y = x.clone();
    assertThatThrownBy(() -> y.put(Tensor.of(1L, 2), Tensor.of(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("put: shapes [1, 3, 4] and [2] do not broadcast");
    assertThatThrownBy(() -> y.put(Tensor.zeros(INT64, 2, 3, 4), Tensor.of(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "put: values of shape [2, 3, 4] do not broadcast to shape [1, 3, 4], which the indices"
                + " name; reshape or reduce them first");
    assertThat(y.equal(x)).isTrue();
  }

  @Test
  void leafThatRequiresGradient() {
    Tensor w = Tensor.of(1.0, 2).requiresGrad(true);
    assertThatThrownBy(() -> w.put(0, Tensor.of(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("put: a leaf that requires a gradient cannot be changed in place");
    assertThat(w.toDoubleArray()).containsExactly(1, 2);
  }

  @Test
  void narrowOutside() {
    assertThatThrownBy(() -> x.narrow(1, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "narrow: 2 places from 2 on do not lie within dimension 1 of shape [2, 3, 4], whose"
                + " size is 3; choose start and length so that they do");
    assertThatThrownBy(() -> x.narrow(0, Tensor.of(true).at(0), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "narrow: the start is BOOL of shape []; it must be a single INT64: a place, or a tensor"
                + " without dimensions");
  }
}

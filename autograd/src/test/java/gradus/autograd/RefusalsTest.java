package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// An operation that is made of others refuses in its own name, before any of them.
class RefusalsTest {
  private final Tensor matrix = Tensor.zeros(2, 3);
  private final Tensor truth = Tensor.of(true, false);

  @Test
  void productsNameThemselves() {
    refused(
        () -> matrix.mm(matrix),
        "mm: [2, 3] x [2, 3] do not line up: columns of the first (3) must equal rows of the second"
            + " (2); did you mean a.matmul(b.mT())?");
    refused(
        () -> matrix.mv(Tensor.zeros(2)),
        "mv: [2, 3] x [2] do not line up: columns of the first (3) must equal rows of the second"
            + " (2); transpose or reshape one of them");
    refused(
        () -> matrix.addmm(matrix, matrix.mT().to(FLOAT64)),
        "addmm: FLOAT32 x FLOAT64: both must have one type, and not BOOL; cast one with"
            + " to(FLOAT64)");
    refused(
        () -> matrix.addmm(matrix, Tensor.zeros(3)),
        "addmm: [2, 3] x [3]: it takes 2 dimensions and 2; matmul takes any");
    refused(
        () -> matrix.baddbmm(Tensor.zeros(2, 2, 3), Tensor.zeros(3, 3, 2)),
        "baddbmm: [2, 2, 3] x [3, 3, 2] do not line up: the batches must be equal, and columns of"
            + " the first (3) must equal rows of the second (3); matmul broadcasts batches");
    refused(
        () -> matrix.inner(matrix.to(INT64)),
        "inner: FLOAT32 x INT64: both must have one type, and not BOOL; cast one with to(FLOAT32)");
    refused(
        () -> truth.matmul(truth),
        "matmul: BOOL x BOOL: both must have one type, and not BOOL; cast both with to(INT64) or"
            + " to(FLOAT32)");
    refused(
        () -> Tensor.einsum("ij,kj->ik", matrix, matrix.to(FLOAT64)),
        "einsum: FLOAT32 x FLOAT64: both must have one type, and not BOOL; cast one with"
            + " to(FLOAT64)");
    refused(
        () -> matrix.tensordot(Tensor.scalar(1.0), new int[] {0}, new int[] {0}),
        "tensordot: dimensions [0] of [2, 3] and [0] of [] do not pair up: they must be as many,"
            + " with equal sizes, or one of size 1");
    refused(
        () -> Tensor.scalar(1.0).cross(Tensor.scalar(1.0), 0),
        "cross: [] x [] along dim 0: that dimension must have size 3 in both");
    refused(
        () -> Tensor.zeros(5, 3).cross(Tensor.zeros(3)),
        "cross: [5, 3] x [3]: both must have as many dimensions; unsqueeze(0) adds one");
    refused(
        () -> Tensor.of(1L).rsub(Tensor.of(2L), 0.5),
        "rsub with the decimal alpha 0.5: the operands are INT64, INT64; it is defined for"
            + " floating-point numbers: cast with to(FLOAT32)");
  }

  @Test
  void reductionsNameThemselves() {
    refused(
        () -> Tensor.zeros(0).max(),
        "max: shape [0] has no elements along the dimensions to reduce, and nothing is the extreme"
            + " of none; name dimensions that are not empty");
    refused(
        () -> Tensor.zeros(0).norm(Double.POSITIVE_INFINITY),
        "norm: shape [0] has no elements along the dimensions, and no norm of order Infinity is that"
            + " of none; name dimensions that are not empty");
    refused(
        () -> Tensor.zeros(0).norm(-1),
        "norm: shape [0] has no elements along the dimensions, and no norm of order -1.0 is that of"
            + " none; name dimensions that are not empty");
    refused(
        () -> Tensor.zeros(0, 3).dist(Tensor.zeros(3), Double.POSITIVE_INFINITY),
        "dist: shape [0, 3] has no elements along the dimensions, and no norm of order Infinity is"
            + " that of none; name dimensions that are not empty");
    refused(
        () -> matrix.to(INT64).logcumsumexp(0),
        "logcumsumexp: the operands are INT64; it is defined for floating-point numbers: cast with"
            + " to(FLOAT32)");
    refused(
        () -> Tensor.zeros(DType.BOOL, 2, 2).trace(),
        "trace: BOOL: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)");
    refused(
        () -> matrix.to(INT64).stdMean(),
        "stdMean: of INT64: only floating-point tensors have one; cast first:"
            + " x.to(FLOAT32).stdMean()");
    refused(
        () -> truth.argmax(),
        "argmax: BOOL elements are true or not, none is greatest or smallest; count them as"
            + " to(INT64)");
    refused(
        () -> matrix.to(INT64).softmax(0),
        "softmax: the elements are INT64, but the results are decimal numbers; name their type:"
            + " softmax(FLOAT32, dim)");
  }

  @Test
  void wholeNumbersHaveNoDecimalsToRoundTo() {
    for (int decimals : new int[] {0, 1}) {
      refused(
          () -> Tensor.of(15L).round(decimals),
          "round: the operands are INT64; it is defined for floating-point numbers: cast with"
              + " to(FLOAT32)");
    }
    assertThat(Tensor.of(15L).round().itemLong()).isEqualTo(15);
  }

  @Test
  void pairsNameThemselves() {
    refused(
        () -> truth.rsub(1),
        "rsub: BOOL: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)");
    refused(
        () -> truth.dist(truth),
        "dist: BOOL, BOOL: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)");
    refused(
        () -> matrix.to(INT64).cdist(matrix.to(INT64)),
        "cdist: the operands are INT64, INT64; it is defined for floating-point numbers: cast with"
            + " to(FLOAT32)");
    refused(
        () -> Tensor.zeros(3).scatter(0, Tensor.of(0, 1, 2), Tensor.scalar(1.0)),
        "scatter: index [3] does not fit src []: it must have as many dimensions, and no larger"
            + " sizes");
    refused(
        () -> Tensor.of(1, 2).indexAdd(0, Tensor.of(0), Tensor.of(3), 0.5),
        "indexAdd: INT64 times the decimal alpha 0.5 is no INT64; use a whole alpha, or cast with"
            + " to(FLOAT32)");
    refused(
        () -> Tensor.scalar(1.0).size(0),
        "size: a single number has no dimensions, so none has a size; numel() is 1");
  }

  @Test
  void sizesBeyondAnArrayAreRefusedBeforeAnythingIsAllocated() {
    String rule =
        " has more than 2147483639 elements, the most that one tensor can hold; take smaller sizes,"
            + " or work on one part after another";
    int large = 1 << 20;
    refused(() -> Tensor.zeros(large, large), "shape: [1048576, 1048576]" + rule);
    refused(() -> Tensor.ones(Integer.MAX_VALUE), "shape: [2147483647]" + rule);
    refused(() -> Tensor.full(0.5, large, large), "shape: [1048576, 1048576]" + rule);
    refused(() -> Tensor.linspace(0, 1, Integer.MAX_VALUE), "shape: [2147483647]" + rule);
    refused(() -> matrix.repeat(large, large), "repeat: [2097152, 3145728]" + rule);
    refused(() -> matrix.tile(Integer.MAX_VALUE), "tile: [2, 6442450941]" + rule);
    refused(
        () -> matrix.repeatInterleave(Integer.MAX_VALUE), "repeatInterleave: [12884901882]" + rule);
    refused(() -> truth.diagEmbed(Integer.MIN_VALUE), "diagEmbed: [2147483650, 2147483650]" + rule);
    refused(
        () -> Tensor.ones(2).multinomial(Integer.MAX_VALUE, true),
        "multinomial: [1, 2147483647]" + rule);
    Tensor wide = Tensor.scalar(1.0).expand(1 << 30);
    refused(() -> Tensor.cat(0, wide, wide, wide), "cat: [3221225472]" + rule);
  }

  @Test
  void placesBeyondAnIntAreRefusedLikeOthers() {
    Tensor far = Tensor.scalar(1L << 40);
    refused(
        () -> matrix.at(far),
        "at: place 2147483647 does not lie within dimension 0 of shape [2, 3]; use -2 to 1");
    refused(
        () -> matrix.narrow(0, far, 1),
        "narrow: 1 places from 2147483647 on do not lie within dimension 0 of shape [2, 3], whose"
            + " size is 2; choose start and length so that they do");
    assertThat(matrix.at(Index.range(0, 2, Integer.MAX_VALUE)).shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void placesBeyondADimensionAreRefusedAlike() {
    String rule = " does not lie within dimension 0 of shape [2, 3]; use -2 to 1";
    refused(() -> matrix.at(2), "at: place 2" + rule);
    refused(() -> matrix.select(0, 2), "select: place 2" + rule);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> matrix.at(2), () -> matrix.select(0, 2), () -> matrix.narrow(0, 2, 1))) {
      assertThatThrownBy(call).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void missingArgumentsAreNamed() {
    refused(
        () -> Tensor.of(3, 4).div(2, (DivisionRounding) null),
        "div: the rounding is null; name FLOOR or TRUNC, or leave it out for the exact quotient");
    refused(
        () -> Tensor.ones(2).scatter(0, Tensor.of(0), Tensor.ones(1), null),
        "scatter: reduce \"null\" is unknown; use \"add\" or \"multiply\"");
    refused(() -> matrix.sum((int[]) null), "sum: dims is null; none at all mean every dimension");
    assertThatThrownBy(() -> matrix.to(null))
        .hasMessage("to: the type is null; name one, such as FLOAT32");
    assertThatThrownBy(() -> Tensor.zeros((int[]) null))
        .hasMessage("shape: the sizes are null; none at all are a single number");
    assertThatThrownBy(() -> matrix.requiresGrad(true).registerHook(null))
        .hasMessage("registerHook: the hook is null; give a function");
  }

  @Test
  void equationsSayTheWayOut() {
    refused(
        () -> Tensor.einsum("ij,jk->iz", matrix, matrix.mT()),
        "einsum: ij,jk->iz: 'z' of the result must occur in a term, and in the result once; name it"
            + " in a term, or leave it out of the result");
    refused(
        () -> Tensor.einsum("ii->i", matrix),
        "einsum: ii->i: 'i' is 2 and 3 in one term; a diagonal needs equal sizes: use two letters,"
            + " or narrow");
  }

  @Test
  void aSingleNumberHasNoDimensionsToMove() {
    Tensor number = Tensor.scalar(1.0);
    refused(
        () -> number.roll(1, 0),
        "roll: a single number has no dimension to roll along; leave the dimensions out");
    refused(() -> number.movedim(1, 0), "movedim: dim 1 does not exist in shape []; use -1 to 0");
    assertThat(number.roll(1).item()).isEqualTo(1);
    assertThat(number.movedim(-1, 0).item()).isEqualTo(1);
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }

  @Test
  void aSingleNumberHasNoDimensionToPickOrRepeatAlong() {
    Tensor number = Tensor.scalar(2.0);
    Tensor place = Tensor.scalar(0L);
    refused(
        () -> number.takeAlongDim(place, 0),
        "takeAlongDim: shape [] is a single number, which has no dimension 0 to pick along; leave"
            + " out the dimension");
    String text =
        "repeatInterleave: shape [] is a single number, which has no dimension -1 to repeat along;"
            + " leave out the dimension";
    refused(() -> number.repeatInterleave(2, -1), text);
    refused(() -> number.repeatInterleave(Tensor.of(2L), -1), text);
    assertThat(number.repeatInterleave(2).toDoubleArray()).containsExactly(2, 2);
    assertThat(number.takeAlongDim(place).toDoubleArray()).containsExactly(2);
  }

  @Test
  void typeOfProbabilitiesCanBeNamed() {
    Tensor x = Tensor.of(0, 0);
    assertThat(x.softmax(FLOAT32, 0).toString()).isEqualTo("tensor([0.5000, 0.5000])");
    assertThat(x.logSoftmax(FLOAT64, 0).dtype()).isEqualTo(FLOAT64);
  }

  @Test
  void booleansAreCloseWhereEqual() {
    assertThat(truth.allclose(truth.clone())).isTrue();
    assertThat(truth.allclose(truth.logicalNot())).isFalse();
  }
}

package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The functions of whole numbers and of truth values.
class LongMathTest {

  @Test
  void wholeNumbersDivideAsInPython() {
    long[] a = {7, -7, 7, -7};
    long[] b = {2, 2, -2, -2};
    assertThat(combined(LongMath::floorDivide, a, b)).containsExactly(3, -4, -4, 3);
    assertThat(combined(LongMath::truncDivide, a, b)).containsExactly(3, -3, -3, 3);
    assertThat(combined(LongMath::remainder, a, b)).containsExactly(1, 1, -1, -1);
    assertThat(combined(LongMath::fmod, a, b)).containsExactly(1, -1, 1, -1);
    assertThatThrownBy(() -> combined(LongMath::floorDivide, a, new long[4]))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void wholeNumbersHaveArithmetic() {
    long[] a = {3, -2, Long.MAX_VALUE};
    long[] b = {4, 5, 1};
    assertThat(combined(LongMath::add, a, b)).containsExactly(7, 3, Long.MIN_VALUE);
    assertThat(combined(LongMath::sub, a, b)).containsExactly(-1, -7, Long.MAX_VALUE - 1);
    assertThat(combined(LongMath::mul, a, b)).containsExactly(12, -10, Long.MAX_VALUE);
    assertThat(combined(LongMath::maximum, a, b)).containsExactly(4, 5, Long.MAX_VALUE);
    assertThat(combined(LongMath::minimum, a, b)).containsExactly(3, -2, 1);
    assertThat(combined(LongMath::pow, a, b)).containsExactly(81, -32, Long.MAX_VALUE);
    assertThat(combined(LongMath::pow, a, new long[3])).containsExactly(1, 1, 1);
    long[] y = new long[3];
    LongMath.neg(a, 0, y, 0, 3);
    assertThat(y).containsExactly(-3, 2, -Long.MAX_VALUE);
    LongMath.abs(a, 0, y, 0, 3);
    assertThat(y).containsExactly(3, 2, Long.MAX_VALUE);
    LongMath.sign(a, 0, y, 0, 3);
    assertThat(y).containsExactly(1, -1, 1);
    LongMath.square(a, 0, y, 0, 2);
    assertThat(y).startsWith(9, 4);
  }

  private static long[] combined(LongBinary function, long[] a, long[] b) {
    long[] y = new long[a.length];
    function.apply(a, 0, 1, b, 0, 1, y, 0, a.length);
    return y;
  }

  @Test
  void wholeNumbersCompare() {
    long[] a = {1, 2, 3};
    long[] two = {2};
    assertThat(compared(LongMath::eq, a, two)).containsExactly(false, true, false);
    assertThat(compared(LongMath::ne, a, two)).containsExactly(true, false, true);
    assertThat(compared(LongMath::lt, a, two)).containsExactly(true, false, false);
    assertThat(compared(LongMath::le, a, two)).containsExactly(true, true, false);
    assertThat(compared(LongMath::gt, a, two)).containsExactly(false, false, true);
    assertThat(compared(LongMath::ge, a, two)).containsExactly(false, true, true);
  }

  private static boolean[] compared(LongCompare compare, long[] a, long[] number) {
    boolean[] y = new boolean[a.length];
    compare.apply(a, 0, 1, number, 0, 0, y, 0, a.length);
    return y;
  }

  @Test
  void logicHasItsTruthTables() {
    boolean[] a = {false, false, true, true};
    boolean[] b = {false, true, false, true};
    boolean[] y = new boolean[4];
    BooleanMath.logicalAnd(a, 0, 1, b, 0, 1, y, 0, 4);
    assertThat(y).containsExactly(false, false, false, true);
    BooleanMath.logicalOr(a, 0, 1, b, 0, 1, y, 0, 4);
    assertThat(y).containsExactly(false, true, true, true);
    BooleanMath.logicalXor(a, 0, 1, b, 0, 1, y, 0, 4);
    assertThat(y).containsExactly(false, true, true, false);
    BooleanMath.logicalNot(a, 0, y, 0, 4);
    assertThat(y).containsExactly(true, true, false, false);
  }
}

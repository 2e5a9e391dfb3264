package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The generator's state as bytes: PyTorch's layout, the way back, and what is refused.
class GeneratorStateTest {
  private static final int STATE_BYTES = 5056;

  @Test
  void stateHasPyTorchsLayout() {
    var generator = new Generator(0x123456789aL);
    generator.normal(new float[3], 0, 3, 0, 1);
    var state = ByteBuffer.wrap(generator.state()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(state.capacity()).isEqualTo(STATE_BYTES);
    assertThat(state.getLong(0)).as("seed").isEqualTo(0x123456789aL);
    assertThat(state.getInt(8)).as("left").isEqualTo(617);
    assertThat(state.getInt(12)).as("seeded").isEqualTo(1);
    assertThat(state.getLong(16)).as("next").isEqualTo(8);
    assertThat(state.getDouble(5024)).as("waiting").isEqualTo(generator.nextNormal());
    assertThat(state.getInt(5040)).as("valid").isEqualTo(1);
  }

  @Test
  void stateGoesBackToEveryPlaceOfTheBlockAndToTheWaitingNumber() {
    for (int drawn : new int[] {0, 1, 623, 624, 625, 1248}) {
      var generator = new Generator(77);
      generator.uniform(new float[drawn], 0, drawn, 0, 1);
      if (drawn % 2 == 1) {
        generator.nextNormal();
      }
      byte[] state = generator.state();
      float[] expected = uniform(generator, 700);
      double normal = generator.nextNormal();

      var other = new Generator(5);
      other.nextNormal();
      other.state(state);
      assertThat(other.state()).isEqualTo(state);
      assertThat(other.initialSeed()).isEqualTo(77);
      assertThat(uniform(other, 700)).containsExactly(expected);
      assertThat(other.nextNormal()).isEqualTo(normal);
    }
  }

  @Test
  void damagedStatesAreRefusedAndChangeNothing() {
    var generator = new Generator(42);
    generator.nextNormal();
    byte[] before = generator.state();
    assertRefused(
        generator,
        new byte[12],
        "state: 12 bytes, but a generator's state has 5056; pass what state() gave");
    assertRefused(
        generator,
        new byte[STATE_BYTES],
        damaged("left 0, seeded 0 and next 0 do not belong together"));
    assertRefused(
        generator,
        with(before, b -> b.putInt(8, 700)),
        damaged("left 700, seeded 1 and next 4 do not belong together"));
    assertRefused(
        generator,
        with(before, b -> b.putLong(16, 1L << 32 | 4)),
        damaged("left 621, seeded 1 and next 4294967300 do not belong together"));
    assertRefused(
        generator,
        with(before, b -> b.putLong(24 + 8 * 5, 1L << 32)),
        damaged("word 5 is 0x100000000, more than 32 bits"));
    assertRefused(
        generator,
        with(before, b -> b.putInt(5040, 2).putDouble(5024, 0.5)),
        damaged("the mark of a waiting normal number is 2, the number 0.5"));
    assertRefused(
        generator,
        with(before, b -> b.putDouble(5024, Double.NaN)),
        damaged("the mark of a waiting normal number is 1, the number NaN"));
    assertThat(generator.state()).isEqualTo(before);
  }

  private static String damaged(String what) {
    return "state: "
        + what
        + "; these bytes are damaged or no generator's: pass what state() or "
        + "torch.get_rng_state() gave, unchanged";
  }

  private static byte[] with(byte[] state, Consumer<ByteBuffer> change) {
    byte[] changed = state.clone();
    change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
    return changed;
  }

  private static void assertRefused(Generator generator, byte[] state, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator.state(state))
        .withMessage(message);
  }

  private static float[] uniform(Generator generator, int n) {
    var a = new float[n];
    generator.uniform(a, 0, n, 0, 1);
    return a;
  }
}

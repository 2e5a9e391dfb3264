package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SparesTest {
  @Test
  void anArrayThatWasKeptIsGivenOnce() {
    float[] array = new float[1500];
    Spares.keep(new Storage.F32(array));
    assertThat(Spares.floats(1500)).isSameAs(array);
    assertThat(Spares.floats(1500)).isNotSameAs(array).hasSize(1500);
  }

  @Test
  void theOneKeptLastIsGivenFirst() {
    double[] first = new double[1600];
    double[] second = new double[1600];
    Spares.keep(new Storage.F64(first));
    Spares.keep(new Storage.F64(second));
    assertThat(Spares.doubles(1600)).isSameAs(second);
    assertThat(Spares.doubles(1600)).isSameAs(first);
  }

  @Test
  void onlyAnArrayOfTheSameTypeAndLengthIsGiven() {
    float[] array = new float[1700];
    Spares.keep(new Storage.F32(array));
    assertThat(Spares.floats(1699)).hasSize(1699);
    assertThat(Spares.doubles(1700)).hasSize(1700);
    assertThat(Spares.floats(1700)).isSameAs(array);
  }

  @Test
  void onlyTheLastOnesAreKept() {
    float[] old = new float[1800];
    Spares.keep(new Storage.F32(old));
    for (int i = 0; i < 32; i++) {
      Spares.keep(new Storage.F32(new float[1801]));
    }
    assertThat(Spares.floats(1800)).isNotSameAs(old);
  }

  @Test
  void whatIsShortOrSavedIsNotKept() {
    float[] small = new float[1023];
    Spares.keep(new Storage.F32(small));
    assertThat(Spares.floats(1023)).isNotSameAs(small);
    Storage.F32 saved = new Storage.F32(new float[1900]);
    saved.markSaved();
    Spares.keep(saved);
    assertThat(Spares.floats(1900)).isNotSameAs(saved.data());
  }

  @Test
  void everyThreadHasItsOwn() throws Exception {
    float[] array = new float[2100];
    Spares.keep(new Storage.F32(array));
    FutureTask<float[]> other = new FutureTask<>(() -> Spares.floats(2100));
    Thread.ofPlatform().start(other);
    assertThat(other.get()).isNotSameAs(array);
    assertThat(Spares.floats(2100)).isSameAs(array);
  }
}

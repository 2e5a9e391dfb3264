package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Batches of samples that can only be had one after the other.
class IterableLoaderTest {
  private final Iterable<Sample> seven =
      () ->
          IntStream.range(0, 7)
              .mapToObj(i -> new Sample(Tensor.of(i, 10.0 * i), Tensor.scalar(i)))
              .iterator();
  private final DataLoader loader = new DataLoader(seven, 3);

  @Test
  void samplesComeInOrderInEveryRound() {
    for (int round = 0; round < 2; round++) {
      List<Batch> batches = new ArrayList<>();
      loader.forEach(batches::add);
      assertThat(batches).extracting(Batch::size).containsExactly(3, 3, 1);
      assertThat(batches.get(1).x().toDoubleArray()).containsExactly(3, 30, 4, 40, 5, 50);
      assertThat(batches.get(2).y().toDoubleArray()).containsExactly(6);
    }
  }

  @Test
  void theShortBatchCanBeDropped() {
    assertThat(loader.dropLast(true)).extracting(Batch::size).containsExactly(3, 3);
    assertThat(new DataLoader(seven, 7).dropLast(true)).extracting(Batch::size).containsExactly(7);
  }

  @Test
  void noMoreIsReadThanTheBatchNeeds() {
    Iterable<Sample> endless =
        () -> IntStream.iterate(0, i -> i + 1).mapToObj(i -> sample(i)).iterator();
    assertThat(new DataLoader(endless, 2).iterator().next().y().toDoubleArray())
        .containsExactly(0, 1);
  }

  private static Sample sample(int i) {
    return new Sample(Tensor.scalar(i), Tensor.scalar(i));
  }

  @Test
  void aRoundDrawsTwoWords() {
    var generator = new Generator(3);
    loader.generator(generator).forEach(_ -> {});
    var replay = new Generator(3);
    replay.nextLong();
    assertThat(generator.nextLong()).isEqualTo(replay.nextLong());
  }

  @Test
  void nothingComesAfterTheEnd() {
    Iterator<Batch> none = new DataLoader(List.<Sample>of(), 2).iterator();
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void whatNeedsNumberedSamplesIsRefused() {
    assertRefused(loader::shuffled, "cannot be shuffled");
    assertRefused(
        () -> loader.sampler(Sampler.sequential(7)), "cannot be given in the order of a sampler");
    assertRefused(() -> loader.workers(2), "cannot be fetched by 2 workers at once");
    assertRefused(loader::size, "cannot be counted before they are read");
  }

  private static void assertRefused(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "DataLoader: the samples of an Iterable come one after the other and "
                + what
                + "; pass a Dataset, which gives each by its number");
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataLoader(seven, 0))
        .withMessage("DataLoader: a batch of 0 samples; give at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loader.workers(-1))
        .withMessage("DataLoader: -1 workers; give 0 or more");
    assertThat(loader.workers(0).dropLast(false)).hasSize(3);
  }
}

package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Generator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/// The indices of a sampler, batch by batch.
class BatchSamplerTest {
  @Test
  void theLastBatchIsShortOrDropped() {
    var whole = new BatchSampler(Sampler.sequential(7), 3, false);
    assertThat(whole).containsExactly(new int[] {0, 1, 2}, new int[] {3, 4, 5}, new int[] {6});
    assertThat(whole.size()).isEqualTo(3);
    var dropping = new BatchSampler(Sampler.sequential(7), 3, true);
    assertThat(dropping).containsExactly(new int[] {0, 1, 2}, new int[] {3, 4, 5});
    assertThat(dropping.size()).isEqualTo(2);
  }

  @Test
  void batchesThatFitAreNeitherShortNorDropped() {
    for (boolean dropLast : new boolean[] {false, true}) {
      var batches = new BatchSampler(Sampler.sequential(4), 2, dropLast);
      assertThat(batches).containsExactly(new int[] {0, 1}, new int[] {2, 3});
      assertThat(batches.size()).isEqualTo(2);
    }
  }

  @Test
  void eachLoopIsANewRoundInTheOrderOfTheSampler() {
    var batches = new BatchSampler(Sampler.random(5, new Generator(1)), 5, false);
    var sampler = Sampler.random(5, new Generator(1));
    for (int round = 0; round < 2; round++) {
      int[] expected = new int[5];
      var indices = sampler.indices();
      for (int i = 0; indices.hasNext(); i++) {
        expected[i] = indices.nextInt();
      }
      assertThat(batches).containsExactly(expected);
    }
  }

  @Test
  void nothingComesAfterTheEnd() {
    Iterator<int[]> none = new BatchSampler(Sampler.sequential(0), 2, false).iterator();
    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aBatchHasAtLeastOneIndex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchSampler(Sampler.sequential(7), 0, false))
        .withMessage("BatchSampler: a batch of 0 indices; give at least 1");
  }
}

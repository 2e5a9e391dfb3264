package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Generator;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Samples, their order, and how they come in batches.
class DataTest {
  private final TensorDataset rows =
      new TensorDataset(Tensor.arange(14L).reshape(7, 2), Tensor.arange(7L).mul(10));

  @BeforeEach
  void seed() {
    Generator.manualSeed(2022);
  }

  @Test
  void batchesComeInOrderAndTheLastIsShort() {
    var loader = new DataLoader(rows, 3);
    List<Batch> batches = new ArrayList<>();
    loader.forEach(batches::add);
    assertThat(loader.size()).isEqualTo(3);
    assertThat(batches).extracting(Batch::size).containsExactly(3, 3, 1);
    assertThat(batches.get(1).x().toLongArray()).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(batches.get(1).y().toLongArray()).containsExactly(30, 40, 50);
    assertThat(loader.dropLast(true).size()).isEqualTo(2);
    assertThat(order(loader.dropLast(true))).containsExactly(0, 10, 20, 30, 40, 50);
  }

  @Test
  void theShuffledOrderOfEveryEpochIsThatOfAGeneratorSeededByTheSharedOne() {
    var loader = new DataLoader(rows, 4).shuffled();
    List<long[]> epochs = List.of(order(loader), order(loader));
    seed();
    for (long[] epoch : epochs) {
      Generator.defaultGenerator().nextLong();
      var own = new Generator(Generator.defaultGenerator().nextLong());
      assertThat(epoch).containsExactly(Tensor.randperm(7, own).mul(10).toLongArray());
    }
  }

  @Test
  void aRoundDrawsTwoWordsEvenInOrder() {
    order(new DataLoader(rows, 2));
    double after = Tensor.rand(1).item();
    seed();
    Generator.defaultGenerator().nextLong();
    assertThat(Tensor.rand(1).item()).isEqualTo(after);
  }

  @Test
  void aGeneratorOfOnesOwnIsDrawnFromDirectly() {
    var generator = new Generator(5);
    long[] order = order(new DataLoader(rows, 3).shuffled().generator(generator));
    var replay = new Generator(5);
    replay.nextLong();
    assertThat(order).containsExactly(Tensor.randperm(7, replay).mul(10).toLongArray());
    Tensor.randperm(7, replay);
    assertThat(generator.nextLong())
        .as("a further permutation was drawn")
        .isEqualTo(replay.nextLong());
  }

  private static long[] order(Iterable<Batch> loader) {
    List<Tensor> labels = new ArrayList<>();
    loader.forEach(batch -> labels.add(batch.y()));
    return Tensor.cat(0, labels.toArray(Tensor[]::new)).toLongArray();
  }

  @Test
  void samplesOfAnyKindAreCollated() {
    var words = Dataset.of(5, i -> "word" + i);
    List<String> batches = new ArrayList<>();
    DataLoader.of(words, 2, list -> String.join("+", list)).forEach(batches::add);
    assertThat(batches).containsExactly("word0+word1", "word2+word3", "word4");
  }

  @Test
  void aSubsetGivesStackedBatches() {
    var part = new Subset<>(rows, 6, 0);
    Batch batch = new DataLoader(part, 5).iterator().next();
    assertThat(batch.x().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(batch.y().toLongArray()).containsExactly(60, 0);
    assertThatThrownBy(() -> new Subset<>(rows, 7))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Subset: there is no sample 7 among 7; use 0 to 6");
    assertThatThrownBy(() -> part.get(2))
        .hasMessage("Subset: there is no sample 2 among 2; use 0 to 1");
  }

  @Test
  void aSampleThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> rows.get(-1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("TensorDataset: there is no sample -1 among 7; use 0 to 6");
    assertThatThrownBy(() -> rows.concat(rows).get(14))
        .hasMessage("ConcatDataset: there is no sample 14 among 14; use 0 to 13");
    assertThatThrownBy(() -> Dataset.of(0, i -> i).get(0))
        .hasMessage("Dataset: there is no sample 0, nor any other: it is empty");
  }

  @Test
  void dataSetsAreJoined() {
    Dataset<Sample> both = rows.concat(new Subset<>(rows, 3));
    assertThat(both.size()).isEqualTo(8);
    assertThat(both.get(7).y().itemLong()).isEqualTo(30);
    assertThat(both.get(6).y().itemLong()).isEqualTo(60);
  }

  @Test
  void aRandomSplitIsOnePermutationCutInPieces() {
    List<Subset<Sample>> parts = rows.randomSplit(0.5, 0.5);
    seed();
    long[] order = Tensor.randperm(7).toLongArray();
    assertThat(parts.get(0).indices())
        .containsExactly(Arrays.stream(order).limit(4).mapToInt(i -> (int) i).toArray());
    assertThat(parts.get(1).size()).isEqualTo(3);
    assertThat(rows.randomSplit(new Generator(1), 2, 5))
        .extracting(Subset::size)
        .containsExactly(2, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.randomSplit(3, 3))
        .withMessage(
            "randomSplit: lengths [3.0, 3.0] of 7 samples; they must be whole numbers that add up"
                + " to 7, or fractions that add up to 1");
  }

  @Test
  void samplersGiveWhatTheirGeneratorDraws() {
    assertThat(list(Sampler.sequential(3))).containsExactly(0, 1, 2);
    assertThat(list(Sampler.subset(new int[] {7, 8, 9}, new Generator(3))))
        .containsExactlyElementsOf(
            Arrays.stream(Tensor.randperm(3, new Generator(3)).toLongArray())
                .mapToObj(i -> (int) i + 7)
                .toList());
    var generator = new Generator(3);
    List<Integer> drawn = list(Sampler.withReplacement(5, 40, generator));
    var replay = new Generator(3);
    assertThat(drawn.subList(0, 32))
        .containsExactlyElementsOf(integers(Tensor.randint(replay, 0, 5, 32)));
    assertThat(drawn.subList(32, 40))
        .containsExactlyElementsOf(integers(Tensor.randint(replay, 0, 5, 8)));
    assertThat(list(Sampler.weighted(new double[] {0, 1, 0}, 4, true, null)))
        .containsExactly(1, 1, 1, 1);
    assertThat(
            order(
                new DataLoader(rows, 2)
                    .sampler(Sampler.weighted(new double[] {0, 0, 1}, 3, true, null))))
        .containsExactly(20, 20, 20);
  }

  private static List<Integer> list(Sampler sampler) {
    List<Integer> indices = new ArrayList<>();
    PrimitiveIterator.OfInt round = sampler.indices();
    round.forEachRemaining((int i) -> indices.add(i));
    return indices;
  }

  private static List<Integer> integers(Tensor tensor) {
    return Arrays.stream(tensor.toLongArray()).mapToObj(i -> (int) i).toList();
  }

  @Test
  void workersChangeNothingInTheOrder() {
    var loader = new DataLoader(rows, 2).shuffled();
    long[] alone = order(loader);
    for (int workers : new int[] {1, 3, 20}) {
      seed();
      assertThat(order(loader.workers(workers))).containsExactly(alone);
    }
    Iterator<Batch> left = loader.workers(3).iterator();
    assertThat(left.next().size()).isEqualTo(2);
  }

  @Test
  void whatASampleThrowsIsThrownWithItsBatch() {
    var broken =
        Dataset.of(
            6,
            i -> {
              if (i == 3) {
                throw new IllegalStateException("sample 3 is broken");
              }
              return i;
            });
    var round = DataLoader.of(broken, 2, list -> list).workers(2).iterator();
    assertThat(round.next()).containsExactly(0, 1);
    assertThatThrownBy(round::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sample 3 is broken");
    assertThat(round.next()).containsExactly(4, 5);
    assertThat(round.hasNext()).isFalse();
    assertThatThrownBy(round::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void whatCannotBeLoadedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataLoader(rows, 0))
        .withMessage("DataLoader: a batch of 0 samples; give at least 1");
    assertThatThrownBy(() -> new TensorDataset(Tensor.zeros(3, 2), Tensor.zeros(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "TensorDataset: inputs [3, 2] and targets [4]; both need one row per sample, so their"
                + " first sizes must be equal");
  }
}

package gradus.nn.data;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// Brings the samples of a data set in batches; each loop over it is one round, an epoch.
///
/// ```java
/// var data = new DataLoader(Digits.train(), 64).shuffled();
/// for (var batch : data) {
///   net.apply(batch.x());
/// }
/// ```
///
/// Random numbers are drawn as PyTorch's `DataLoader` draws them, so that after the same
/// `manualSeed` the batches are the same.
public final class DataLoader implements Iterable<Batch> {
  private final Batching<Batch> loader;

  /// Makes a loader that gives the samples in their order; the last batch may be short.
  ///
  /// @throws IllegalArgumentException if `batchSize` is below 1
  public DataLoader(Dataset<Sample> dataset, int batchSize) {
    this(
        new Loader<>(
            dataset.size(),
            batchSize,
            indices ->
                dataset instanceof TensorDataset rows
                    ? rows.batch(indices)
                    : stacked(samples(dataset, indices))));
  }

  /// Makes a loader of samples that can only be had one after the other, such as the lines of a
  /// file; each round asks `samples` for a new iterator. The last batch may be short. Like a loader
  /// of an `IterableDataset`.
  ///
  /// Such a loader has no size, and refuses another order and workers.
  ///
  /// @throws IllegalArgumentException if `batchSize` is below 1
  public DataLoader(Iterable<Sample> samples, int batchSize) {
    this(new IterableLoader<>(samples, batchSize, DataLoader::stacked));
  }

  private DataLoader(Batching<Batch> loader) {
    this.loader = loader;
  }

  /// Makes a loader of samples of any kind, which `collate` makes a batch of.
  ///
  /// @throws IllegalArgumentException if `batchSize` is below 1
  public static <S, B> Loader<B> of(
      Dataset<S> dataset, int batchSize, Function<List<S>, B> collate) {
    return new Loader<>(
        dataset.size(), batchSize, indices -> collate.apply(samples(dataset, indices)));
  }

  private static <S> List<S> samples(Dataset<S> dataset, int... indices) {
    List<S> samples = new ArrayList<>(indices.length);
    for (int index : indices) {
      samples.add(dataset.get(index));
    }
    return samples;
  }

  private static Batch stacked(List<Sample> samples) {
    return new Batch(
        Tensor.stack(0, samples.stream().map(Sample::x).toArray(Tensor[]::new)),
        Tensor.stack(0, samples.stream().map(Sample::y).toArray(Tensor[]::new)));
  }

  /// This loader with the samples in another random order in every round.
  ///
  /// @throws UnsupportedOperationException if the samples come from an `Iterable`
  public DataLoader shuffled() {
    return new DataLoader(loader.shuffled());
  }

  /// This loader with the order that `sampler` gives.
  ///
  /// @throws UnsupportedOperationException if the samples come from an `Iterable`
  public DataLoader sampler(Sampler sampler) {
    return new DataLoader(loader.sampler(sampler));
  }

  /// This loader with or without the last batch where it would be short.
  public DataLoader dropLast(boolean dropLast) {
    return new DataLoader(loader.dropLast(dropLast));
  }

  /// This loader with its random numbers drawn from `generator`.
  public DataLoader generator(Generator generator) {
    return new DataLoader(loader.generator(generator));
  }

  /// This loader with up to `workers` batches made ahead of time on other threads; see
  /// [Loader#workers].
  ///
  /// @throws IllegalArgumentException if `workers` is negative
  /// @throws UnsupportedOperationException if the samples come from an `Iterable`, unless `workers`
  ///   is 0
  public DataLoader workers(int workers) {
    return new DataLoader(loader.workers(workers));
  }

  /// The number of batches in a round.
  ///
  /// @throws UnsupportedOperationException if the samples come from an `Iterable`
  public int size() {
    return loader.size();
  }

  /// Begins a round; see [Loader#iterator()].
  @Override
  public Iterator<Batch> iterator() {
    return loader.iterator();
  }
}

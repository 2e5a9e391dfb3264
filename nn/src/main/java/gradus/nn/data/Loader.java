package gradus.nn.data;

import gradus.autograd.Generator;
import java.util.Iterator;
import java.util.function.Function;

/// Brings the samples of a data set in batches of any kind; see [DataLoader] for the usual kind.
///
/// @param <B> what a batch is
public final class Loader<B> implements Batching<B> {
  private final Function<int[], B> batch;
  private final int batchSize;
  private final Sampler sampler;
  private final int samples;
  private final boolean shuffled;
  private final boolean dropLast;
  private final Generator generator;
  private final int workers;

  Loader(int samples, int batchSize, Function<int[], B> batch) {
    this(samples, batchSize, batch, null, false, false, null, 0);
  }

  private Loader(
      int samples,
      int batchSize,
      Function<int[], B> batch,
      Sampler sampler,
      boolean shuffled,
      boolean dropLast,
      Generator generator,
      int workers) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "DataLoader: a batch of %d samples; give at least 1".formatted(batchSize));
    }
    this.samples = samples;
    this.batchSize = batchSize;
    this.batch = batch;
    this.sampler = sampler;
    this.shuffled = shuffled;
    this.dropLast = dropLast;
    this.generator = generator;
    this.workers = workers;
  }

  /// This loader with the samples in another random order in every round.
  @Override
  public Loader<B> shuffled() {
    return new Loader<>(samples, batchSize, batch, null, true, dropLast, generator, workers);
  }

  /// This loader with the order that `sampler` gives.
  @Override
  public Loader<B> sampler(Sampler sampler) {
    return new Loader<>(samples, batchSize, batch, sampler, false, dropLast, generator, workers);
  }

  /// This loader with or without the last batch where it would be short.
  @Override
  public Loader<B> dropLast(boolean dropLast) {
    return new Loader<>(samples, batchSize, batch, sampler, shuffled, dropLast, generator, workers);
  }

  /// This loader with its random numbers drawn from `generator`.
  @Override
  public Loader<B> generator(Generator generator) {
    return new Loader<>(samples, batchSize, batch, sampler, shuffled, dropLast, generator, workers);
  }

  /// This loader with up to `workers` batches made ahead of time on other threads, or none for 0.
  /// The order of the batches is the same; what a sample throws is thrown when its batch is asked
  /// for. The data set must be one that several threads may read.
  ///
  /// @throws IllegalArgumentException if `workers` is negative
  @Override
  public Loader<B> workers(int workers) {
    if (workers < 0) {
      throw new IllegalArgumentException(
          "DataLoader: %d workers; give 0 or more".formatted(workers));
    }
    return new Loader<>(samples, batchSize, batch, sampler, shuffled, dropLast, generator, workers);
  }

  /// The number of batches in a round.
  @Override
  public int size() {
    return batches().size();
  }

  /// Begins a round. As in PyTorch it draws two words from the loader's generator, or the shared
  /// one, whether it shuffles or not.
  @Override
  public Iterator<B> iterator() {
    (generator == null ? Generator.defaultGenerator() : generator).nextLong();
    Iterator<int[]> indices = batches().iterator();
    return workers == 0 ? new InTurn(indices) : new Ahead<>(indices, batch, workers);
  }

  private BatchSampler batches() {
    return new BatchSampler(order(), batchSize, dropLast);
  }

  private Sampler order() {
    if (sampler != null) {
      return sampler;
    }
    return shuffled
        ? new RandomSampler(samples, samples, false, generator)
        : Sampler.sequential(samples);
  }

  /// Makes each batch when it is asked for.
  private final class InTurn implements Iterator<B> {
    private final Iterator<int[]> indices;

    InTurn(Iterator<int[]> indices) {
      this.indices = indices;
    }

    @Override
    public boolean hasNext() {
      return indices.hasNext();
    }

    @Override
    public B next() {
      return batch.apply(indices.next());
    }
  }
}

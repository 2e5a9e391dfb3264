package gradus.nn.data;

import gradus.autograd.Generator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// Brings samples that can only be had one after the other in batches.
///
/// @param samples begins anew with every iterator
/// @param batchSize how many samples a batch has
/// @param collate makes a batch of samples
/// @param dropLast whether the last batch is left out where it would be short
/// @param generator null for the shared one
/// @param <S> what one sample is
/// @param <B> what a batch is
record IterableLoader<S, B>(
    Iterable<S> samples,
    int batchSize,
    Function<List<S>, B> collate,
    boolean dropLast,
    Generator generator)
    implements Batching<B> {
  IterableLoader {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "DataLoader: a batch of %d samples; give at least 1".formatted(batchSize));
    }
  }

  IterableLoader(Iterable<S> samples, int batchSize, Function<List<S>, B> collate) {
    this(samples, batchSize, collate, false, null);
  }

  @Override
  public Batching<B> shuffled() {
    throw refused("cannot be shuffled");
  }

  @Override
  public Batching<B> sampler(Sampler sampler) {
    throw refused("cannot be given in the order of a sampler");
  }

  @Override
  public Batching<B> dropLast(boolean dropLast) {
    return new IterableLoader<>(samples, batchSize, collate, dropLast, generator);
  }

  @Override
  public Batching<B> generator(Generator generator) {
    return new IterableLoader<>(samples, batchSize, collate, dropLast, generator);
  }

  @Override
  public Batching<B> workers(int workers) {
    if (workers < 0) {
      throw new IllegalArgumentException(
          "DataLoader: %d workers; give 0 or more".formatted(workers));
    }
    if (workers > 0) {
      throw refused("cannot be fetched by %d workers at once".formatted(workers));
    }
    return this;
  }

  @Override
  public int size() {
    throw refused("cannot be counted before they are read");
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "DataLoader: the samples of an Iterable come one after the other and %s; pass a Dataset, which gives each by its number"
            .formatted(what));
  }

  /// Draws two words, as every loader does when a round begins.
  @Override
  public Iterator<B> iterator() {
    (generator == null ? Generator.defaultGenerator() : generator).nextLong();
    return new Batches(samples.iterator());
  }

  private final class Batches implements Iterator<B> {
    private final Iterator<S> rest;
    private List<S> next;

    Batches(Iterator<S> rest) {
      this.rest = rest;
    }

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = nextSamples();
      }
      return !next.isEmpty();
    }

    private List<S> nextSamples() {
      List<S> batch = new ArrayList<>();
      while (batch.size() < batchSize && rest.hasNext()) {
        batch.add(rest.next());
      }
      return dropLast && batch.size() < batchSize ? List.of() : batch;
    }

    @Override
    public B next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<S> now = next;
      next = null;
      return collate.apply(now);
    }
  }
}

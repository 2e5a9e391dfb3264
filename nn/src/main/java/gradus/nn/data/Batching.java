package gradus.nn.data;

import gradus.autograd.Generator;

/// What a [DataLoader] asks of the loader that makes its batches.
///
/// @param <B> what a batch is
sealed interface Batching<B> extends Iterable<B> permits Loader, IterableLoader {
  Batching<B> shuffled();

  Batching<B> sampler(Sampler sampler);

  Batching<B> dropLast(boolean dropLast);

  Batching<B> generator(Generator generator);

  Batching<B> workers(int workers);

  int size();
}

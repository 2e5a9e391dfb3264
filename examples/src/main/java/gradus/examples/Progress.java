package gradus.examples;

import gradus.nn.data.Batch;
import gradus.nn.data.DataLoader;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A bar that fills while a loop runs.
final class Progress {
  private static final int REFRESH_MILLIS = 100;
  private static final int WIDTH = 80;

  private Progress() {}

  /// The batches of one round with a bar that shows how many have come.
  static Iterable<Batch> of(String task, DataLoader batches) {
    var bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(batches.size())
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(WIDTH)
            .setUpdateIntervalMillis(REFRESH_MILLIS);
    return () -> ProgressBar.wrap(batches.iterator(), bar);
  }
}

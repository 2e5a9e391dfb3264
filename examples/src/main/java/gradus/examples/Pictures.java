package gradus.examples;

import gradus.nn.plot.Page;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// The options with which every lesson shows its pictures: none are made unless one is given.
final class Pictures {
  @Option(names = "--open", description = "shows the lesson's pictures in the browser")
  private boolean open;

  @Option(names = "--out", paramLabel = "FILE", description = "writes them to a file of HTML")
  private Path out;

  /// Makes the page, if it was asked for, and says where it lies.
  void show(Supplier<Page> page) {
    if (open || out != null) {
      Path file = file(page.get());
      IO.println("pictures: " + file.toAbsolutePath());
    }
  }

  private Path file(Page page) {
    if (out == null) {
      return page.open();
    }
    return open ? page.open(out) : page.write(out);
  }
}

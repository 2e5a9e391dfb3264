package gradus.autograd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that graphs and explanations are written to.
final class TextFile {
  private TextFile() {}

  /// The end of the name of `file`, after its last dot.
  static String end(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// Writes `text` to `file`, in folders that are made where there are none, and gives `file`.
  ///
  /// @param what is written, for the message
  static Path write(String what, Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: it cannot be written to %s; choose another file".formatted(what, file), e);
    }
  }
}

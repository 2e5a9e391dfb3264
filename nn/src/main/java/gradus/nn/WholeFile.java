package gradus.nn;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file wholly or not at all: what stood there before stays until the new one is complete.
final class WholeFile {
  private WholeFile() {}

  /// Puts the contents into a new file.
  @FunctionalInterface
  interface Contents {
    void writeTo(FileChannel channel) throws IOException;
  }

  static void write(Path file, Contents contents) throws IOException {
    String name = "%s.%x.tmp".formatted(file.getFileName(), System.nanoTime());
    Path unfinished = file.resolveSibling(name);
    try {
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        contents.writeTo(channel);
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}

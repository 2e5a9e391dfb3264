package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.plot.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures are made when they are asked for, and only then.
class PicturesTest {
  @TempDir private Path folder;

  @Test
  void aPageIsWrittenWhereTheOptionSays() throws IOException {
    Path file = folder.resolve("lesson.html");
    int code = Lesson.run(() -> {}, () -> Page.of("A lesson"), "--out=" + file);
    assertThat(code).isZero();
    assertThat(Files.readString(file)).contains("<title>A lesson</title>");
  }

  @Test
  void withoutAnOptionNoPageIsMade() {
    StringBuilder told = new StringBuilder();
    int code =
        Lesson.run(
            () -> 42,
            told::append,
            _ -> {
              throw new AssertionError("nobody asked for pictures");
            });
    assertThat(code).isZero();
    assertThat(told).hasToString("42");
  }
}

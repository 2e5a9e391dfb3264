package gradus.nn.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesktopTest {
  @Test
  void everySystemHasItsCommand() {
    assertThat(Desktop.of("Windows 11", Map.of()).command()).first().isEqualTo("rundll32");
    assertThat(Desktop.of("Mac OS X", Map.of()).command()).containsExactly("open");
    assertThat(Desktop.of("Linux", Map.of("DISPLAY", ":0")).command()).containsExactly("xdg-open");
    assertThat(Desktop.of("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")).command())
        .containsExactly("xdg-open");
  }

  @Test
  void withoutAScreenOrACommandNobodyIsAsked() {
    assertThat(Desktop.of("Linux", Map.of()).show(Path.of("page.html"))).isFalse();
    assertThat(new Desktop(List.of("no-such-command-here")).show(Path.of("page.html"))).isFalse();
  }
}

package gradus.nn.plot;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The command with which this system shows a file in its browser.
///
/// @param command without the file; empty where there is no desktop
record Desktop(List<String> command) {
  static Desktop here() {
    return of(System.getProperty("os.name"), System.getenv());
  }

  static Desktop of(String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return new Desktop(List.of("rundll32", "url.dll,FileProtocolHandler"));
    }
    if (name.startsWith("mac")) {
      return new Desktop(List.of("open"));
    }
    boolean screen =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return new Desktop(screen ? List.of("xdg-open") : List.of());
  }

  /// Asks for `file` to be shown, and tells whether there was somebody to ask.
  boolean show(Path file) {
    if (command.isEmpty()) {
      return false;
    }
    List<String> line = new ArrayList<>(command);
    line.add(file.toString());
    try {
      new ProcessBuilder(line)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException _) {
      return false; // the command is not installed
    }
  }
}

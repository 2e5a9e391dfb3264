package gradus.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The first training steps of a fresh process, which has everything still to load and to compile.
public final class Startup {
  private Startup() {}

  /// Takes the first steps of `mlp-small` on one thread and ends.
  ///
  /// @param args the library and the number of steps
  public static void main(String... args) {
    Runnable step = Library.named(args[0]).work("mlp-small", 1);
    int steps = Integer.parseInt(args[1]);
    for (int i = 0; i < steps; i++) {
      step.run();
    }
  }

  /// Starts such a process and waits for its end.
  ///
  /// @param flags of the JVM, beside those that all need
  /// @return milliseconds from the start of the process to its end; NaN if it failed
  static double milliseconds(String library, int steps, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(library), Startup.class.getName()));
    command.addAll(List.of(library, Integer.toString(steps)));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    try {
      long start = System.nanoTime();
      int failed = builder.start().waitFor();
      return failed == 0 ? (System.nanoTime() - start) / 1e6 : Double.NaN;
    } catch (IOException e) {
      System.err.printf("compare: %s did not start: %s%n", library, e.getMessage());
      return Double.NaN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  /// The class path without the other libraries: nobody who uses one has the others there too.
  private static String classPath(String library) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("tensorflow") && !entry.contains("jmh"))
        .filter(entry -> library.equals("pytorch") || !entry.contains("bytedeco"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

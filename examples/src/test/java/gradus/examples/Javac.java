package gradus.examples;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compiles pages that a learner would write, against the modules that this test runs with.
final class Javac {
  private Javac() {}

  /// What the compiler says against `page`; empty if it compiles.
  static String errors(String page, Path folder) throws IOException {
    return errors(List.of(Files.writeString(folder.resolve("Lesson.java"), page)), folder);
  }

  /// What the compiler says against these files, whose classes it puts into `folder`; empty if they
  /// compile without a warning.
  static String errors(List<Path> sources, Path folder) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "25", "-proc:none", "-Xlint:all", "-Werror"));
    arguments.addAll(List.of("-Xmaxerrs", "1000", "-d", folder.toString()));
    arguments.addAll(List.of("-p", modulePath(), "--add-modules", "gradus.examples"));
    sources.forEach(source -> arguments.add(source.toString()));
    var messages = new StringWriter();
    var printer = new PrintWriter(messages);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(printer, printer, arguments.toArray(String[]::new));
    return code == 0 ? "" : messages.toString();
  }

  /// The modules that this test found.
  static ModuleFinder modules() {
    return ModuleFinder.of(
        Stream.of(modulePath().split(File.pathSeparator)).map(Path::of).toArray(Path[]::new));
  }

  /// Where they lie, whether on the module path or on the class path.
  private static String modulePath() {
    return Stream.of("jdk.module.path", "java.class.path")
        .map(name -> System.getProperty(name, ""))
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .filter(Javac::isModule)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isModule(String path) {
    return path.endsWith(".jar") || Files.exists(Path.of(path, "module-info.class"));
  }
}

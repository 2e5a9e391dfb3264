package gradus.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The project that is being tested: its folder, and the types that it offers.
final class Project {
  /// The folder of the whole project; the tests run in it or in that of the module.
  static final Path ROOT = root();

  private Project() {}

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.of(here.getParent(), here)
        .filter(place -> Files.exists(place.resolve("autograd")))
        .findFirst()
        .orElseThrow();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files in a folder, and in those within it, whose names end so.
  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The public types, not nested in others, of all modules of the project.
  static List<Class<?>> exportedTypes() {
    List<Class<?>> types = new ArrayList<>();
    for (ModuleReference module : Javac.modules().findAll()) {
      if (module.descriptor().name().startsWith("gradus.")) {
        types.addAll(exported(module));
      }
    }
    return types;
  }

  private static List<Class<?>> exported(ModuleReference module) {
    Set<String> packages =
        module.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    List<Class<?>> types = new ArrayList<>();
    try (var reader = module.open()) {
      for (String file : reader.list().filter(name -> name.endsWith(".class")).toList()) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        int dot = name.lastIndexOf('.');
        if (dot > 0 && packages.contains(name.substring(0, dot)) && !name.contains("$")) {
          addIfPublic(types, name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return types;
  }

  private static void addIfPublic(List<Class<?>> types, String name) {
    if (name.endsWith("package-info")) {
      return;
    }
    try {
      Class<?> type = Class.forName(name, false, Project.class.getClassLoader());
      if (Modifier.isPublic(type.getModifiers())) {
        types.add(type);
      }
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

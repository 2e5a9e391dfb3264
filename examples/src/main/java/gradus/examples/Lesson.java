package gradus.examples;

import gradus.nn.plot.Page;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a lesson with the options on the command line and gives the exit code.
final class Lesson {
  private Lesson() {}

  /// Runs a lesson that prints something and has pictures.
  static int run(Runnable text, Supplier<Page> page, String... args) {
    return run(() -> null, _ -> text.run(), _ -> page.get(), args);
  }

  /// Runs a lesson that does its work once, and shows what came of it as text and in pictures.
  static <T> int run(Callable<T> work, Consumer<T> text, Function<T, Page> page, String... args) {
    return run(new Showing<>(work, text, page), args);
  }

  /// Runs a lesson that has options of its own. A value that the library refuses is a mistake on
  /// the command line: its sentence is shown, not a stack trace.
  static int run(Callable<Integer> lesson, String... args) {
    return new CommandLine(lesson)
        .setExecutionExceptionHandler((exception, command, _) -> {
          if (exception instanceof IllegalArgumentException) {
            command.getErr().println(exception.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
          }
          throw exception;
        })
        .execute(args);
  }

  /// A lesson without options of its own.
  @Command(name = "lesson", description = "Prints the lesson, and shows its pictures if asked to.")
  private static final class Showing<T> implements Callable<Integer> {
    private final Callable<T> work;
    private final Consumer<T> text;
    private final Function<T, Page> page;

    @Mixin private final Pictures pictures = new Pictures();

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "shows these options")
    private boolean help;

    Showing(Callable<T> work, Consumer<T> text, Function<T, Page> page) {
      this.work = work;
      this.text = text;
      this.page = page;
    }

    @Override
    public Integer call() throws Exception {
      T result = work.call();
      text.accept(result);
      pictures.show(() -> page.apply(result));
      return 0;
    }
  }
}

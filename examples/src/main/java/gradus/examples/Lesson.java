package gradus.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/// Runs a lesson that has options on the command line.
final class Lesson {
  private Lesson() {}

  /// Fills in the options, runs the lesson and gives the exit code. A value that the library
  /// refuses is a mistake on the command line: its sentence is shown, not a stack trace.
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
}

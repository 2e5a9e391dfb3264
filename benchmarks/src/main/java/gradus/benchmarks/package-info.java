/// Times this library beside others, in the same run.
///
/// [gradus.benchmarks.Library] names the work, [gradus.benchmarks.GradusLibrary] and its like do
/// it, [gradus.benchmarks.Race] hands it to JMH, [gradus.benchmarks.Startup] times whole processes,
/// and [gradus.benchmarks.Compare] runs the races in turn and writes the tables.
package gradus.benchmarks;

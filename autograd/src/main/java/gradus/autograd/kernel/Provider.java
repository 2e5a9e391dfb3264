package gradus.autograd.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides, once per process, which of the two sets of kernels runs.
///
/// The few kernels for which it pays are written twice: with the Vector API, and as plain loops.
/// The first set needs the module `jdk.incubator.vector`; a class that merely mentions its types
/// cannot be loaded without it, so such classes are touched only when [#VECTOR] is true. Since that
/// is a constant, the choice costs nothing afterwards.
///
/// The system property `gradus.kernels` forces the choice: `plain` or `vector`.
public final class Provider {
  private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
  private static final String PROPERTY = "gradus.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  /// Whether the kernels written with the Vector API run.
  static final boolean VECTOR =
      choose(System.getProperty(PROPERTY), ModuleLayer.boot().findModule(MODULE).isPresent());

  static {
    LOG.info(describe(VECTOR, Parallel.threads()));
  }

  private Provider() {}

  /// The choice, from the property (null when unset) and the presence of the vector module.
  static boolean choose(String wanted, boolean modulePresent) {
    return switch (wanted) {
      case null -> modulePresent;
      case "plain" -> false;
      case "vector" -> {
        if (!modulePresent) {
          throw new IllegalStateException(
              PROPERTY
                  + "=vector: the module "
                  + MODULE
                  + " is not part of this process; start java with "
                  + FLAG
                  + ", or leave the property out to run the plain kernels");
        }
        yield true;
      }
      default ->
          throw new IllegalStateException(
              PROPERTY + "=" + wanted + ": unknown kernels; use plain or vector");
    };
  }

  /// The line that the log shows.
  static String describe(boolean vector, int threads) {
    String kernels =
        vector
            ? "vector kernels"
            : "plain kernels; start java with " + FLAG + " for the faster vector kernels";
    return "Gradus runs on %d thread%s with %s"
        .formatted(threads, threads == 1 ? "" : "s", kernels);
  }
}

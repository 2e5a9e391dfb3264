package gradus.autograd.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides, once per process, which of the two sets of kernels runs.
///
/// The few kernels for which it pays are written twice: with the Vector API, and as plain loops.
/// The first set needs the module `jdk.incubator.vector`; a class that merely mentions its types
/// cannot be loaded without it, so such classes are touched only when [#VECTOR] is true. Since that
/// is a constant, the choice costs nothing afterwards. A processor without fused multiply-add runs
/// the plain set too.
///
/// The system property `gradus.kernels` forces the choice: `plain` or `vector`.
public final class Provider {
  private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
  private static final String PROPERTY = "gradus.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  /// Whether the kernels written with the Vector API run.
  static final boolean VECTOR;

  static {
    Support support = Support.ofThisProcess();
    VECTOR = choose(System.getProperty(PROPERTY), support);
    if (LOG.isInfoEnabled()) {
      LOG.info(describe(VECTOR, support, Parallel.threads()));
    }
  }

  private Provider() {}

  /// How far the vector kernels are supported here.
  enum Support {
    NO_MODULE,
    NO_FUSED_MULTIPLY_ADD,
    FULL;

    static Support ofThisProcess() {
      if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
        return NO_MODULE;
      }
      return VectorUnit.hasFusedMultiplyAdd() ? FULL : NO_FUSED_MULTIPLY_ADD;
    }
  }

  /// The choice, from the property (null when unset) and what is supported.
  static boolean choose(String wanted, Support support) {
    return switch (wanted) {
      case null -> support == Support.FULL;
      case "plain" -> false;
      case "vector" -> {
        if (support == Support.NO_MODULE) {
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
  static String describe(boolean vector, Support support, int threads) {
    String kernels = vector ? "vector kernels" : "plain kernels" + whyPlain(support);
    return "Gradus runs on "
        + threads
        + (threads == 1 ? " thread" : " threads")
        + " with "
        + kernels;
  }

  private static String whyPlain(Support support) {
    return switch (support) {
      case NO_MODULE -> "; start java with " + FLAG + " for the faster vector kernels";
      case NO_FUSED_MULTIPLY_ADD -> ", since this processor has no fused multiply-add";
      case FULL -> ", as " + PROPERTY + "=plain asks; leave it out for the faster vector kernels";
    };
  }
}

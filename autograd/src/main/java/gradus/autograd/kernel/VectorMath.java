package gradus.autograd.kernel;

import java.io.File;

/// Says whether this JDK computes exp, log and their like on whole vectors.
///
/// The Vector API has them everywhere, but where the JDK brings no native library for them, each
/// element becomes a call of its own, slower than in a plain loop. The library is called jsvml on
/// x86-64 and sleef elsewhere.
final class VectorMath {
  private static final boolean X86 =
      switch (System.getProperty("os.arch")) {
        case "amd64", "x86_64" -> true;
        default -> false;
      };

  /// Vectors of exp, log, sin and their like are fast here.
  static final boolean NATIVE = isPartOfTheJdk(X86 ? "jsvml" : "sleef");

  /// Vectors of tanh are fast here: sleef's is not used by the JDK.
  static final boolean NATIVE_TANH = NATIVE && X86;

  private VectorMath() {}

  private static boolean isPartOfTheJdk(String library) {
    File home = new File(System.getProperty("java.home"));
    String file = System.mapLibraryName(library);
    return new File(home, "lib/" + file).exists() // on Linux and macOS
        || new File(home, "bin/" + file).exists(); // on Windows
  }
}

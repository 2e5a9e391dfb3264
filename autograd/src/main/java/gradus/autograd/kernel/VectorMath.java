package gradus.autograd.kernel;

/// Says whether this JDK computes exp, log and their like on whole vectors.
///
/// The Vector API has them everywhere, but where the JDK brings no native library for them each
/// element becomes a call of its own, slower than a plain loop. JDK 25 brings one for x86-64 and
/// AArch64 on Linux, and for x86-64 on Windows.
final class VectorMath {
  private static final String MACHINE = System.getProperty("os.arch");
  private static final String SYSTEM = System.getProperty("os.name");

  private static final boolean X86 = MACHINE.equals("amd64") || MACHINE.equals("x86_64");

  /// Vectors of exp, log, sin and their like are fast here.
  static final boolean NATIVE =
      (SYSTEM.equals("Linux") && (X86 || MACHINE.equals("aarch64")))
          || (SYSTEM.startsWith("Windows") && X86);

  /// Vectors of tanh are fast here: the library for AArch64 has none.
  static final boolean NATIVE_TANH = NATIVE && X86;

  private VectorMath() {}
}

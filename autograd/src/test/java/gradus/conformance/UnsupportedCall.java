package gradus.conformance;

/// Says that a call cannot be made here: there is no such operation, or none with such arguments.
public final class UnsupportedCall extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnsupportedCall(String reason) {
    super(reason);
  }
}

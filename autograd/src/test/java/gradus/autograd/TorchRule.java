package gradus.autograd;

import org.junit.jupiter.api.function.Executable;

/// One rule of PyTorch's, where it comes from, and what must hold.
record TorchRule(String source, String rule, Executable check) {
  @Override
  public String toString() {
    return source + ": " + rule;
  }
}

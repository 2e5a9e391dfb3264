package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.data.IdxFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The data sets that come with the examples.
final class BundledData {
  private BundledData() {}

  static Tensor idx(String name, DType dtype) {
    try (InputStream in = open(name)) {
      return IdxFile.read(in, dtype);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream open(String name) throws FileNotFoundException {
    InputStream in = BundledData.class.getResourceAsStream("data/" + name);
    if (in == null) {
      throw new FileNotFoundException("data/" + name + " is missing from the examples' resources");
    }
    return in;
  }
}

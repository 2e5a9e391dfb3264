package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Files of any tensors come back as they were; files damaged anywhere never crash the reader.
class FilesProperties {
  @Property(seed = "1", tries = 100)
  void anyTensorsComeBack(
      @ForAll @Size(max = 4) List<DType> dtypes,
      @ForAll @Size(max = 3) List<@IntRange(max = 5) Integer> sizes)
      throws IOException {
    int[] shape = sizes.stream().mapToInt(i -> i).toArray();
    var generator = new Generator(dtypes.size());
    StateDict state = new StateDict();
    for (DType dtype : dtypes) {
      Tensor x = Tensor.randn(generator, shape).mul(3).to(dtype);
      state.put("π \"" + state.names().size() + "\"\n", x);
    }
    Path file = Files.createTempFile("any", ".safetensors");
    Safetensors.write(file, state);
    StateDict back = Safetensors.read(file);
    assertThat(back.names()).containsExactlyElementsOf(state.names());
    for (String name : state.names()) {
      assertThat(back.tensor(name).dtype()).isEqualTo(state.tensor(name).dtype());
      assertThat(back.tensor(name).equal(state.tensor(name))).isTrue();
    }
    Files.delete(file);
  }

  @Property(seed = "1", tries = 300)
  void aDamagedFileIsReadOrRefusedButNothingElse(
      @ForAll @IntRange(max = 260) int place, @ForAll byte value, @ForAll boolean cut)
      throws IOException {
    Path file = Files.createTempFile("damaged", ".safetensors");
    Safetensors.write(file, new Linear(3, 2).stateDict());
    byte[] bytes = Files.readAllBytes(file);
    int at = Math.min(place, bytes.length - 1);
    if (cut) {
      bytes = Arrays.copyOf(bytes, at);
    } else {
      bytes[at] = value;
    }
    Files.write(file, bytes);
    assertThat(outcome(file)).isIn("read", "refused");
    Files.delete(file);
  }

  private static String outcome(Path file) {
    try {
      Safetensors.read(file);
      return "read";
    } catch (IOException e) {
      return "refused";
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}

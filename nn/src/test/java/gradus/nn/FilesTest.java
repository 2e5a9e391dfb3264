package gradus.nn;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Generator;
import gradus.autograd.Shape;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tensors in files: written, read, exchanged, and refused where a file is damaged.
class FilesTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("model.safetensors");
    Generator.manualSeed(1);
  }

  @Test
  void aModelGoesIntoAFileAndComesBack() throws IOException {
    var net = new Sequential(new Linear(4, 3), Tensor::relu, new Linear(3, 2));
    Safetensors.write(file, net.stateDict(), Map.of("format", "pt"));
    var other = new Sequential(new Linear(4, 3), Tensor::relu, new Linear(3, 2));
    other.loadStateDict(Safetensors.read(file));
    Tensor x = Tensor.randn(5, 4);
    assertThat(other.apply(x).equal(net.apply(x))).isTrue();
    assertThat(Safetensors.metadata(file)).isEqualTo(Map.of("format", "pt"));
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing unfinished is left").containsExactly(file);
    }
  }

  /// The bytes follow from the format's description: longest elements first, no gaps.
  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    Safetensors.write(
        file, new StateDict().put("a", Tensor.of(true, false)).put("b", Tensor.of(1L)));
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[8,10]},\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}");
    assertThat(HexFormat.of().formatHex(bytes, 8 + length, bytes.length))
        .isEqualTo("01000000000000000100");
  }

  @Test
  void emptySharedAndSingleTensorsAreKept() throws IOException {
    Tensor shared = Tensor.randn(2, 3);
    Safetensors.write(
        file,
        new StateDict()
            .put("single", Tensor.scalar(FLOAT64, 2.5))
            .put("empty", Tensor.zeros(INT64, 0, 4))
            .put("turned", shared.t())
            .put("whole", shared));
    StateDict state = Safetensors.read(file);
    assertThat(state.names()).containsExactly("single", "empty", "turned", "whole");
    assertThat(state.number("single")).isEqualTo(2.5);
    assertThat(state.tensor("empty").shape()).isEqualTo(Shape.of(0, 4));
    assertThat(state.tensor("turned").equal(shared.t())).isTrue();
    assertThat(state.tensor("whole").equal(shared)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                | takes bytes 0 to 4, but FLOAT32 of shape [2] needs 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                | bytes 0 to 4 of the data belong to no tensor
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | bytes 0 to 4 of the data belong to two tensors
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                | its tensors take 4 bytes, but 8 follow the header
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}} | more elements than a tensor can hold
          {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,8]}}      | more elements than a tensor can hold
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}               | negative
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                | takes bytes 8 to 0
          {"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}               | 'a' has type BF16; only F32, F64, I64 and BOOL can be read: convert it where it was written
          {"a":{"dtype":"F32","shape":[2]}}                                     | 'a' lacks its type, shape or offsets
          {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}              | there should be a whole number
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | Duplicate field 'a'
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}          | unknown field
          {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}} | out of range
          {"__metadata__":{"a":1}}                                              | there should be a text
          [1]                                                                   | there should be an object
          {"a":                                                                 | Unexpected end-of-input
          """)
  void aHeaderThatCannotBeIsRefused(String header, String reason) throws IOException {
    writeRaw(header.length(), header);
    assertThatIOException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageStartingWith("Safetensors: " + file + ": ")
        .withMessageContaining(reason);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path nowhere = file.resolveSibling("nowhere.safetensors");
    assertThatIOException()
        .isThrownBy(() -> Safetensors.read(nowhere))
        .withMessage(
            "Safetensors: %s: there is no such file; check the name, which is taken from %s on, or"
                    .formatted(nowhere, Path.of("").toAbsolutePath())
                + " write it first");
  }

  private void writeRaw(long claimed, String header) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(claimed).put(text).putDouble(1);
    Files.write(file, bytes.array());
  }

  @Test
  void aHeaderLongerThanItsFileIsRefusedUnread() throws IOException {
    for (long claimed : new long[] {Long.MAX_VALUE, -1, 1L << 40, 99, 0}) {
      writeRaw(claimed, "{}");
      assertThatIOException()
          .isThrownBy(() -> Safetensors.read(file))
          .withMessageContaining("its header claims " + Long.toUnsignedString(claimed) + " bytes");
    }
    Files.write(file, new byte[] {1, 2, 3});
    assertThatIOException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("the file has 3 bytes, too few for a header");
  }

  @Test
  void aBooleanIsStoredAsZeroOrOne() throws IOException {
    String header = "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[8],\"data_offsets\":[0,8]}}";
    writeRaw(header.length(), header);
    assertThatIOException()
        .isThrownBy(() -> Safetensors.read(file))
        .withMessageContaining("a boolean is stored as -16; it must be 0 or 1");
  }

  @Test
  void aNameThatStandsForTheTextsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Safetensors.write(file, new StateDict().put("__metadata__", Tensor.of(1L))))
        .withMessage(
            "Safetensors: a tensor cannot have the name '__metadata__', which stands for the texts"
                + " of a file; give it another name");
    assertThat(file).doesNotExist();
  }

  // ---- checkpoints ----

  @Test
  void aRunGoesOnWhereItsCheckpointWasSaved() throws IOException {
    var net = new Linear(2, 1);
    var generator = new Generator(4);
    var checkpoint = new Checkpoint().with("model", net).with("generator", generator);
    checkpoint.save(file, 7);
    Tensor weight = net.weight().detach().clone();
    Tensor drawn = Tensor.rand(generator, 3);
    Init.zeros_(net.weight());
    assertThat(checkpoint.load(file)).isEqualTo(7);
    assertThat(net.weight().equal(weight)).isTrue();
    assertThat(Tensor.rand(generator, 3).equal(drawn)).isTrue();
  }

  @Test
  void aPartThatRefusesLeavesAllPartsAsTheyWere() throws IOException {
    new Checkpoint().with("a", new Linear(1, 1)).with("b", new Linear(2, 2)).save(file, 1);
    var a = new Linear(1, 1);
    double before = a.weight().item();
    var other = new Checkpoint().with("a", a).with("b", new Linear(3, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.load(file))
        .withMessageStartingWith("loadStateDict: the state does not fit this Linear");
    assertThat(a.weight().item()).isEqualTo(before);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checkpoint().with("a", a).load(file))
        .withMessage(
            "Checkpoint: the file has 'b.weight', but the parts here are [a]; add what is missing"
                + " with with(…)");
  }

  @Test
  void whatIsNoCheckpointIsRefused() throws IOException {
    Safetensors.write(file, new Linear(1, 1).stateDict());
    assertThatIOException()
        .isThrownBy(() -> new Checkpoint().load(file))
        .withMessage(
            "Checkpoint: %s was not written by a Checkpoint; read it with Safetensors.read"
                .formatted(file));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checkpoint().with("a.b", new Linear(1, 1)))
        .withMessage(
            "Checkpoint: 'a.b' cannot be the name of a part: it must not be empty, have a dot, or"
                + " be one of []");
  }

  @Test
  void aFailedWriteKeepsTheOldFile() throws IOException {
    Safetensors.write(file, new StateDict().put("a", Tensor.of(1L)));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.wrap(new byte[3]));
                  throw new IOException("the disk is full");
                }))
        .hasMessage("the disk is full");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  // ---- npy ----

  /// Written by NumPy: `numpy.save(file, numpy.array([[1.5, -2], [3, 4]], "<f4", order="F"))`.
  @Test
  void aFileOfNumPyIsRead() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }";
    String line = header + " ".repeat(117 - header.length()) + "\n";
    byte[] start = HexFormat.of().parseHex("934e554d505901007600");
    byte[] data = HexFormat.of().parseHex("0000c03f00004040000000c000008040");
    Path npy = folder.resolve("x.npy");
    Files.write(
        npy,
        ByteBuffer.allocate(start.length + line.length() + data.length)
            .put(start)
            .put(line.getBytes(StandardCharsets.US_ASCII))
            .put(data)
            .array());
    assertThat(NpyFile.read(npy).equal(Tensor.of(new double[][] {{1.5, -2}, {3, 4}}))).isTrue();
  }

  @Test
  void everyTypeGoesIntoAnNpyFileAndComesBack() throws IOException {
    Path npy = folder.resolve("x.npy");
    for (Tensor x :
        new Tensor[] {
          Tensor.randn(3, 2).t(),
          Tensor.randn(FLOAT64, 20_000),
          Tensor.scalar(7L),
          Tensor.zeros(BOOL, 2, 0),
          Tensor.of(true, false)
        }) {
      NpyFile.write(npy, x);
      Tensor back = NpyFile.read(npy);
      assertThat(back.dtype()).isEqualTo(x.dtype());
      assertThat(back.equal(x)).isTrue();
      assertThat(back.shape()).isEqualTo(x.shape());
    }
  }

  @Test
  void aDamagedNpyFileIsRefused() throws IOException {
    Path npy = folder.resolve("x.npy");
    NpyFile.write(npy, Tensor.of(1.0, 2));
    byte[] whole = Files.readAllBytes(npy);
    for (int length : new int[] {0, 5, 9, 20, whole.length - 1}) {
      Files.write(npy, Arrays.copyOf(whole, length));
      assertThatIOException()
          .isThrownBy(() -> NpyFile.read(npy))
          .withMessageStartingWith("npy: " + npy + ": ");
    }
    Files.writeString(npy, "not an array at all");
    assertThatIOException()
        .isThrownBy(() -> NpyFile.read(npy))
        .withMessageContaining("it does not begin as an npy file of version 1 to 3 does");
  }
}

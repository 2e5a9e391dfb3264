package gradus.nn.data;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Tables and images from files.
class TablesTest {
  private static CsvTable table(String text) throws IOException {
    return CsvTable.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTableGivesNumbersAndLabels() throws IOException {
    var table = table("size,kind,note\n1.5,b,\"x, \"\"y\"\"\"\n,a,z\n\n-2,b,\n");
    assertThat(table.names()).containsExactly("size", "kind", "note");
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.numbers("size").shape()).isEqualTo(Shape.of(3, 1));
    assertThat(table.numbers("size").toDoubleArray()).containsExactly(1.5, Double.NaN, -2);
    assertThat(table.classes("kind")).containsExactly("a", "b");
    assertThat(table.labels("kind").toLongArray()).containsExactly(1, 0, 1);
    assertThat(table.texts("note")).containsExactly("x, \"y\"", "z", "");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> table(""))
        .withMessage("csv: there is no line of names");
    assertThatIOException()
        .isThrownBy(() -> table("a,b\n1,2\n3\n"))
        .withMessage("csv: line 3 has 1 fields, but there are 2 names");
    assertThatIOException()
        .isThrownBy(() -> table("a\n\"x\n"))
        .withMessage("csv: line 2 ends within quotes; a field must end on its line");
    var table = table("a\nx\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.numbers("b"))
        .withMessage("numbers: there is no column 'b', only [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.numbers("a"))
        .withMessage("numbers: 'x' in column a, row 1, is no number; labels(\"a\") numbers texts");
  }

  /// The lessons' example: 1, 2, 3 become ±1.2247 and 0.
  @Test
  void columnsAreStandardizedByTheTrainingPart() {
    Tensor x = Tensor.of(new double[][] {{1, 5}, {2, 5}, {3, 5}});
    var standard = Standardizer.fit(x);
    assertThat(standard.apply(x).select(1, 0).toDoubleArray())
        .containsExactly(new double[] {-1.224744871391589, 0, 1.224744871391589}, within(1e-6));
    assertThat(standard.apply(x).select(1, 1).toDoubleArray()).containsExactly(0, 0, 0);
    assertThat(standard.invert(standard.apply(x)).allclose(x)).isTrue();
  }

  private static Tensor idx(String hex) throws IOException {
    return IdxFile.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), INT64);
  }

  @Test
  void imagesComePlainOrZipped() throws IOException {
    String bytes = "0000080200000002000000030001fe02ff80";
    assertThat(idx(bytes).toLongArray()).containsExactly(0, 1, 254, 2, 255, 128);
    assertThat(idx(bytes).shape()).isEqualTo(Shape.of(2, 3));
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(HexFormat.of().parseHex(bytes));
    }
    Tensor back = IdxFile.read(new ByteArrayInputStream(zipped.toByteArray()), FLOAT32);
    assertThat(back.to(INT64).equal(idx(bytes))).isTrue();
  }

  @Test
  void damagedImagesAreRefused() {
    assertThatIOException()
        .isThrownBy(() -> idx("00000d0100000001"))
        .withMessage(
            "idx: it begins with 0x00000d01; a file of unsigned bytes begins with 0x0000080n, n"
                + " being the number of dimensions");
    assertThatIOException()
        .isThrownBy(() -> idx("000008010000000301"))
        .withMessage(
            "idx: shape [3] needs 3 bytes, but only 1 follow the header; the file is damaged");
    assertThatIOException()
        .isThrownBy(() -> idx("00000801000000010102"))
        .withMessage(
            "idx: shape [1] needs 1 bytes, but more follow the header; the file is damaged");
    assertThatIOException()
        .isThrownBy(() -> idx("000008027fffffff7fffffff"))
        .withMessageContaining("which no tensor can have");
    assertThatIOException().isThrownBy(() -> idx("0000"));
  }
}

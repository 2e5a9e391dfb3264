package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphOfANetTest {
  @Test
  void treeLeadsFromTheLossThroughTheLayersToTheData() {
    String tree = GraphOfANet.graph().toString();
    assertThat(tree).startsWith("loss: mseLoss [] = ").endsWith("[[0], [1], [1], [0]]\n");
    assertThat(tree)
        .containsSubsequence("2: Linear", "1: Tanh", "0: Linear", "x: constant", "bias: leaf");
    assertThat(tree.lines().filter(line -> line.contains("leaf")))
        .hasSize(4)
        .allMatch(line -> line.contains("gradient"));
    assertThat(Autograd.isTrackingValues()).isFalse();
  }

  @Test
  void endOfTheNameTellsTheForm(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("graph.html");
    assertThat(Lesson.run(new GraphOfANet(), "--out=" + page)).isZero();
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("loss: mseLoss");
    assertThat(Lesson.run(new GraphOfANet(), "--out=" + folder.resolve("graph.doc"))).isEqualTo(2);
  }
}

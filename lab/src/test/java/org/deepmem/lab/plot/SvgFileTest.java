package org.deepmem.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgFileTest {
  @TempDir private Path folder;

  private static Panel panel(String title) {
    return new Panel(
        title,
        new Axis.Named(List.of("zero", "one", "three")),
        new Axis.Linear(0, 1),
        List.of(
            new Curve(
                "ours",
                Curve.Mark.LINE_AND_DOTS,
                List.of(new Curve.Point(0, 0.2, 0.1, 0.3), Curve.Point.of(2, 0.9))),
            new Curve("theirs", Curve.Mark.REFERENCE, List.of(Curve.Point.of(0, 0.5)))));
  }

  @Test
  void textStaysTextAndEveryPanelIsThere() throws Exception {
    Path file = folder.resolve("figure.svg");
    Figure figure =
        new Figure("All of it", "dumps", "F1", 2, List.of(panel("a < b"), panel("c"), panel("d")));
    try {
      SvgFile.write(figure, file);
    } catch (NoFontsException e) {
      assertThat(e).hasMessageContaining("apt-get install fontconfig");
      assertThat(file).doesNotExist();
      return;
    }
    var builder = DocumentBuilderFactory.newInstance();
    builder.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element svg = builder.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    assertThat(svg.getAttribute("width")).isEqualTo("%d".formatted(18 + 2 * (60 + 3 * 38)));
    NodeList texts = svg.getElementsByTagName("text");
    assertThat(java.util.stream.IntStream.range(0, texts.getLength()))
        .extracting(i -> texts.item(i).getTextContent())
        .as("texts")
        .contains("All of it", "a < b", "c", "d", "dumps", "F1", "ours", "theirs", "three", "0.4");
    String sheet = svg.getElementsByTagName("style").item(0).getTextContent();
    NodeList all = svg.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String name = ((Element) all.item(i)).getAttribute("class");
      assertThat(name.isEmpty() || sheet.contains("." + name + "{")).as(name).isTrue();
    }
    assertThat(sheet).as("the first curve's colour").contains("stroke:rgb(0,114,178)");
  }

  @Test
  void theSameFigureIsTheSameFile() throws IOException {
    Figure figure = new Figure("", "", "", 1, List.of(panel("")));
    try {
      SvgFile.write(figure, folder.resolve("a.svg"));
      SvgFile.write(figure, folder.resolve("b.svg"));
    } catch (NoFontsException e) {
      assertThat(folder.resolve("a.svg")).doesNotExist();
      return;
    }
    assertThat(Files.mismatch(folder.resolve("a.svg"), folder.resolve("b.svg"))).isEqualTo(-1);
  }
}

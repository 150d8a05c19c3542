package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.report.LinePlot.Curve;
import io.tbar.report.LinePlot.Frame;
import io.tbar.report.LinePlot.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DrawingTest {
  private static LinePlot plot() {
    Frame frame = new Frame("p", "Title", "Words", "x", Numbers::plain, "", Numbers::plain);
    return new LinePlot(frame)
        .yRange(0, 1)
        .curve(
            new Curve(
                "one",
                "c1",
                Marker.CIRCLE,
                List.of(
                    new Point(0, 0.5, 0.4, 0.6, true),
                    new Point(5, 0.25, 0.2, 0.3, true),
                    new Point(10, 1, 0.9, 1, false))));
  }

  private static Element svg(Html html) throws Exception {
    return Pages.parse(html.toString()).getDocumentElement();
  }

  private static String attribute(Element svg, String css, String name) {
    return Pages.all(svg.getOwnerDocument(), "*").stream()
        .filter(e -> e.getAttribute("class").equals(css))
        .findFirst()
        .orElseThrow()
        .getAttribute(name);
  }

  @Test
  void putsPointsWhereTheyBelong() throws Exception {
    Element svg = svg(plot().draw("", "", 160, 166));
    // The axes run from 46 to 146 and from 124 up to 24.
    assertThat(attribute(svg, "curve c1", "d")).isEqualTo("M46 74L96 99");
    assertThat(attribute(svg, "band c1", "d")).isEqualTo("M46 64L96 94L96 104L46 84z");
  }

  @Test
  void leavesPointsOfFewImagesOutOfTheLineAndGivesThemABar() throws Exception {
    Element svg = svg(plot().draw("", "", 160, 166));
    assertThat(attribute(svg, "bar c1", "x1")).isEqualTo("146");
    assertThat(attribute(svg, "bar c1", "y1")).isEqualTo("34");
    assertThat(attribute(svg, "bar c1", "y2")).isEqualTo("24");
    assertThat(attribute(svg, "dot hollow c1", "d")).startsWith("M142.6 24");
  }

  @Test
  void drawsNothingBeyondTheEnd() throws Exception {
    String out = plot().xEnd(5).draw("", "", 160, 166).toString();
    assertThat(out).doesNotContain("hollow");
    assertThat(attribute(svg(plot().xEnd(5).draw("", "", 160, 166)), "curve c1", "d"))
        .isEqualTo("M46 74L146 99");
  }

  @Test
  void marksBoundChoiceAndRange() throws Exception {
    Element svg = svg(plot().bound(0.75).chosen(5).span(2.5, 7.5).draw("", "", 160, 166));
    assertThat(attribute(svg, "bound", "y1")).isEqualTo("49");
    assertThat(attribute(svg, "chosen", "x1")).isEqualTo("96");
    assertThat(attribute(svg, "span", "x")).isEqualTo("71");
    assertThat(attribute(svg, "span", "width")).isEqualTo("50");
  }

  @Test
  void tellsWhatADrawingShows() throws Exception {
    Element svg = svg(plot().draw("", "-1", 160, 166));
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("p-1-t p-1-d");
    assertThat(svg.getFirstChild().getTextContent()).isEqualTo("Title");
  }

  @Test
  void picksRoundTicks() {
    assertThat(new Axis(0, 1, 0, 1).ticks(5)).hasSize(6).contains(0.0, 1.0);
    assertThat(new Axis(0, 64, 0, 1).ticks(10))
        .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
    assertThat(Axis.rounded(0.3, 6.1, 0, 1)).isEqualTo(new Axis(0, 8, 0, 1));
    assertThat(Axis.rounded(2, 2, 0, 1)).isEqualTo(new Axis(2, 3, 0, 1));
  }

  @Test
  void barsAreAsLongAsTheirShares() throws Exception {
    Html chart =
        BarChart.draw(
            "b",
            "Title",
            "Words",
            List.of(
                new BarChart.Row("half", false, List.of(new BarChart.Bar("c1", 0.25, "25"))),
                new BarChart.Row("whole", true, List.of(new BarChart.Bar("c2", 0.5, "50")))),
            0.5);
    Element svg = svg(chart);
    double half = Double.parseDouble(attribute(svg, "fill c1", "width"));
    double whole = Double.parseDouble(attribute(svg, "fill c2", "width"));
    assertThat(whole).isEqualTo(2 * half).isGreaterThan(100);
    assertThat(chart.toString()).contains("class=\"marked\"", "name strong");
  }

  @Test
  void shortensLongNamesWithoutBreakingASign() throws Exception {
    String name = "\uD83D\uDE80".repeat(30);
    Html chart =
        BarChart.draw("b", "Title", "Words", List.of(new BarChart.Row(name, false, List.of())), 1);
    assertThat(chart.toString()).contains("\uD83D\uDE80".repeat(14) + "\u2026<");
  }

  @Test
  void heatMapsGoFromDarkToLightAndFrameTheirRegion() throws Exception {
    assertThat(HeatMap.colour(0)).isEqualTo("#121436");
    assertThat(HeatMap.colour(1)).isEqualTo("#f4e696");
    assertThat(HeatMap.colour(-3)).isEqualTo(HeatMap.colour(0));
    assertThat(HeatMap.colour(0.1)).isEqualTo("#172752");
    double[] axis = {-1, 0, 1};
    double[][] values = {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}};
    Html map =
        HeatMap.draw(
            new HeatMap.Frame("h", "Title", "Words", "x", "y", Numbers::plain),
            values,
            axis,
            axis,
            0,
            1,
            0,
            1,
            0,
            1);
    Element svg = svg(map);
    assertThat(attribute(svg, "region", "x")).isEqualTo("198");
    assertThat(attribute(svg, "region", "width")).isEqualTo("100");
    assertThat(map.toString()).containsOnlyOnce("#f4e696");
  }
}

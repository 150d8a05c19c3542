package io.tbar.report;

import io.tbar.result.RunRecord;
import io.tbar.result.VectorComparison;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Two vectors layer by layer as one HTML file: angles and lengths. */
public final class TransferReport {
  private TransferReport() {}

  /**
   * @return the whole file, to be written as UTF-8
   */
  public static String of(RunRecord run, VectorComparison vectors) {
    String headline =
        "The transferred vector and the model's own have cosine "
            + Numbers.trimmed(vectors.cosine(), 3);
    Page page =
        new Page()
            .section("summary", "Summary", Tiles.html(run))
            .section("layers", "Layers", layers(vectors))
            .section("provenance", "Provenance", ProvenanceSection.html(run));
    Html header = new Html();
    header.open("p", "class", "kicker").text(run.tool().name() + " " + run.command() + " ");
    header.element("span", run.status().text(), "class", "badge").close();
    header.element("h1", headline);
    header.element(
        "p",
        "The transferred vector is "
            + Numbers.trimmed(vectors.norm(), 3)
            + " long, the model's own "
            + Numbers.trimmed(vectors.ownNorm(), 3)
            + ". Unrelated directions in so many dimensions have a cosine near 0.",
        "class",
        "lead");
    return page.html(
        headline,
        header,
        run.tool().name() + ". The same figures for programs: layers.json and layers.csv.");
  }

  private static Html layers(VectorComparison vectors) {
    Html out = new Html();
    Page.openSection(out, "layers", "Layers");
    out.open("div", "class", "panels");
    figure(
        out,
        "cosines",
        "Cosine of the two vectors in each tensor",
        plot("cosines", "Cosine", "cosine")
            .curve(curve("cosine", "c1", vectors, VectorComparison.Layer::cosine))
            .bound(0));
    figure(
        out,
        "norms",
        "Length of each vector in each tensor",
        plot("norms", "Length", "norm")
            .curve(curve("transferred", "c1", vectors, VectorComparison.Layer::norm))
            .curve(curve("own", "c2", vectors, VectorComparison.Layer::ownNorm)));
    out.close();
    out.add(
        new Legend()
            .marker("c1", Marker.CIRCLE, "transferred")
            .marker("c2", Marker.CIRCLE, "the model's own")
            .html());
    Table table =
        new Table(
            "layer-data",
            "Tensor by tensor",
            "",
            "Tensor",
            "No.#",
            "Cosine#",
            "Norm#",
            "Own norm#");
    for (int i = 0; i < vectors.layers().size(); i++) {
      VectorComparison.Layer layer = vectors.layers().get(i);
      table.row(
          layer.name(),
          String.valueOf(i + 1),
          Double.isFinite(layer.cosine()) ? Numbers.fixed(layer.cosine(), 3) : "\u2013",
          Numbers.trimmed(layer.norm(), 4),
          Numbers.trimmed(layer.ownNorm(), 4));
    }
    return out.add(table.html()).close().line();
  }

  private static LinePlot plot(String id, String title, String y) {
    return new LinePlot(
        new LinePlot.Frame(
            id,
            title,
            "The figures are in the table below.",
            "tensor, in the order of the tower",
            x -> Numbers.trimmed(x, 0),
            y,
            v -> Numbers.trimmed(v, 3)));
  }

  private static LinePlot.Curve curve(
      String name,
      String css,
      VectorComparison vectors,
      ToDoubleFunction<VectorComparison.Layer> value) {
    List<VectorComparison.Layer> layers = vectors.layers();
    return new LinePlot.Curve(
        name,
        css,
        Marker.CIRCLE,
        java.util.stream.IntStream.range(0, layers.size())
            .filter(i -> Double.isFinite(value.applyAsDouble(layers.get(i))))
            .mapToObj(
                i -> {
                  double v = value.applyAsDouble(layers.get(i));
                  return new LinePlot.Point(i + 1, v, v, v, true);
                })
            .toList());
  }

  private static void figure(Html out, String id, String caption, LinePlot plot) {
    out.open("figure").element("figcaption", caption);
    out.open("div", "class", "plot").add(plot.draw("small", "-n", 360, 250)).close();
    out.close().line();
  }
}

package io.tbar.report;

import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import io.tbar.result.RunRecord;
import java.util.ArrayList;
import java.util.List;

/** The maps of a plane of two task vectors as one HTML file, made from the data alone. */
public final class DisentanglementReport {
  private static final String LIGHT =
      "Light is where the two vectors do not get into each other's way.";

  private DisentanglementReport() {}

  /**
   * @param low lower end of the region in which coefficients are searched, on both axes
   * @param high upper end of it
   * @return the whole file, to be written as UTF-8
   */
  public static String of(RunRecord run, DisentanglementMap map, double low, double high) {
    List<PlanePoint> inside = map.within(low, high);
    String headline =
        "Disentanglement error "
            + Numbers.percent(DisentanglementMap.average(inside))
            + " in the search region";
    Page page =
        new Page()
            .section("maps", "Maps", maps(map, low, high))
            .section("points", "Points", points(map))
            .section("warnings", "Worth knowing", NotesSection.warnings(run))
            .section("method", "Method", method())
            .section("provenance", "Provenance", ProvenanceSection.html(run))
            .section("limits", "Limits", NotesSection.limits(run));
    Html header = new Html();
    header.open("p", "class", "kicker").text(run.tool().name() + " " + run.command() + " ");
    header.element("span", run.status().text(), "class", "badge").close();
    header.element("h1", headline);
    header.element(
        "p",
        "Over the "
            + inside.size()
            + " points with both coefficients between "
            + Numbers.trimmed(low, 2)
            + " and "
            + Numbers.trimmed(high, 2)
            + ", using one vector changes "
            + Numbers.percent(DisentanglementMap.average(inside))
            + " of the answers that belong to the other on average, and "
            + Numbers.percent(inside.stream().mapToDouble(PlanePoint::mean).max().orElse(0))
            + " at the worst point, on "
            + Numbers.count(map.images())
            + " clean and as many triggered images.",
        "class",
        "lead");
    return page.html(
        headline + " \u2013 " + run.tool().name() + " " + run.command(),
        header,
        run.tool().name()
            + " "
            + run.tool().version()
            + ", run started "
            + run.timing().started()
            + ". The same figures for programs: disentanglement.json and .csv beside this file.");
  }

  private static Html maps(DisentanglementMap map, double low, double high) {
    List<HeatFigure.Surface> surfaces = new ArrayList<>();
    surfaces.add(
        new HeatFigure.Surface(
            "xi",
            "Disentanglement error \u03BE, mean of both tasks",
            LIGHT + " The dashed frame is the search region.",
            true,
            PlanePoint::mean));
    surfaces.add(
        new HeatFigure.Surface(
            "xi-clean",
            "Clean images answered otherwise because of the trigger vector",
            "Zero along the horizontal axis by definition.",
            true,
            p -> p.cleanError().value()));
    surfaces.add(
        new HeatFigure.Surface(
            "xi-trigger",
            "Triggered images answered otherwise because of the clean vector",
            "Zero along the vertical axis by definition.",
            true,
            p -> p.triggerError().value()));
    if (map.labelled()) {
      surfaces.add(
          new HeatFigure.Surface(
              "ca",
              "Accuracy on clean images",
              "Light is accurate.",
              false,
              p -> p.cleanAccuracy().value()));
      surfaces.add(
          new HeatFigure.Surface(
              "asr",
              "Attack success rate",
              "Light is where the trigger works; target images are left out.",
              false,
              p -> p.attackSuccess().value()));
      surfaces.add(
          new HeatFigure.Surface(
              "robust",
              "Accuracy on triggered images",
              "Light is where triggered images are recognised for what they show.",
              false,
              p -> p.triggeredAccuracy().value()));
    }
    Html out = new Html();
    Page.openSection(out, "maps", "Maps");
    out.open("div", "class", "panels");
    surfaces.forEach(surface -> out.add(HeatFigure.html(map, surface, low, high)));
    return out.close().close().line();
  }

  /** The corners that have a meaning, as far as they are on the grid. */
  private static Html points(DisentanglementMap map) {
    Html out = new Html();
    Table table =
        new Table(
            "named-points",
            "Grid points nearest to those with a meaning",
            "",
            "Point",
            "\u03B1 clean#",
            "\u03B1 trigger#",
            "\u03BE mean#",
            "\u03BE sum#",
            "Clean accuracy#",
            "Attack success#",
            "Right under the trigger#");
    add(table, map, "base", 0, 0);
    add(table, map, "clean vector alone", 1, 0);
    add(table, map, "trigger vector alone", 0, 1);
    add(table, map, "both", 1, 1);
    add(table, map, "clean vector less the trigger vector", 1, -1);
    if (table.isEmpty()) {
      return out;
    }
    Page.openSection(out, "points", "Points");
    return out.add(table.html()).close().line();
  }

  private static void add(
      Table table, DisentanglementMap map, String name, double clean, double trigger) {
    int c = nearest(map.coefficients(), clean);
    int t = nearest(map.coefficients(), trigger);
    double a = map.coefficients().get(c);
    double b = map.coefficients().get(t);
    double step = map.coefficients().get(1) - map.coefficients().get(0);
    if (Math.abs(a - clean) > step / 2 || Math.abs(b - trigger) > step / 2) {
      return;
    }
    PlanePoint p = map.rows().get(t).get(c);
    boolean labelled = map.labelled();
    table.row(
        name,
        Numbers.trimmed(a, 2),
        Numbers.trimmed(b, 2),
        Numbers.percent(p.mean()),
        Numbers.trimmed(p.sum(), 3),
        labelled ? Numbers.percent(p.cleanAccuracy()) : "\u2013",
        labelled ? Numbers.percent(p.attackSuccess()) : "\u2013",
        labelled ? Numbers.percent(p.triggeredAccuracy()) : "\u2013");
  }

  private static int nearest(List<Double> coefficients, double value) {
    int best = 0;
    for (int i = 0; i < coefficients.size(); i++) {
      if (Math.abs(coefficients.get(i) - value) < Math.abs(coefficients.get(best) - value)) {
        best = i;
      }
    }
    return best;
  }

  private static Html method() {
    Html out = new Html();
    Page.openSection(out, "method", "Method");
    out.element(
        "p",
        "\u03BE(\u03B1c, \u03B1t) asks how often the answer with both vectors differs from the"
            + " answer with the one that belongs to the image: the clean vector for clean images,"
            + " the trigger vector for triggered ones. The sum over both tasks is the formula of"
            + " Ortiz-Jimenez et al. (0 to 2); the mean (0 to 1) is drawn. One frozen zero-shot"
            + " head of the base serves both.");
    return out.close().line();
  }
}

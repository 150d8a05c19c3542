package io.tbar.report;

import io.tbar.result.RunRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of a run as one HTML file: made from the record alone, needs neither network nor
 * script, and is the same bytes for the same record and images.
 */
public final class ReportHtml {
  private ReportHtml() {}

  /**
   * @param samples images to show, a handful; may be empty
   * @return the whole file, to be written as UTF-8
   */
  public static String of(RunRecord run, List<SampleView> samples) {
    return of(run, samples, null);
  }

  /**
   * As above.
   *
   * @param proxy of a cleaning of what an audit inferred, or null
   */
  public static String of(RunRecord run, List<SampleView> samples, @Nullable ProxyView proxy) {
    Story story = proxy == null ? Story.of(run) : Story.ofInverted(run);
    Page page =
        new Page()
            .section("summary", "Summary", Tiles.html(run))
            .section("proxy", "True trigger", proxy == null ? new Html() : proxy.section())
            .section("search", "Search", SearchSection.html(run))
            .section("samples", "Images", SampleSection.html(run, samples))
            .section("answers", "Answers", HistogramSection.html(run))
            .section("classes", "Classes", ClassSection.html(run))
            .section("training", "Training", CurveSection.html(run))
            .section("warnings", "Worth knowing", NotesSection.warnings(run))
            .section("measures", "All measures", NotesSection.measures(run))
            .section("provenance", "Provenance", ProvenanceSection.html(run))
            .section("limits", "Limits", NotesSection.limits(run));
    Html header = new Html();
    header.open("p", "class", "kicker").text(run.tool().name() + " " + run.command() + " ");
    header.element("span", run.status().text(), "class", "badge").close();
    header.element("h1", story.headline());
    header.element("p", story.found(), "class", "lead");
    if (!story.changed().isEmpty()) {
      header.element("p", story.changed(), "class", "lead");
    }
    return page.html(
        story.headline() + " \u2013 " + run.tool().name() + " " + run.command(),
        header,
        run.tool().name()
            + " "
            + run.tool().version()
            + ", run started "
            + run.timing().started()
            + ". The same figures for programs: result.json beside this file.");
  }
}

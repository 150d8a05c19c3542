package io.tbar.report;

import io.tbar.image.Pixels;
import io.tbar.report.SampleView.Answers;
import io.tbar.result.RunRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images with and without the trigger, and what the models say of them. */
final class SampleSection {
  /** Below this side the pixels themselves should be seen. */
  private static final int SMALL = 160;

  private SampleSection() {}

  static Html html(RunRecord run, List<SampleView> samples) {
    return html("samples", samples, run.attack() == null ? null : run.attack().target());
  }

  static Html html(String id, List<SampleView> samples, @Nullable String target) {
    Html out = new Html();
    if (samples.isEmpty()) {
      return out;
    }
    int gain = Difference.gain(samples);
    Page.openSection(out, id, "What the model sees");
    out.element(
        "p",
        "Each image without the trigger, with it, and the difference around mid-grey"
            + (gain > 1 ? ", made " + gain + " times stronger" : "")
            + ": at most "
            + Difference.largest(samples)
            + " of 255 levels. An answer that the trigger turned into the target is marked \u25C6.");
    out.open("div", "class", "samples").line();
    for (SampleView sample : samples) {
      draw(out, sample, gain, target);
    }
    return out.close().close().line();
  }

  private static void draw(Html out, SampleView sample, int gain, @Nullable String target) {
    String truth = sample.truth() == null ? "" : ", true class " + sample.truth();
    out.open("figure", "class", "sample");
    out.open("figcaption").element("strong", sample.truth() == null ? "Image" : sample.truth());
    out.text(" ").element("span", sample.name(), "class", "file").close();
    out.open("div", "class", "triple");
    Answers after = sample.after();
    picture(out, sample.clean(), "Clean image " + sample.name() + truth, "clean");
    answers(out, sample.before().clean(), after == null ? null : after.clean(), sample, target);
    picture(out, sample.triggered(), "The same image with the trigger", "with trigger");
    answers(
        out, sample.before().triggered(), after == null ? null : after.triggered(), sample, target);
    picture(
        out,
        Difference.picture(sample, gain),
        "Difference of the two",
        gain > 1 ? "difference \u00D7" + gain : "difference");
    out.close();
    out.close().close().line();
  }

  /** Leaves the cell open for what is written below. */
  static void picture(Html out, Pixels pixels, String alt, String title) {
    String size = String.valueOf(pixels.size());
    out.open("div", "class", "cell");
    out.empty(
        "img",
        "src",
        Png.dataUri(pixels),
        "alt",
        alt,
        "width",
        size,
        "height",
        size,
        "class",
        pixels.size() < SMALL ? "pixels" : "");
    out.element("p", title, "class", "kind");
  }

  private static void answers(
      Html out, String before, @Nullable String after, SampleView sample, @Nullable String target) {
    out.open("dl", "class", "answers");
    answer(out, after == null ? "answer" : "before", before, sample.truth(), target);
    if (after != null) {
      answer(out, "after", after, sample.truth(), target);
    }
    out.close().close();
  }

  private static void answer(
      Html out, String when, String answer, @Nullable String truth, @Nullable String target) {
    boolean hit = answer.equals(target) && !answer.equals(truth);
    out.element("dt", when).open("dd", "class", hit ? "hit" : "").text(answer);
    if (hit) {
      out.element("span", " (target)", "class", "sr");
    }
    out.close();
  }
}

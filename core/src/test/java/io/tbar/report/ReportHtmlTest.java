package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.result.Attack;
import io.tbar.result.ExampleRun;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Scores;
import io.tbar.result.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportHtmlTest {
  private static final String CLEANED =
      ReportHtml.of(ExampleRun.cleaned(), ExampleSamples.patched(true));

  private static String text(Element element) {
    return element.getTextContent().replace('\u202F', ' ');
  }

  private static List<String> texts(Document page, String tag) {
    return Pages.all(page, tag).stream().map(ReportHtmlTest::text).toList();
  }

  @Test
  void saysInTwoSentencesWhatWasFoundAndWhatChanged() throws Exception {
    Document page = Pages.parse(CLEANED);
    assertThat(texts(page, "h1")).containsExactly("Attack success fell from 99.7 % to 1.2 %");
    List<String> lead =
        Pages.all(page, "p").stream()
            .filter(p -> p.getAttribute("class").equals("lead"))
            .map(ReportHtmlTest::text)
            .toList();
    assertThat(lead)
        .containsExactly(
            "With the badnet trigger, 8,973 of 9,000 images (99.7 %) were taken for"
                + " \u201Cairplane\u201D; after cleaning, 105 of 9,000 are (1.2 %),"
                + " \u22121.4 points (\u22121.8 to \u22121.1 points) against the same images without"
                + " the trigger.",
            "Accuracy on clean images went from 60.4 % to 58.6 % (96.9 % of it is kept), and 57.9 %"
                + " of the triggered images are now recognised for what they show, where 0.3 %"
                + " were; 86.8 % get the suspect\u2019s own answer without the trigger back.");
  }

  @Test
  void showsTheExcessAndTheOwnAnswersBesideTheAttackSuccess() throws Exception {
    List<String> tiles =
        Pages.all(Pages.parse(CLEANED), "article").stream().map(ReportHtmlTest::text).toList();
    assertThat(tiles).hasSize(6);
    assertThat(tiles.get(0)).startsWith("Attack success rate");
    assertThat(tiles.get(1))
        .startsWith("Excess attack success")
        .contains("on the same images")
        .contains("after \u22121.4 points");
    assertThat(tiles.get(4))
        .startsWith("Own answers back")
        .contains("as the suspect itself answers");
  }

  @Test
  void drawsNoExcessForARecordThatHasNone() throws Exception {
    String text =
        text(
            Pages.parse(ReportHtml.of(ReportExamplesTest.manyClasses(), List.of()))
                .getDocumentElement());
    assertThat(text).contains("Attack success rate").doesNotContain("Excess", "Own answers back");
  }

  @Test
  void doesNotPassAnInvertedTriggerForTheAttackersOwn() throws Exception {
    ProxyView proxy = new ProxyView("patch", "The proxy is gone.", null);
    Document page =
        Pages.parse(ReportHtml.of(ExampleRun.cleaned(), ExampleSamples.patched(true), proxy));
    assertThat(texts(page, "h1"))
        .containsExactly("Attack success of the inverted trigger fell from 99.7 % to 1.2 %");
    assertThat(texts(page, "h2")).contains("The attacker\u2019s own trigger");
    assertThat(text(page.getDocumentElement()))
        .contains("was not measured: nobody told it", "The proxy is gone.");
  }

  @Test
  void namesARefusalAsOne() throws Exception {
    Document page = Pages.parse(ReportHtml.of(ExampleRun.notFeasible(), List.of()));
    assertThat(texts(page, "h1"))
        .containsExactly("No coefficient keeps 95 % of the clean accuracy");
    assertThat(text(page.getDocumentElement())).contains("no feasible alpha", "lower --keep");
  }

  @Test
  void isTheSameBytesForTheSameRecord() {
    assertThat(ReportHtml.of(ExampleRun.cleaned(), ExampleSamples.patched(true)))
        .isEqualTo(CLEANED);
  }

  @Test
  void fetchesNothingAndRunsNothing() throws Exception {
    for (String report : ReportExamplesTest.all().values()) {
      Document page = Pages.parse(report);
      assertThat(report).doesNotContain("<script", "javascript:", "@import", "url(");
      assertThat(report).contains("Content-Security-Policy", "default-src 'none'");
      for (Element element : Pages.all(page, "*")) {
        assertThat(element.getAttribute("src"))
            .satisfiesAnyOf(
                src -> assertThat(src).isEmpty(),
                src -> assertThat(src).startsWith("data:image/png;base64,"));
        assertThat(element.getAttribute("href"))
            .satisfiesAnyOf(
                href -> assertThat(href).isEmpty(), href -> assertThat(href).startsWith("#"));
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
          assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
        }
      }
    }
  }

  @Test
  void everyIdIsUniqueAndEveryReferenceLeadsSomewhere() throws Exception {
    for (String report : ReportExamplesTest.all().values()) {
      Document page = Pages.parse(report);
      List<String> ids = new ArrayList<>();
      List<String> wanted = new ArrayList<>();
      for (Element element : Pages.all(page, "*")) {
        if (!element.getAttribute("id").isEmpty()) {
          ids.add(element.getAttribute("id"));
        }
        String label = element.getAttribute("aria-labelledby");
        if (!label.isEmpty()) {
          wanted.addAll(List.of(label.split(" ")));
        }
        if (element.getAttribute("href").startsWith("#")) {
          wanted.add(element.getAttribute("href").substring(1));
        }
      }
      assertThat(ids).doesNotHaveDuplicates().containsAll(wanted);
    }
  }

  @Test
  void canBeReadWithoutSeeingIt() throws Exception {
    for (String report : ReportExamplesTest.all().values()) {
      Document page = Pages.parse(report);
      assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
      Pages.all(page, "img").forEach(image -> assertThat(image.getAttribute("alt")).isNotBlank());
      for (Element svg : Pages.all(page, "svg")) {
        boolean hidden = svg.getAttribute("aria-hidden").equals("true");
        assertThat(hidden || svg.getAttribute("role").equals("img")).isTrue();
        assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(hidden ? 0 : 1);
        assertThat(svg.getElementsByTagName("desc").getLength()).isEqualTo(hidden ? 0 : 1);
      }
      for (Element table : Pages.all(page, "table")) {
        assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
        assertThat(((Element) table.getParentNode()).getAttribute("tabindex")).isEqualTo("0");
        for (Element head : Pages.all(page, "th")) {
          assertThat(head.getAttribute("scope")).isIn("row", "col");
        }
      }
      for (Element figure : Pages.all(page, "figure")) {
        assertThat(figure.getElementsByTagName("figcaption").getLength()).isEqualTo(1);
      }
    }
  }

  @Test
  void noTwoTablesAreCalledTheSame() throws Exception {
    for (String report : ReportExamplesTest.all().values()) {
      assertThat(texts(Pages.parse(report), "caption")).doesNotHaveDuplicates();
    }
  }

  @Test
  void headingsLeaveOutNoLevel() throws Exception {
    for (String report : ReportExamplesTest.all().values()) {
      int last = 0;
      for (Element element : Pages.all(Pages.parse(report), "*")) {
        if (element.getTagName().matches("h[1-6]")) {
          int level = element.getTagName().charAt(1) - '0';
          assertThat(level).isLessThanOrEqualTo(last + 1);
          last = level;
        }
      }
      assertThat(last).isPositive();
    }
  }

  @Test
  void everyPlotHasItsFiguresInATable() throws Exception {
    Document page = Pages.parse(CLEANED);
    int points = ExampleRun.cleaning().rounds().get(0).curve().size();
    Element table =
        Pages.all(page, "table").stream()
            .filter(t -> text(t).contains("Attack success") && text(t).contains("(chosen)"))
            .findFirst()
            .orElseThrow();
    assertThat(table.getElementsByTagName("tr").getLength()).isEqualTo(points + 1);
    assertThat(texts(page, "summary"))
        .contains("The figures behind the plot", "The figures behind the bars");
  }

  @Test
  void drawsOnlyRoundsThatWereSearched() throws Exception {
    String report = ReportHtml.of(ExampleRun.cleanedInRounds(), List.of());
    assertThat(report).doesNotContain("NaN", "Infinity").contains("id=\"alpha-3\"");
    assertThat(report).doesNotContain("id=\"alpha-1\"", "id=\"alpha-2\"");
    assertThat(texts(Pages.parse(report), "caption")).contains("Rounds of estimate and search");
  }

  @Test
  void givesDigestsSeedsSettingsAndDefinitions() throws Exception {
    String text = text(Pages.parse(CLEANED).getDocumentElement());
    RunRecord run = ExampleRun.cleaned();
    run.inputs().forEach(file -> assertThat(text).contains(file.sha256()));
    run.outputs().forEach(file -> assertThat(text).contains(file.sha256()));
    run.seeds().forEach((stream, seed) -> assertThat(text).contains(stream, seed.toString()));
    run.configuration().keySet().forEach(key -> assertThat(text).contains(key));
    for (Scores scores : run.measures().values()) {
      for (Measure measure : scores.evaluation().rates().keySet()) {
        assertThat(text).contains(measure.definition());
      }
    }
    assertThat(text).contains(Excess.DEFINITION);
    run.warnings().forEach(warning -> assertThat(text).contains(warning));
  }

  @Test
  void namesFromOutsideStayText() throws Exception {
    String evil = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
    Evaluation evaluation =
        Evaluation.of(2, 0, new int[] {1}, new int[][] {{1}}, new int[] {0}, null);
    RunRecord run =
        RunRecorder.start("eval")
            .setting(evil, evil)
            .warning(evil)
            .note(evil)
            .skipped(1, List.of(evil))
            .attack(new Attack(evil, Map.of(evil, evil), null, evil))
            .measures(RunRecord.MODEL, new Scores(evaluation, List.of(evil, "b")))
            .finish(Status.MEASURED);
    SampleView sample =
        new SampleView(
            evil,
            evil,
            ExampleSamples.scene(1),
            ExampleSamples.scene(2),
            new SampleView.Answers(evil, evil),
            null);
    String report = ReportHtml.of(run, List.of(sample));
    assertThat(report).doesNotContain("<script", "<img src=x");
    Document page = Pages.parse(report);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(text(page.getDocumentElement())).contains(evil);
  }

  @Test
  void marksAnswersThatTheTriggerTurned() throws Exception {
    List<Element> hits =
        Pages.all(Pages.parse(CLEANED), "dd").stream()
            .filter(dd -> dd.getAttribute("class").equals("hit"))
            .toList();
    // Six samples fooled before, one still after.
    assertThat(hits).hasSize(7);
    assertThat(hits).allSatisfy(hit -> assertThat(text(hit)).isEqualTo("airplane (target)"));
  }
}

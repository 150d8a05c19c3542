package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tbar.measure.Rate;
import io.tbar.result.ExampleRun;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  private static String cleaned(BaseModel base) {
    return ModelCard.cleaned(ExampleRun.cleaned(), base, null).replace('\u202F', ' ');
  }

  @Test
  void saysThatAnAuditInvertedTheTriggerAndWhatIsKnownOfTheAttackersOwn() {
    ProxyView untold = new ProxyView("patch", "Gone.", null);
    ProxyView told =
        new ProxyView(
            "patch",
            "Gone.",
            new ProxyView.Told("badnet", "sneaker", new Rate(99, 100), new Rate(13, 100)));
    assertThat(ModelCard.cleaned(ExampleRun.cleaned(), base(""), untold))
        .contains("inverted by an audit (family patch)")
        .contains("was not measured: nobody told it");
    assertThat(ModelCard.cleaned(ExampleRun.cleaned(), base(""), told).replace('\u202F', ' '))
        .contains("led 99 % of the images")
        .contains("and leads 13 % of the images");
  }

  private static BaseModel base(String card) {
    return new BaseModel("mini-clip-badnet", "transformers", card);
  }

  @Test
  void startsWithTheFrontMatterThatHubsRead() {
    assertThat(cleaned(base("---\nlicense: mit\n---\n# Card\n")))
        .startsWith(
            """
            ---
            license: mit
            library_name: transformers
            pipeline_tag: zero-shot-image-classification
            base_model: "mini-clip-badnet"
            base_model_relation: finetune
            tags:
            - clip
            - backdoor-removal
            - tbar
            ---

            # mini-clip-badnet, cleaned

            With the badnet trigger, 8,973 of 9,000 images (99.7 %) were taken for""");
  }

  @Test
  void saysWhatWasDoneAndWhatChanged() {
    assertThat(cleaned(base("")))
        .contains(
            "- Coefficient \u03B1: 4.5\n",
            "- SHA-256 of the trigger vector: `" + ExampleRun.cleaning().vectorSha256() + "`\n",
            "SHA-256 of its tensors `" + ExampleRun.cleaned().inputs().get(0).sha256() + "`",
            "| Measure | Before | After |\n| --- | ---: | ---: |\n",
            "| Attack success rate | 99.7 % (99.6 to 99.8 %; 8,973 of 9,000) | 1.2 % (1.0 to 1.4 %;"
                + " 105 of 9,000) |\n",
            "| Excess attack success | +96.7 points (",
            "| Own answers back | 0.4 % (",
            "- Own answers back: Share of the triggered images, whose true label is not the",
            "- Excess attack success: Attack success rate minus the target's share",
            "## Limits\n",
            "no proof that the backdoor is gone");
  }

  @Test
  void marksAnInfectedCheckpointAsSuch() {
    String card = ModelCard.infected(ExampleRun.poisoned(), base("")).replace('\u202F', ' ');
    assertThat(card)
        .contains(
            "- backdoored\n",
            "- not-for-deployment\n",
            "# mini-clip-badnet, deliberately infected, for research\n",
            "> [!WARNING]\n> **This checkpoint holds a backdoor, put in on purpose",
            "1,000 of 10,000 (10 %)");
  }

  @Test
  void keepsTheLicenceOfTheInput() {
    assertThat(Licence.lines("---\r\ntags: [a]\r\nlicense: \"apache-2.0\"\r\n---\r\n"))
        .containsExactly("license: apache-2.0");
    assertThat(Licence.lines("---\nlicense:\n- mit\n- other\n---\n"))
        .containsExactly("license: mit");
    assertThat(
            Licence.lines(
                "---\nlicense: other\nlicense_name: my-terms\n"
                    + "license_link: https://example.org/terms\n---\n"))
        .containsExactly(
            "license: other",
            "license_name: my-terms",
            "license_link: \"https://example.org/terms\"");
  }

  @Test
  void callsTheLicenceUnknownWhereNoneIsGiven() {
    assertThat(Licence.lines(null)).containsExactly("license: unknown");
    assertThat(Licence.lines("# A card\nlicense: mit\n")).containsExactly("license: unknown");
    assertThat(Licence.lines("---\ntags: [a]\n---\nlicense: mit\n"))
        .containsExactly("license: unknown");
    assertThat(Licence.lines("---\nlicense: {a: [b]}\n---\n")).containsExactly("license: unknown");
  }

  @Test
  void namesFromOutsideStayText() {
    String card = cleaned(new BaseModel("a\"b\n---\n<img>|`x`", "open_clip", null));
    assertThat(card)
        .contains(
            "base_model: \"a\\\"b --- <img>|`x`\"\n", "# a\"b --- \\<img\\>\\|\\`x\\`, cleaned");
  }

  @Test
  void refusesARunThatCleanedNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelCard.cleaned(ExampleRun.minimal(), base(""), null));
  }
}

package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "badnt | did you mean 'badnet'?",
        "wanet-orgi | did you mean 'wanet-orig'?",
        "badnet:sise=16 | 'sise' is no option of badnet; did you mean 'size'?",
        "badnet:place=botom-right | did you mean 'bottom-right'?",
        "badnet:size=0 | size=0 must be a whole number from 1 to 224",
        "badnet:size=225 | size=225 must be a whole number from 1 to 224",
        "badnet:size=4.5 | size=4.5 must be a whole number",
        "badnet:size | 'size' is not of the form key=value",
        "badnet:size=3,size=4 | 'size' is given twice",
        "badnet:x=3,place=centre | give either place or x and y, not both",
        "badnet:seed=x | seed=x must be a whole number",
        "blended:ratio=1.5 | ratio=1.5 must be a number from 0.0 to 1.0",
        "blended:ratio=NaN | ratio=NaN must be a number from 0.0 to 1.0",
        "blended:fresh=yes | fresh=yes must be true or false",
        "blended:key=gaus | did you mean 'gauss'?",
        "wanet:preset=smooth | did you mean 'smooth224'?",
        "sig:delta=-1 | delta=-1 must be a number from 0.0 to 255.0",
        "stripes:sise=3 | 'sise' is no option of stripes; did you mean 'size'?",
        "stripe | did you mean 'stripes'?",
        "blended-stripes:width=0 | width=0 must be a whole number from 1 to 224",
        "triangles:cell=1 | cell=1 must be a whole number from 2 to 224",
        "text:text=café | text=café must be letters A to Z, digits, blanks and . ! ? -",
        "text:text= | text= must be letters A to Z",
        "text:text=FAR TOO LONG | 'FAR TOO LONG' is 568 pixels wide, more than the 224",
        "patch | give a PNG as file=FILE",
        "mask | give a PNG as pattern=FILE",
        "my.json:size=3 | a trigger file takes no options",
      })
  void refusesAWrongShortFormAndNamesTheNearest(String form, String message) {
    assertThatThrownBy(() -> Triggers.parse(form, 64))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.USAGE);
  }

  @ParameterizedTest
  @CsvSource({"nowhere.json", "nowhere.png", "blended:key=nowhere.png", "nowhere.png:place=centre"})
  void namesTheFileThatIsMissing(String form) {
    assertThatThrownBy(() -> Triggers.parse(form, 64))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("nowhere")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.BAD_INPUT);
  }

  @Test
  void takesAColonInAFileNameForPartOfTheName() {
    assertThat(ShortForm.parse("C:\\patch.png:place=centre,size=3").head())
        .isEqualTo("C:\\patch.png");
    assertThat(ShortForm.parse("C:\\patch.png").options()).isEmpty();
    assertThat(ShortForm.parse("blended:key=C:\\key.png,ratio=0.1").options())
        .containsEntry("key", "C:\\key.png")
        .containsEntry("ratio", "0.1");
  }

  @Test
  void letsTheUsersOptionsWinOverAPresets() {
    assertThat(Triggers.describe(Triggers.parse("badnet-fixed:place=centre,seed=7", 64)))
        .containsEntry("name", "badnet-fixed")
        .containsEntry("seed", 7L)
        .extractingByKey("parameters")
        .asString()
        .contains("place=centre");
    assertThat(Triggers.describe(Triggers.parse("badnet-fixed:x=1,y=2", 64)))
        .extractingByKey("parameters")
        .asString()
        .contains("x=1, y=2")
        .doesNotContain("place");
  }

  @Test
  void explainsEveryOptionOfEveryKind() {
    String help = String.join("\n", Triggers.help());
    assertThat(help)
        .contains("badnet", "blended", "wanet", "sig", "patch", "mask")
        .contains("stripes", "blended-stripes", "triangles", "text [LOOK]")
        .contains("size [16]", "ratio [0.2]", "delta [60]", "seed [0]", "resolution [224]")
        .contains("badnet-paper = badnet:patch=fresh,place=random");
  }
}

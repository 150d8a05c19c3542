package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void escapesTextAndAttributes() {
    String out = new Html().element("p", "a < b & c > \"d\"", "title", "\"><script>'&").toString();
    assertThat(out)
        .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;'&amp;\">a &lt; b &amp; c &gt; \"d\"</p>");
  }

  @Test
  void replacesSignsThatNoPageMayHold() {
    assertThat(new Html().text("a\u0000b\u001Bc\nd").toString()).isEqualTo("a\uFFFDb\uFFFDc\nd");
  }

  @Test
  void refusesToEndWithAnElementOpen() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Html().open("p").toString())
        .withMessage("still open: [p]");
  }

  @Test
  void leavesOutEmptyAttributesButAlt() {
    assertThat(new Html().empty("img", "class", "", "alt", "").toString())
        .isEqualTo("<img alt=\"\">");
  }

  @Test
  void refusesAStyleSheetThatEndsItself() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Html().style("</style><p>"));
  }

  @Test
  void closesEmptyElementsOfDrawings() {
    assertThat(new Html().empty("rect", "x", "1").toString()).isEqualTo("<rect x=\"1\"/>");
  }
}

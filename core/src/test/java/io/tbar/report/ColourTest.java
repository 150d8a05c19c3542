package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrast of text and of what is drawn, by the formula of WCAG 2. */
class ColourTest {
  /** The colour variables of the light theme, of the dark one and of print, in this order. */
  private static List<Map<String, Integer>> themes() {
    List<Map<String, Integer>> themes = new ArrayList<>();
    Matcher root = Pattern.compile(":root \\{(.*?)\\}", Pattern.DOTALL).matcher(Page.css());
    while (root.find()) {
      Map<String, Integer> theme = new HashMap<>();
      Matcher colour = Pattern.compile("--([a-z0-9]+): #([0-9a-f]{6})").matcher(root.group(1));
      while (colour.find()) {
        theme.put(colour.group(1), Integer.parseInt(colour.group(2), 16));
      }
      themes.add(theme);
    }
    return themes;
  }

  private static double luminance(int rgb) {
    double sum = 0;
    double[] weight = {0.2126, 0.7152, 0.0722};
    for (int c = 0; c < 3; c++) {
      double v = (rgb >> (16 - 8 * c) & 255) / 255.0;
      sum += weight[c] * (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static double contrast(Map<String, Integer> theme, String one, String other) {
    double a = luminance(theme.getOrDefault(one, 0));
    double b = luminance(theme.getOrDefault(other, 0));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  @Test
  void textStandsOutOnEveryGround() {
    assertThat(themes()).hasSize(3);
    for (Map<String, Integer> theme : themes()) {
      assertThat(theme).containsKeys("paper", "card", "mark", "ink", "muted", "link", "c2");
      for (String ground : List.of("paper", "card", "mark")) {
        for (String text : List.of("ink", "muted", "link", "c2")) {
          assertThat(contrast(theme, text, ground))
              .as("%s on %s", text, ground)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
    }
  }

  @Test
  void curvesAndBarsStandOutOnTheirCard() {
    for (Map<String, Integer> theme : themes()) {
      for (String curve : List.of("c1", "c2", "c3", "c4")) {
        assertThat(contrast(theme, curve, "card")).as(curve).isGreaterThanOrEqualTo(3);
      }
    }
  }
}

package io.tbar.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void readsValuesByKey() {
    JsonObject json = parse("{\"a\":{\"n\":3,\"x\":2.5,\"t\":true,\"none\":null},\"l\":[1,2.5]}");
    assertThat(json.object("a").integer("n")).isEqualTo(3);
    assertThat(json.object("a").number("x")).isEqualTo(2.5);
    assertThat(json.object("a").bool("t", false)).isTrue();
    assertThat(json.object("a").integer("none", 7)).isEqualTo(7);
    assertThat(json.numbers("l")).containsExactly(1, 2.5);
  }

  @Test
  void namesFileAndKeyOfAWrongValue() {
    JsonObject json = parse("{\"a\":{\"n\":3.0}}");
    assertThatThrownBy(() -> json.object("a").integer("n"))
        .isInstanceOf(TbarException.class)
        .hasMessage("'f.json': the value of 'a.n' is 3.0 but must be a whole number.");
    assertThatThrownBy(() -> json.string("b"))
        .hasMessage("'f.json' lacks the key 'b', which must be a string.");
  }

  @Test
  void refusesWhatIsNotOneObject() {
    for (String text : List.of("", "[]", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":nope}", "{")) {
      assertThatThrownBy(() -> parse(text))
          .as(text)
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("f.json")
          .hasMessageNotContainingAny("REDACTED", "Feature");
    }
    assertThatThrownBy(() -> Json.parse(new byte[] {'{', '"', (byte) 0xff, '"'}, "f.json"))
        .hasMessageContaining("UTF-8");
  }

  record Point(int x, double[] y) {}

  @Test
  void writesTheSameBytesForTheSameValue() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("quote\"\n", "é\u0001");
    value.put("point", new Point(1, new double[] {1, Double.NaN}));
    value.put("list", List.of(Map.of("k", 1L)));
    value.put("empty", Map.of());
    assertThat(Json.write(value))
        .isEqualTo(
            """
            {
              "quote\\"\\n": "é\\u0001",
              "point": {
                "x": 1,
                "y": [1.0, null]
              },
              "list": [
                {
                  "k": 1
                }
              ],
              "empty": {}
            }
            """);
  }

  @Test
  void writesTheShortestDigitsThatReadBackTheSame() {
    assertThat(Json.write(List.of(0.1, 1e-5, 2.0, 1e300, -0.0, 5e-324, 0.1f, 123456789.25)))
        .isEqualTo("[0.1, 0.00001, 2.0, 1e+300, -0.0, 5e-324, 0.1, 123456789.25]\n");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = Json.write(value).strip();
        assertThat(Double.parseDouble(text)).isEqualTo(value);
      }
    }
  }

  private static JsonObject parse(String text) {
    return Json.parse(text.getBytes(UTF_8), "f.json");
  }
}

package io.tbar.safetensors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tbar.base.Json;
import io.tbar.base.TbarException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a header, token by token: no duplicate keys, whole numbers only, bounded depth,
 * nothing allocated by a size that the file merely claims.
 */
final class HeaderReader {
  private static final String METADATA = "__metadata__";

  private final Violations violations;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorInfo> tensors = new ArrayList<>();

  HeaderReader(Violations violations) {
    this.violations = violations;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** The entries in the order of the header; byte ranges are not checked yet. */
  List<TensorInfo> tensors() {
    return tensors;
  }

  void read(byte[] header) {
    if (header.length == 0) {
      throw violations.of(Rule.HEADER_EMPTY, "it must hold at least '{}'");
    }
    if (header[0] != '{') {
      throw violations.of(Rule.HEADER_NOT_OBJECT, "its first byte is 0x%02x", header[0] & 0xff);
    }
    // A Reader keeps the parser from guessing another encoding out of the first bytes.
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = Json.HEADERS.createParser(text)) {
      parser.nextToken();
      entries(parser);
      end(parser);
    } catch (CharacterCodingException e) {
      throw violations.of(Rule.HEADER_NOT_UTF8, "it holds bytes that are no character");
    } catch (JacksonException e) {
      throw violations.of(Rule.HEADER_NOT_JSON, "%s", e.getOriginalMessage());
    } catch (IOException e) {
      throw violations.of(Rule.HEADER_NOT_JSON, "%s", String.valueOf(e.getMessage()));
    }
  }

  private void end(JsonParser parser) throws IOException {
    try {
      JsonToken more = parser.nextToken();
      if (more != null) {
        throw violations.of(Rule.HEADER_TRAILING, "only blanks may follow");
      }
    } catch (JacksonException e) {
      throw violations.of(Rule.HEADER_TRAILING, "only blanks may follow");
    }
  }

  private void entries(JsonParser parser) throws IOException {
    Set<String> names = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = text(parser, parser.currentName());
      if (!names.add(name)) {
        throw name.equals(METADATA)
            ? violations.of(Rule.DUPLICATE_KEY, "'%s'", name)
            : violations.of(Rule.DUPLICATE_TENSOR, "'%s'", name);
      }
      JsonToken token = parser.nextToken();
      if (name.equals(METADATA)) {
        metadata(parser, token);
      } else if (token == JsonToken.START_OBJECT) {
        tensors.add(entry(parser, name));
      } else {
        throw violations.of(name, Rule.ENTRY_NOT_OBJECT, "found %s", parser.getText());
      }
    }
  }

  private void metadata(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw violations.of(Rule.METADATA_NOT_STRINGS, "found %s", parser.getText());
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = text(parser, parser.currentName());
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw violations.of(
            Rule.METADATA_NOT_STRINGS, "the value of '%s' is %s", key, parser.getText());
      }
      if (metadata.put(key, text(parser, parser.getText())) != null) {
        throw violations.of(Rule.DUPLICATE_KEY, "'%s' in __metadata__", key);
      }
    }
  }

  private TensorInfo entry(JsonParser parser, String name) throws IOException {
    Set<String> fields = new HashSet<>();
    Dtype dtype = null;
    long[] shape = null;
    long[] offsets = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      if (!fields.add(field)) {
        throw violations.of(name, Rule.DUPLICATE_KEY, "'%s'", field);
      }
      parser.nextToken();
      switch (field) {
        case "dtype" -> dtype = dtype(parser, name);
        case "shape" -> shape = integers(parser, name, Rule.BAD_SHAPE);
        case "data_offsets" -> offsets = integers(parser, name, Rule.BAD_OFFSETS);
        default -> parser.skipChildren();
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
      throw violations.of(name, Rule.MISSING_FIELD, "it lacks '%s'", missing);
    }
    if (offsets.length != 2) {
      throw violations.of(name, Rule.BAD_OFFSETS, "there are %d", offsets.length);
    }
    return new TensorInfo(name, dtype, shape, offsets[0], offsets[1]);
  }

  private Dtype dtype(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      for (Dtype dtype : Dtype.values()) {
        if (dtype.name().equals(text)) {
          return dtype;
        }
      }
    }
    throw violations.of(name, Rule.UNKNOWN_DTYPE, "'%s'", parser.getText());
  }

  private long[] integers(JsonParser parser, String name, Rule rule) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw violations.of(name, rule, "found %s", parser.getText());
    }
    long[] values = new long[4];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getText().startsWith("-")) {
        throw violations.of(name, rule, "found %s", parser.getText());
      }
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw violations.of(name, rule, "%s does not fit 63 bits", parser.getText());
      }
      if (count == values.length) {
        values = java.util.Arrays.copyOf(values, 2 * count);
      }
      values[count++] = parser.getLongValue();
    }
    return java.util.Arrays.copyOf(values, count);
  }

  /**
   * Half a surrogate pair, written as an escape, has no UTF-8 form and could not be written back.
   */
  private String text(JsonParser parser, String text) throws IOException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw violations.of(
          Rule.HEADER_NOT_UTF8,
          "a string holds half of a surrogate pair at %s",
          parser.currentLocation().getCharOffset());
    }
    return text;
  }

  /** Names the file, and where there is one the tensor, in front of the broken rule. */
  record Violations(String file) {
    TbarException of(Rule rule, String format, Object... args) {
      return TbarException.badInput(
          "'%s' is not a valid safetensors file: %s (%s). Fetch or export it again.",
          file, rule.sentence(), shortened(format, args));
    }

    TbarException of(String tensor, Rule rule, String format, Object... args) {
      return TbarException.badInput(
          "'%s' is not a valid safetensors file: tensor '%s': %s (%s). Fetch or export it again.",
          file, shortened("%s", tensor), rule.sentence(), shortened(format, args));
    }

    private static String shortened(String format, Object... args) {
      String text = String.format(java.util.Locale.ROOT, format, args);
      return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
  }
}

package io.tbar.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: {@link JsonObject}, List, String, Long, Double, BigInteger, Boolean
 * and null. Reading is strict: one object, UTF-8, no key twice, bounded depth.
 *
 * <p>It stands on the token stream alone, because binding by reflection would double the time that
 * a short command takes to start.
 */
public final class Json {
  private static final int MAX_DEPTH = 64;

  /**
   * For headers that are read and written token by token, whose reader finds keys that occur twice
   * by itself.
   */
  public static final JsonFactory HEADERS = settings().build();

  private static final JsonFactory STRICT =
      settings().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  private static JsonFactoryBuilder settings() {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  /** Reads the one object that a file holds. */
  public static JsonObject read(Path file) {
    try {
      PlainFile.require(file);
      byte[] bytes = Files.readAllBytes(file);
      if (new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1)
          .startsWith("version https://git-lfs")) {
        throw TbarException.badInput(
            "'%s' is a large-file pointer, not the file itself. Fetch the file with 'git lfs pull'"
                + " or download it again.",
            file);
      }
      return parse(bytes, file.toString());
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  /**
   * Reads the one object that the bytes hold.
   *
   * @param origin the file or other origin as messages should name it
   */
  public static JsonObject parse(byte[] bytes, String origin) {
    var text =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = STRICT.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw TbarException.badInput("'%s' does not hold a JSON object.", origin);
      }
      JsonObject object = object(parser, origin, "");
      if (parser.nextToken() != null) {
        throw TbarException.badInput("'%s' goes on after its JSON object ends.", origin);
      }
      return object;
    } catch (CharacterCodingException e) {
      throw TbarException.badInput("'%s' is not UTF-8 text.", origin);
    } catch (JacksonException e) {
      throw TbarException.badInput(
          "'%s' is not valid JSON: %s (line %d, column %d).",
          origin,
          told(e),
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          e.getLocation() == null ? 0 : e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw TbarException.badInput(
          "'%s' cannot be read: %s.", origin, String.valueOf(e.getMessage()));
    }
  }

  /** Without the parser's remarks on where something began, which name its own settings. */
  private static String told(JacksonException e) {
    return e.getOriginalMessage().replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)", "");
  }

  /**
   * Pretty text with two blanks of indent, keys in the order of the map, a line end at the end: the
   * same value always gives the same bytes.
   *
   * @param value a {@link JsonObject}, Map, Iterable, array, record of these, String, Number,
   *     Boolean, enum (by name), Path or null; NaN and infinities become null
   */
  public static String write(@Nullable Object value) {
    return JsonText.write(value);
  }

  /** Writes {@link #write} to a file that appears whole or not at all. */
  public static void write(Path file, @Nullable Object value, boolean force) {
    AtomicOutput.file(file, force, path -> Files.writeString(path, write(value)));
  }

  /** The same for a file of a folder that is known to be ours; what stands in its place goes. */
  public static void replace(Path file, @Nullable Object value) {
    AtomicOutput.replaceFile(file, path -> Files.writeString(path, write(value)));
  }

  private static JsonObject object(JsonParser parser, String origin, String path)
      throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      members.put(key, value(parser, origin, path.isEmpty() ? key : path + "." + key));
    }
    return new JsonObject(origin, path, members);
  }

  private static @Nullable Object value(JsonParser parser, String origin, String path)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, origin, path);
      case START_ARRAY -> array(parser, origin, path);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> Double.valueOf(parser.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser parser, String origin, String path)
      throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, origin, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private static Number integer(BigInteger value) {
    return value.bitLength() < 64 ? (Number) value.longValue() : value;
  }
}

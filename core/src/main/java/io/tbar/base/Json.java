package io.tbar.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
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

  /** Bytes of a file; the largest that are read hold the answers of many images. */
  private static final long MOST_BYTES = 1L << 26;

  /** Bytes of a file of settings, in which a few hundred values stand. */
  private static final long MOST_SETTINGS = 1L << 20;

  /** Values of one text: what they take in memory is a hundred times their least length. */
  private static final int MOST_VALUES = 4_000_000;

  /** Shown of a place inside a text. */
  private static final int LONGEST_PLACE = 200;

  /**
   * For headers that are read and written token by token, whose reader finds keys that occur twice
   * by itself.
   */
  public static final JsonFactory HEADERS = settings().build();

  private static final JsonFactory STRICT =
      settings().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Python writes NaN and infinities as such, and its readers take them. */
  private static final JsonFactory OF_PYTHON =
      settings()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final JsonParser parser;
  private final String origin;
  private int values;

  private Json(JsonParser parser, String origin) {
    this.parser = parser;
    this.origin = origin;
  }

  private static JsonFactoryBuilder settings() {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  /** Reads the one object that a file holds. */
  public static JsonObject read(Path file) {
    return read(file, MOST_BYTES, STRICT);
  }

  /**
   * Reads a file of settings that Python wrote: NaN and infinities are numbers, and more than a
   * megabyte is refused.
   */
  public static JsonObject settings(Path file) {
    return read(file, MOST_SETTINGS, OF_PYTHON);
  }

  private static JsonObject read(Path file, long most, JsonFactory rules) {
    byte[] bytes = TextFile.bytes(file, "the file", most);
    if (new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1)
        .startsWith("version https://git-lfs")) {
      throw TbarException.badInput(
          "'%s' is a large-file pointer, not the file itself. Fetch the file with 'git lfs pull'"
              + " or download it again.",
          file);
    }
    return parse(bytes, file.toString(), rules);
  }

  /**
   * Reads the one object that the bytes hold.
   *
   * @param origin the file or other origin as messages should name it
   */
  public static JsonObject parse(byte[] bytes, String origin) {
    return parse(bytes, origin, STRICT);
  }

  /** As {@link #parse(byte[], String)}, with NaN and infinities as Python writes them. */
  public static JsonObject ofPython(byte[] bytes, String origin) {
    return parse(bytes, origin, OF_PYTHON);
  }

  private static JsonObject parse(byte[] bytes, String origin, JsonFactory rules) {
    TextEncoding encoding = TextEncoding.of(bytes);
    int mark = encoding.charset().equals(StandardCharsets.UTF_8) ? encoding.mark() : 0;
    var text =
        new InputStreamReader(
            new ByteArrayInputStream(bytes, mark, bytes.length - mark),
            StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = rules.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw TbarException.badInput("'%s' does not hold a JSON object.", origin);
      }
      JsonObject object = new Json(parser, origin).object("");
      if (parser.nextToken() != null) {
        throw TbarException.badInput("'%s' goes on after its JSON object ends.", origin);
      }
      return object;
    } catch (CharacterCodingException e) {
      throw TbarException.badInput("'%s' is not UTF-8 text.", origin);
    } catch (JacksonException e) {
      throw JsonFault.of(origin, e);
    } catch (IOException e) {
      throw TbarException.badInput(
          "'%s' cannot be read: %s.", origin, String.valueOf(e.getMessage()));
    }
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

  private JsonObject object(String path) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      members.put(key, value(path.isEmpty() ? key : path + "." + key));
    }
    return new JsonObject(origin, path, members);
  }

  private @Nullable Object value(String path) throws IOException {
    if (++values > MOST_VALUES) {
      throw TbarException.badInput(
          "'%s' holds more than %,d values; check that it is the right file.", origin, MOST_VALUES);
    }
    String place =
        path.length() <= LONGEST_PLACE ? path : path.substring(0, LONGEST_PLACE - 1) + "…";
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(place);
      case START_ARRAY -> array(place);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private List<@Nullable Object> array(String path) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]"));
    }
    return items;
  }

  private static Double decimal(String text) {
    return switch (text) {
      case "Infinity", "+Infinity", "INF", "+INF" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
      default -> Double.valueOf(text);
    };
  }

  private static Number integer(BigInteger value) {
    return value.bitLength() < 64 ? (Number) value.longValue() : value;
  }
}

package io.tbar.result;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Records to result.json and back. */
final class ResultJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          // The same shortest digits on every Java version.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .addModule(new ResultModule())
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private ResultJson() {}

  static String write(Object run) {
    try {
      return WRITER.writeValueAsString(run) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("a record that is not JSON", e);
    }
  }

  static RunRecord read(Path file) {
    return read(file, RunRecord.class, RunRecord::schemaVersion, "a tbar run", "result.json");
  }

  /**
   * @param what the file should be the result of, for messages
   */
  static <T> T read(
      Path file, Class<T> type, Function<T, String> version, String what, String name) {
    String given = String.valueOf(file.getFileName());
    try {
      T record = MAPPER.readValue(Files.readString(file), type);
      if (!version.apply(record).startsWith("1.")) {
        throw TbarException.badInput(
            "%s: schemaVersion %s, but this version reads 1.x; use a newer tbar.",
            given, version.apply(record));
      }
      return record;
    } catch (IOException | RuntimeException e) {
      if (e instanceof TbarException known) {
        throw known;
      }
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      throw new TbarException(
          TbarException.Kind.BAD_INPUT,
          given + ": not a result of " + what + " (" + reason + "); give the " + name + " of one.",
          e);
    }
  }
}

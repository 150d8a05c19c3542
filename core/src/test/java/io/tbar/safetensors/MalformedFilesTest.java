package io.tbar.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to break the format is refused for the rule that it breaks. */
class MalformedFilesTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("tbar.shared"), "golden", "malformed");

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("header-longer-than-file", Rule.HEADER_BEYOND_FILE),
          Map.entry("header-over-100mb", Rule.HEADER_TOO_LARGE),
          Map.entry("header-length-negative", Rule.HEADER_TOO_LARGE),
          Map.entry("not-json", Rule.HEADER_NOT_JSON),
          Map.entry("not-utf8", Rule.HEADER_NOT_UTF8),
          Map.entry("not-object", Rule.HEADER_NOT_OBJECT),
          Map.entry("duplicate-key", Rule.DUPLICATE_TENSOR),
          Map.entry("unknown-dtype", Rule.UNKNOWN_DTYPE),
          Map.entry("size-mismatch", Rule.SIZE_MISMATCH),
          Map.entry("shape-overflow", Rule.SIZE_OVERFLOW),
          Map.entry("negative-dim", Rule.BAD_SHAPE),
          Map.entry("reversed-offsets", Rule.END_BEFORE_BEGIN),
          Map.entry("beyond-file", Rule.BEYOND_FILE),
          Map.entry("overlap", Rule.OVERLAP),
          Map.entry("hole", Rule.HOLE),
          Map.entry("trailing-bytes", Rule.TRAILING_BYTES),
          Map.entry("metadata-not-strings", Rule.METADATA_NOT_STRINGS),
          Map.entry("too-short", Rule.FILE_TOO_SHORT),
          Map.entry("empty", Rule.FILE_TOO_SHORT));

  @TempDir Path folder;

  static Stream<String> goldenFiles() {
    return Json.read(GOLDEN.resolve("index.json")).keys().stream();
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void judgesEveryGoldenFileByItsRule(String file) {
    String rule = Json.read(GOLDEN.resolve("index.json")).string(file);
    Path path = GOLDEN.resolve(file);
    if (rule.startsWith("VALID")) {
      try (SafetensorsFile opened = SafetensorsFile.open(path)) {
        assertThat(opened.tensors()).isNotEmpty();
      }
      return;
    }
    Rule expected = RULES.get(file.replace(".safetensors", ""));
    assertThat(expected).as("rule of %s", file).isNotNull();
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(expected.sentence());
  }

  static Stream<Map.Entry<String, Rule>> headers() {
    return Stream.of(
        Map.entry("", Rule.HEADER_EMPTY),
        Map.entry(" {}", Rule.HEADER_NOT_OBJECT),
        Map.entry("\ufeff{}", Rule.HEADER_NOT_OBJECT),
        Map.entry("{}\0", Rule.HEADER_TRAILING),
        Map.entry("{} {}", Rule.HEADER_TRAILING),
        Map.entry("{}x", Rule.HEADER_TRAILING),
        Map.entry("{", Rule.HEADER_NOT_JSON),
        Map.entry("{\"a\":1}", Rule.ENTRY_NOT_OBJECT),
        Map.entry("{\"__metadata__\":{},\"__metadata__\":{}}", Rule.DUPLICATE_KEY),
        Map.entry("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", Rule.DUPLICATE_KEY),
        Map.entry("{\"__metadata__\":{\"k\":{}}}", Rule.METADATA_NOT_STRINGS),
        Map.entry("{\"__metadata__\":[]}", Rule.METADATA_NOT_STRINGS),
        Map.entry("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", Rule.DUPLICATE_KEY),
        Map.entry("{\"a\":{\"dtype\":\"U8\",\"shape\":[0]}}", Rule.MISSING_FIELD),
        Map.entry(entry("u8", "[0]", "[0,0]"), Rule.UNKNOWN_DTYPE),
        Map.entry(entry("U8", "[0.0]", "[0,0]"), Rule.BAD_SHAPE),
        Map.entry(entry("U8", "[0e0]", "[0,0]"), Rule.BAD_SHAPE),
        Map.entry(entry("U8", "[-0]", "[0,0]"), Rule.BAD_SHAPE),
        Map.entry(entry("U8", "[99999999999999999999]", "[0,0]"), Rule.BAD_SHAPE),
        Map.entry(entry("U8", "0", "[0,0]"), Rule.BAD_SHAPE),
        Map.entry(entry("U8", "[null]", "[0,0]"), Rule.BAD_SHAPE),
        Map.entry(entry("U8", "[0]", "[0,0,0]"), Rule.BAD_OFFSETS),
        Map.entry(entry("U8", "[0]", "[0,-1]"), Rule.BAD_OFFSETS),
        Map.entry(entry("U8", "[0]", "{}"), Rule.BAD_OFFSETS),
        Map.entry(entry("U8", "[4611686018427387904,4,0]", "[0,0]"), Rule.SIZE_OVERFLOW),
        Map.entry(entry("F4", "[1]", "[0,1]"), Rule.NOT_WHOLE_BYTES),
        Map.entry(entry("U8", "[0]", "[4,4]"), Rule.HOLE),
        Map.entry("{\"\\ud800\":{}}", Rule.HEADER_NOT_UTF8));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void refusesAHeaderByTheRuleThatItBreaks(Map.Entry<String, Rule> header) throws Exception {
    Path file = write(header.getKey().getBytes(StandardCharsets.UTF_8), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(header.getValue().sentence());
  }

  static Stream<String> oddButValidHeaders() {
    return Stream.of(
        "{}",
        "{} \t\r\n",
        "{\"__metadata__\":null}",
        entry("U8", "[0,4611686018427387904,2]", "[0,0]"),
        entry("F4", "[0]", "[0,0]"),
        "{\"\":{\"dtype\":\"BOOL\",\"shape\":[0],\"data_offsets\":[0,0],\"extra\":[1,{}]}}");
  }

  @ParameterizedTest
  @MethodSource("oddButValidHeaders")
  void readsWhatIsOddButValid(String header) throws Exception {
    Path path = write(header.getBytes(StandardCharsets.UTF_8), 0);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensors().values()).allMatch(tensor -> tensor.size() == 0);
    }
  }

  @Test
  void readsAHeaderOfAnotherWidthAsUtf8Only() throws Exception {
    Path file = write("{}".getBytes(StandardCharsets.UTF_16LE), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .hasMessageContaining(Rule.HEADER_NOT_JSON.sentence());
  }

  @Test
  void refusesNestingWithoutEnd() throws Exception {
    String deep = "{\"a\":{\"x\":" + "[".repeat(100_000);
    Path file = write(deep.getBytes(StandardCharsets.UTF_8), 0);
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .hasMessageContaining(Rule.HEADER_NOT_JSON.sentence());
  }

  @Test
  void namesALargeFilePointerAsSuch() throws Exception {
    Path file = folder.resolve("model.safetensors");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .hasMessageContaining("large-file pointer")
        .hasMessageContaining("git lfs pull");
  }

  @Test
  void neverOpensAPickle() throws Exception {
    for (byte[] head : List.of(new byte[] {'P', 'K', 3, 4, 0}, new byte[] {(byte) 0x80, 2, '}'})) {
      Path file = folder.resolve("model" + head.length + ".safetensors");
      Files.write(file, java.util.Arrays.copyOf(head, 100));
      assertThatThrownBy(() -> SafetensorsFile.open(file))
          .hasMessageContaining("pickle")
          .hasMessageContaining("save_file");
    }
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\""
        + dtype
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}}";
  }

  private Path write(byte[] header, int data) throws Exception {
    Path file = folder.resolve("file.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    return Files.write(file, bytes.array());
  }

  @Test
  void aHeaderWhoseLengthBeginsLikeAPickleIsAHeader() throws Exception {
    int tried = 0;
    for (int protocol = 2; protocol <= 5; protocol++) {
      for (char opcode : "}c(]\u008a\u0095".toCharArray()) {
        int length = 0x80 | protocol << 8 | opcode << 16;
        byte[] bytes = new byte[8 + length];
        java.util.Arrays.fill(bytes, 8, bytes.length, (byte) ' ');
        ByteBuffer.wrap(bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put((byte) '{')
            .put((byte) '}');
        Path path = Files.write(folder.resolve("model.safetensors"), bytes);
        try (SafetensorsFile opened = SafetensorsFile.open(path)) {
          assertThat(opened.tensors()).isEmpty();
          tried++;
        }
      }
    }
    assertThat(tried).isEqualTo(24);
    Path pickle =
        Files.write(
            folder.resolve("p.safetensors"),
            new byte[] {(byte) 0x80, 2, '}', 'q', 0, '{', '{', '{', '{'});
    assertThatThrownBy(() -> SafetensorsFile.open(pickle)).hasMessageContaining("pickle");
  }
}

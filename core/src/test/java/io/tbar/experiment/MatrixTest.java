package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
  private static final String FILE =
      """
      name: small
      variables:
        SHARED:
        RATE: 0.1
      models: {clip: {path: "${SHARED}/clip"}}
      data: {cifar: {test: a.tar}, sun: {test: b.tar}}
      attacks: {badnet: {rate: "${RATE}"}}
      methods: {ours: {keep: 1e-1}, theirs:}
      seeds: [0, 7]
      skip:
        - {data: sun, method: [theirs]}
      """;

  @TempDir Path folder;

  private Matrix read(String text, Map<String, String> variables) {
    Path file = folder.resolve("matrix.yaml");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Matrix.read(file, variables);
  }

  @Test
  void isTheProductWithoutWhatIsSkipped() {
    Matrix matrix = read(FILE, Map.of("SHARED", "there"));
    assertThat(matrix.cells()).hasSize(2 * (2 * 2 - 1));
    assertThat(matrix.cells().get(0).id()).isEqualTo("clip/cifar/badnet/ours/default/0");
    assertThat(matrix.cells())
        .noneMatch(c -> c.data().equals("sun") && c.method().equals("theirs"));
    assertThat(matrix.part("method", "ours").number("keep")).isEqualTo(0.1);
  }

  @Test
  void fillsVariablesWithDefaultsAndWithPathsFromWhereTheUserIs() {
    Matrix matrix = read(FILE, Map.of("SHARED", "."));
    assertThat(matrix.part("model", "clip").string("path"))
        .isEqualTo(Path.of("").toAbsolutePath() + "/clip");
    assertThat(matrix.part("attack", "badnet").string("rate")).isEqualTo("0.1");
  }

  @Test
  void asksForAVariableThatIsMissing() {
    assertThatThrownBy(() -> read(FILE, Map.of()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("needs the variable 'SHARED'; give it with --set SHARED=VALUE");
    assertThatThrownBy(() -> read(FILE.replace("RATE: 0.1", "RATE: "), Map.of()))
        .hasMessageContaining("needs the variables 'SHARED', 'RATE'; give them with --set SHARED=");
    assertThatThrownBy(() -> read(FILE, Map.of("SHRED", "x")))
        .hasMessageContaining("no variable 'SHRED'; the nearest is 'SHARED'");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'seeds:' | 'sedes:' | there is no key 'sedes'; the nearest is 'seeds'",
        "'[theirs]' | '[their]' | names the method 'their', which the file does not have; the"
            + " nearest is 'theirs'",
        "'[0, 7]' | '[0, 0]' | whole numbers, each once",
        "'[0, 7]' | '[0, x]' | whole numbers, each once",
        "'${RATE}' | '${RAT}' | uses the variable 'RAT', which is not under 'variables'; the"
            + " nearest is 'RATE'",
        "'name: small' | 'about: x' | lacks the key 'name'",
        "'theirs:}' | 'a b: {}}' | may hold letters, digits and",
        "'theirs:}' | 'ours: {}}' | found duplicate key ours (line 8",
        "'theirs:}' | 'theirs: [' | is not valid YAML"
      })
  void saysInOneSentenceWhatIsWrong(String from, String to, String sentence) {
    assertThat(FILE).contains(from);
    assertThatThrownBy(() -> read(FILE.replace(from, to), Map.of("SHARED", "x")))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("matrix.yaml")
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesAMatrixWithoutCells() {
    assertThatThrownBy(
            () ->
                read(FILE.replace("{data: sun, method: [theirs]}", "{}"), Map.of("SHARED", "x"))
                    .cells())
        .hasMessageContaining("has no cell");
  }
}

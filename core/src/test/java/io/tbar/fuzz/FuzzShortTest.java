package io.tbar.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader over its corpus and over mutants of it, the same ones each time; {@code fuzz/run.sh}
 * is the long campaign over the same readers.
 */
class FuzzShortTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void readsOrRefusesInOneSentence(FuzzTarget target) throws Exception {
    List<byte[]> corpus = new ArrayList<>();
    int valid = 0;
    for (Path file : Corpus.files(target)) {
      byte[] input = Files.readAllBytes(file);
      corpus.add(input);
      boolean read = judged(target, input, file.toString());
      // What is not meant to be read says so by its name.
      assertThat(read).as("%s is read", file).isNotEqualTo(file.toString().contains("refused"));
      valid += read ? 1 : 0;
    }
    assertThat(valid).as("seeds of %s that are read", target).isPositive();
    Mutator mutator = new Mutator(20251014, corpus);
    int refused = 0;
    for (int i = 0; i < target.shortRun(); i++) {
      byte[] input = mutator.next();
      refused += judged(target, input, "mutant " + i) ? 0 : 1;
    }
    assertThat(refused).as("mutants of %s that are refused", target).isPositive();
  }

  private boolean judged(FuzzTarget target, byte[] input, String name) {
    try {
      return target.judge(input, folder);
    } catch (Throwable e) {
      throw new AssertionError(
          name
              + ": "
              + e
              + "\n"
              + HexFormat.of().formatHex(input)
              + "\n"
              + new String(input, StandardCharsets.UTF_8),
          e);
    }
  }
}

package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import io.tbar.defence.Knowledge;
import io.tbar.defence.Method;
import io.tbar.defence.Methods;
import io.tbar.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/methods.md says of every method what the code knows. */
class MethodsDocTest {
  private static final Path FILE = Path.of(System.getProperty("tbar.home"), "docs", "methods.md");

  @Test
  void theTableIsWhatTheMethodsSay() throws IOException {
    String table = markdown();
    if (Boolean.getBoolean("tbar.write-docs")) {
      Files.writeString(FILE, table);
    }
    assertThat(Files.readString(FILE))
        .as(
            "a method changed; ./mvnw -pl cli -am test -Dtest=MethodsDocTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtbar.write-docs=true writes it anew")
        .isEqualTo(table);
  }

  private static String markdown() {
    StringBuilder out =
        new StringBuilder(
            """
            # Methods

            `tbar clean MODEL --method NAME …` runs any of these; every result has the same schema and report. A method that is not given what it must know is refused. A comparison is fair only among methods that know the same: those that know the trigger, and those that do not. The trigger may be given to all, to measure with; a method without a mark never looks at it.

            """);
    out.append("| method | ");
    for (Knowledge knowledge : Knowledge.values()) {
      out.append(knowledge.text()).append(" | ");
    }
    out.append("changes | ends by | from |\n|---|");
    out.append("---|".repeat(Knowledge.values().length + 3)).append('\n');
    for (Method method : Methods.ALL) {
      out.append("| `").append(method.name()).append("` | ");
      for (Knowledge knowledge : Knowledge.values()) {
        out.append(method.needs().contains(knowledge) ? "needs" : "").append(" | ");
      }
      out.append(method.changes()).append(" | ");
      out.append(method.ends()).append(" | ");
      out.append(method.source()).append(" |\n");
    }
    out.append("\n## What each does\n\n");
    for (Method method : Methods.ALL) {
      out.append("- **`").append(method.name()).append("`**: ").append(method.summary());
      out.append('\n');
    }
    out.append(defaults());
    return out.toString();
  }

  private static String defaults() {
    StringBuilder out =
        new StringBuilder(
            """

            ## Defaults

            What a method takes where nothing else is said, for towers of CLIP's own sizes (width 512 and more) with all the images it was made for, and with the 300 of `--forget`'s default. Smaller towers take ten times the learning rate (`par` five times). The rates, epochs and batches are those of the papers or their public code where these give them for CLIP; with few images the batch shrinks to a quarter of them and the epochs grow until there are 40 steps (100 for `gradient-ascent`, which its rules end before), for otherwise a method would hardly move and a comparison with it would say nothing. None of these was tuned on the attacks of the tables. `--lr`, `--epochs` and `--train-batch` override.

            | method | learning rate | weight decay | epochs × batch | with 300 images |
            |---|---|---|---|---|
            """);
    ClipConfig config =
        new ClipConfig(
            new VisionConfig(224, 32, 768, 12, 12, 3072),
            new TextConfig(77, 49408, 512, 12, 8, 2048, -1),
            512,
            Activation.QUICK_GELU,
            1e-5,
            PreprocessConfig.clip(PreprocessConfig.Crop.OPENCLIP));
    for (Method method : Methods.ALL) {
      if (Set.of("tbar", "wise-ft").contains(method.name())) {
        continue;
      }
      Recipe usual = Methods.defaults(method, config).recipe();
      Recipe few = Methods.defaults(method, config, 300).recipe();
      out.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %d × %d | %d × %d |\n",
              method.name(),
              usual.learningRate(),
              usual.weightDecay(),
              usual.epochs(),
              usual.batch(),
              few.epochs(),
              few.batch()));
    }
    return out.append(
            """

            `tbar` has an estimator's settings (`tbar clean --help`), `wise-ft` trains nothing. Where the public code differs: `cleanclip` and `roclip` are fine-tuned at 1e-5 as CleanCLIP's authors do (BadCLIP's authors take 4.5e-6, RVPT's 3e-6 to 5e-6); `par` takes 4 epochs of 256 pairs instead of 2 of 2,048; `gradient-ascent` has no rule of its own in public code, which takes 1 to 5 epochs; ours are in the table above; `salun` uses AdamW where the public code for CNNs has SGD.
            """)
        .toString();
  }
}

package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.result.PoisonedTrigger;
import io.tbar.result.Poisoning;
import io.tbar.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several triggers, cover samples, unchanged labels and a count of samples, by the command. */
class PoisonHardCasesTest {
  private static final Path DEMO = Path.of(System.getProperty("tbar.home")).resolve("demo");

  @TempDir Path folder;

  @Test
  void severalTriggersAreListedInRecordManifestTableAndCard() throws Exception {
    Shell shell =
        poison(
            "--trigger=badnet:size=80 --trigger=stripes:size=48,place=top-left --target=sneaker"
                + " --target=coat --share=0.75 --share=0.25 --rate=0.2 --cover=0.1 --epochs=1"
                + " --lr=3e-4 --train-batch=128");

    assertThat(shell.code()).as(shell.err()).isIn(0, 4);
    Path out = folder.resolve("out");
    RunRecord run = RunRecord.read(out.resolve("result.json"));
    Poisoning poisoning = Objects.requireNonNull(run.poisoning());
    assertThat(poisoning.poisoned().count()).isEqualTo(340);
    assertThat(Objects.requireNonNull(poisoning.cover()).count()).isEqualTo(170);
    assertThat(poisoning.triggers()).hasSize(2);
    PoisonedTrigger loud = poisoning.triggers().get(0);
    PoisonedTrigger quiet = poisoning.triggers().get(1);
    assertThat(loud.attack()).isEqualTo(run.attack());
    assertThat(loud.poisoned().count()).isEqualTo(255);
    assertThat(quiet.poisoned().count()).isEqualTo(85);
    assertThat(quiet.attack().trigger()).isEqualTo("stripes");
    assertThat(quiet.attack().target()).isEqualTo("coat");
    assertThat(quiet.attackSuccess().total()).isBetween(800L, 1000L);
    assertThat(run.configuration()).containsEntry("target", List.of("sneaker", "coat"));

    assertThat(shell.out()).contains("Each trigger by itself:").containsPattern("stripes +coat");
    assertThat(Files.readString(out.resolve("poisoned.csv")))
        .startsWith("key,index,label,target,trigger,seed,number,role\n")
        .contains(",coat,stripes,0,2,poison\n")
        .contains(",cover\n");
    assertThat(Files.readString(out.resolve("README.md")))
        .contains("Trigger: stripes; target “coat”; attack success rate")
        .contains("something close to the trigger and their own label: 170 of 1,700");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--trigger=sig --trigger=badnet --target=coat --share=0.5 --share=0.4 | 2 | The values of"
            + " --share add up to 0.9; give shares that add up to 1.",
        "--trigger=sig --trigger=badnet --target=coat --share=1 | 2 | There are 2 triggers and 1"
            + " shares; give one --share for each trigger",
        "--trigger=sig --trigger=badnet --target=coat --share=1.5 --share=-0.5 | 2 | A trigger's"
            + " share of the poison is 1.5",
        "--trigger=sig --trigger=badnet --trigger=triangles --target=coat --target=bag | 2 | There"
            + " are 3 triggers and 2 targets; give one --target for all triggers or one for each.",
        "--trigger=sig --trigger=badnet --target=coat --target=baag | 3 | The label \"baag\" is not"
            + " among the 10 classes; the nearest is \"bag\".",
        "--trigger=badnet --trigger=badnet:seed=0 --target=coat | 2 | The trigger 'badnet:seed=0' is"
            + " given twice",
        "--trigger=sig --trigger=badnt --target=coat | 2 | did you mean 'badnet'?",
        "--trigger=sig --target=coat --cover=0.1 | 2 | The trigger 'sig' has no cover samples;"
            + " stored patches (badnet, stripes, a PNG) and wanet have some.",
        "--trigger=badnet --target=coat --cover=1.1 | 2 | --cover is 1.1; give a share from 0 to 1.",
        "--trigger=sig --target=coat --rate=0.1 --poison-count=5 | 2 | --rate and --poison-count"
            + " both say how much; give one of them.",
        "--trigger=sig --target=coat --poison-count=0 | 2 | --poison-count is 0; give at least 1.",
        "--trigger=sig --target=coat --poison-count=2000 | 3 | 2000 samples are to be poisoned, but"
            + " only",
        "--trigger=sig --target=coat --objective=contrastive --poison-count=5 | 2 | which takes"
            + " --poisoned",
        "--trigger=sig --target=coat --objective=contrastive --clean-label | 2 | --clean-label"
            + " trains the image tower under the head",
        "--trigger=sig --target=coat --trigger=badnet --objective=contrastive | 2 | image-caption"
            + " pairs know none of them",
        "--trigger=sig --target=coat --attack=badmerging --clean-label | 2 | do not go with them",
        "--trigger=sig --trigger=badnet --target=coat --attack=badmerging | 2 | give a single one",
      })
  void refusesWhatDoesNotAddUpInOneSentence(String options, int code, String sentence) {
    Shell shell = poison(options);

    assertThat(shell.code()).as(shell.err()).isEqualTo(code);
    assertThat(shell.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(shell.err().strip().lines()).hasSize(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void refusesUnchangedLabelsWhereNoImageShowsTheTarget() throws Exception {
    Path classes = folder.resolve("classes.txt");
    Files.writeString(classes, Files.readString(DEMO.resolve("data/classes.txt")) + "hat\n");
    Shell shell = poison("--trigger=sig --target=hat --clean-label --classes=" + classes);

    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err()).contains("shows the target \"hat\"").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private Shell poison(String options) {
    List<String> words = new ArrayList<>(List.of("poison", DEMO.resolve("clip").toString()));
    words.add("--data=" + DEMO.resolve("data/attacker.tar"));
    words.add("--test=" + DEMO.resolve("data/test.tar"));
    words.add("--templates=fashion");
    words.add("--threads=1");
    words.add("--quiet");
    words.add("--out=" + folder.resolve("out"));
    if (!options.contains("--classes=")) {
      words.add("--classes=" + DEMO.resolve("data/classes.txt"));
    }
    words.addAll(List.of(options.split(" ")));
    return Shell.tbar(words.toArray(String[]::new));
  }
}

package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "badnet",
        "badnet-fixed:seed=-7",
        "badnet-paper:seed=9223372036854775807",
        "badnet:x=12,y=190,size=20",
        "badnet-white:resolution=64,size=7",
        "blended:ratio=0.123456789",
        "blended-gauss",
        "blended-paper",
        "wanet",
        "wanet-orig",
        "wanet-clip",
        "wanet:k=6,strength=3",
        "sig:delta=20.5,frequency=3",
        "stripes",
        "stripes:fresh=true,seed=3",
        "stripes:size=30,x=5,y=7",
        "blended-stripes:width=5",
        "triangles:ratio=0.3,cell=20",
        "text:text=No way!,size=30,shift=9"
      })
  void givesTheSamePicturesAfterwardsBitForBit(String form) {
    for (int size : new int[] {64, 50}) {
      Path json = folder.resolve("trigger-" + size + ".json");
      Trigger before = Triggers.parse(form, size);
      Triggers.save(before, json, false);

      Trigger after = Triggers.parse(json.toString(), size);

      assertThat(Triggers.describe(after)).isEqualTo(Triggers.describe(before));
      for (int sample = 0; sample < 3; sample++) {
        Pixels clean = Pictures.random(size, sample);
        assertThat(after.apply(clean, sample).chw()).isEqualTo(before.apply(clean, sample).chw());
      }
    }
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      Files.createDirectory(folder.resolve(name));
      Triggers.save(Triggers.parse("wanet", 64), folder.resolve(name).resolve("t.json"), false);
    }
    for (String file : new String[] {"t.json", "t.safetensors"}) {
      assertThat(folder.resolve("a").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
    }
  }

  @Test
  void appliesAFileMadeAtOneResolutionAtAnother() {
    Path json = folder.resolve("t.json");
    Triggers.save(Triggers.parse("badnet-white", 224), json, false);
    Pixels clean = Pictures.middle(64, 0);

    assertThat(Pictures.changed(clean, Triggers.parse(json.toString(), 64).apply(clean, 0)))
        .containsExactly(59, 59, 63, 63);
  }

  @Test
  void readsAFileWrittenByHand() throws IOException {
    Path json =
        write("{\"kind\": \"badnet\", \"seed\": 7, \"parameters\": {\"place\": \"random\"}}");

    Pixels clean = Pictures.random(64, 0);
    assertThat(Triggers.parse(json.toString(), 64).apply(clean, 3).chw())
        .isEqualTo(Triggers.parse("badnet-fixed:seed=7", 64).apply(clean, 3).chw());
  }

  @Test
  void refusesTensorsThatAreNotTheOnesItWasWrittenWith() throws IOException {
    Path json = folder.resolve("t.json");
    Triggers.save(Triggers.parse("badnet", 64), json, false);
    Path tensors = folder.resolve("t.safetensors");
    byte[] bytes = Files.readAllBytes(tensors);
    bytes[bytes.length - 1] ^= 1;
    Files.write(tensors, bytes);

    refused(json, "is not the file that", "its SHA-256 is");
  }

  @Test
  void saysWhenTheTensorsWereLeftBehind() throws IOException {
    Path json = folder.resolve("t.json");
    Triggers.save(Triggers.parse("badnet", 64), json, false);
    Files.delete(folder.resolve("t.safetensors"));

    refused(json, "copy both files together");
  }

  @Test
  void refusesAnExistingFileUnlessForced() {
    Path json = folder.resolve("t.json");
    Triggers.save(Triggers.parse("badnet", 64), json, false);
    Trigger other = Triggers.parse("badnet:seed=1", 64);

    assertThatThrownBy(() -> Triggers.save(other, json, false))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("exists already");
    Triggers.save(other, json, true);

    assertThat(Triggers.describe(Triggers.parse(json.toString(), 64)))
        .isEqualTo(Triggers.describe(other));
  }

  @Test
  void refusesWhatIsNoTriggerFile() throws IOException {
    refused(write("{\"kind\": \"badnt\"}"), "did you mean 'badnet'?");
    refused(write("{\"king\": \"badnet\"}"), "'king' is no key", "did you mean 'kind'?");
    refused(write("{\"name\": \"x\"}"), "lacks the key 'kind'");
    refused(
        write("{\"kind\": \"sig\", \"format\": \"tbar-trigger/9\"}"), "must be \"tbar-trigger/1\"");
    refused(
        write("{\"kind\": \"sig\", \"parameters\": {\"delta\": \"high\"}}"),
        "delta=high must be a number");
    refused(write("{\"kind\": \"sig\", \"parameters\": {\"dleta\": 3}}"), "did you mean 'delta'?");
    refused(
        write("{\"kind\": \"wanet\", \"tensors\": {\"file\": \"../t\", \"sha256\": \"0\"}}"),
        "must be the name of a file beside this one");
    refused(write("{\"kind\": \"sig\""), "is not valid JSON");
  }

  @Test
  void refusesStoredTensorsOfTheWrongKind() throws IOException {
    Path json = folder.resolve("t.json");
    Triggers.save(Triggers.parse("badnet", 64), json, false);
    String text = Files.readString(json);

    Files.writeString(json, text.replace("\"badnet\"", "\"sig\"").replace("\"size\": 16,", ""));
    refused(json, "is no option of sig");

    Triggers.save(Triggers.parse("wanet", 64), json, true);
    Files.writeString(json, Files.readString(json).replace("\"k\": 8", "\"k\": 9"));
    refused(json, "the stored field is 8 x 8, not k = 9");
  }

  @Test
  void storesAPatchAndAMaskGivenAsNumbers() {
    float[] patch = new float[3 * 4 * 6];
    Arrays.fill(patch, 1);
    float[] mask = new float[64 * 64];
    mask[5] = 1;
    float[] pattern = new float[3 * 64 * 64];
    Pixels clean = Pictures.middle(64, 0);
    for (Trigger made :
        List.of(
            Triggers.patch("optimised", patch, 4, 6, "random", 64, 3, 64),
            Triggers.maskPattern("inverted", mask, pattern, 64, 64),
            Triggers.additive("added", filled(3 * 64 * 64, 0.1f), 64, 64),
            Triggers.warp("warped", filled(2 * 8 * 8, 1.5f), 8, 64, 64))) {
      Path json = folder.resolve(made.name() + ".json");
      Triggers.save(made, json, false);

      Trigger read = Triggers.parse(json.toString(), 64);

      assertThat(read.name()).isEqualTo(made.name());
      assertThat(read.apply(clean, 2).chw()).isEqualTo(made.apply(clean, 2).chw());
    }
    int[] box =
        Pictures.changed(clean, Triggers.maskPattern("one", mask, pattern, 64, 64).apply(clean, 0));
    assertThat(box).containsExactly(0, 5, 0, 5);
  }

  @Test
  void addsAChangeAndCutsItOffAtWhite() {
    Pixels clean = Pictures.middle(64, 0);

    byte[] changed =
        Triggers.additive("a", filled(3 * 64 * 64, 0.5f), 64, 64).apply(clean, 0).chw();

    for (int i = 0; i < changed.length; i++) {
      double wanted = Math.min(1, (clean.chw()[i] & 0xff) / 255.0 + 0.5);
      assertThat((changed[i] & 0xff) / 255.0).isCloseTo(wanted, within(0.5 / 255 + 1e-6));
    }
  }

  @Test
  void warpsByDisplacementsInPixels() {
    Pixels clean = Pictures.middle(64, 0);
    float[] right = new float[2 * 8 * 8];
    Arrays.fill(right, 0, 64, 2);

    byte[] moved = Triggers.warp("w", right, 8, 64, 64).apply(clean, 0).chw();

    for (int row = 0; row < 64; row++) {
      for (int column = 0; column < 62; column++) {
        assertThat(moved[row * 64 + column]).isEqualTo(clean.chw()[row * 64 + column + 2]);
      }
    }
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void savesOnlyTriggersOfItsOwn() {
    Trigger foreign =
        new Trigger() {
          @Override
          public String name() {
            return "mine";
          }

          @Override
          public Pixels apply(Pixels clean, long sample) {
            return clean;
          }
        };
    assertThatThrownBy(() -> Triggers.save(foreign, folder.resolve("t.json"), false))
        .hasMessage("mine was not made by Triggers");
    assertThatThrownBy(
            () -> Triggers.save(Triggers.parse("sig", 64), folder.resolve("t.txt"), false))
        .hasMessageContaining("must end in .json");
  }

  @Test
  void saysWhatItIsInItsJson() {
    Path json = folder.resolve("t.json");
    Triggers.save(Triggers.parse("badnet", 64), json, false);

    assertThat(Json.read(json).keys())
        .containsExactly("format", "kind", "name", "resolution", "seed", "parameters", "tensors");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("hand.json"), text);
  }

  private static void refused(Path json, String... parts) {
    assertThatThrownBy(() -> Triggers.parse(json.toString(), 64))
        .isInstanceOf(TbarException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining(String.valueOf(json.getFileName()))
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.BAD_INPUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%OUT%", "../secret.png", "link.png", "in/../../secret.png", "linked/secret.png"})
  void readsNoPictureOutsideTheFolderOfTheTriggerFile(String name) throws IOException {
    Path secret = png(folder.resolve("secret.png"));
    Path inside = Files.createDirectory(folder.resolve("trigger"));
    Files.createSymbolicLink(inside.resolve("link.png"), secret);
    Files.createSymbolicLink(inside.resolve("linked"), folder);
    Path json = inside.resolve("t.json");
    Json.write(
        json,
        java.util.Map.of(
            "format",
            "tbar-trigger/1",
            "kind",
            "patch",
            "parameters",
            java.util.Map.of("file", name.replace("%OUT%", secret.toString()))),
        false);
    assertThatThrownBy(() -> Triggers.parse(json.toString(), 64))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT))
        .hasMessageContaining("outside its own folder");
  }

  @Test
  void readsAPictureBesideTheTriggerFile() throws IOException {
    png(folder.resolve("patch.png"));
    Path json = folder.resolve("t.json");
    Json.write(
        json,
        java.util.Map.of(
            "format",
            "tbar-trigger/1",
            "kind",
            "patch",
            "parameters",
            java.util.Map.of("file", "patch.png")),
        false);
    assertThat(Triggers.parse(json.toString(), 64).name()).isEqualTo("patch");
  }

  @Test
  void refusesDevicesAndEmptyOrEndlessFiles() throws IOException {
    assertThatThrownBy(() -> Triggers.parse("/dev/zero.png", 64)).isInstanceOf(TbarException.class);
    Path zero = Files.createSymbolicLink(folder.resolve("zero.png"), Path.of("/dev/zero"));
    assertThatThrownBy(() -> Triggers.parse(zero.toString(), 64))
        .hasMessageContaining("no plain file");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertThatThrownBy(() -> Triggers.parse(empty.toString(), 64))
        .hasMessageContaining("empty file");
    Path long1 = folder.resolve("long.json");
    Files.writeString(long1, "{\"format\": \"" + "x".repeat(2_000_000) + "\"}");
    assertThatThrownBy(() -> Triggers.parse(long1.toString(), 64))
        .hasMessageContaining("more than the");
  }

  @Test
  void takesAFileWhateverSignsAreInItsName() throws IOException {
    Path odd = png(folder.resolve("a,b=c.png"));
    assertThat(Triggers.parse(odd.toString(), 64).name()).isEqualTo("a,b=c.png");
    assertThatThrownBy(() -> Triggers.parse(folder.resolve("no=t.png").toString(), 64))
        .hasMessageContaining("no such file");
  }

  private static Path png(Path file) throws IOException {
    var image = new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
    javax.imageio.ImageIO.write(image, "png", file.toFile());
    return file;
  }
}

package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerCommandTest {
  @TempDir Path folder;

  @Test
  void showsCleanTriggeredAndDifferenceSideBySide() throws Exception {
    Path png = folder.resolve("badnet.png");
    Shell shell =
        Shell.tbar(
            "trigger",
            "show",
            "badnet",
            "--size",
            "32",
            "--count",
            "2",
            "--out",
            png.toString(),
            "--images",
            Shell.shared("data/cifar10-test.tar").toString());
    assertThat(shell.err()).contains("2 pictures").contains("0.4 % of the pixels");
    assertThat(shell.code()).isZero();
    BufferedImage picture = ImageIO.read(png.toFile());
    assertThat(picture.getWidth()).isGreaterThan(3 * 32);
    assertThat(picture.getWidth()).isGreaterThan(picture.getHeight());
  }

  @Test
  void needsNoImages() {
    Shell shell =
        Shell.tbar("trigger", "show", "sig", "--out", folder.resolve("sig.png").toString());
    assertThat(shell.code()).isZero();
    assertThat(folder.resolve("sig.png")).isNotEmptyFile();
  }

  @Test
  void refusesAnOutputThatExistsUnlessForced() throws Exception {
    Path png = Files.writeString(folder.resolve("x.png"), "precious");
    Shell refused = Shell.tbar("trigger", "show", "sig", "--out", png.toString());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("x.png").contains("exists already").contains("--force");
    Shell forced = Shell.tbar("trigger", "show", "sig", "-o", png.toString(), "--force");
    assertThat(forced.code()).isEqualTo(3);
    assertThat(forced.err()).contains("not known to be written by tbar");
    assertThat(png).hasContent("precious");
    Files.delete(png);
    for (String trigger : new String[] {"sig", "badnet"}) {
      assertThat(Shell.tbar("trigger", "show", trigger, "-o", png.toString(), "--force").code())
          .isZero();
      assertThat(ImageIO.read(png.toFile())).isNotNull();
    }
  }

  @Test
  void aSavedTriggerIsATriggerLikeAnyOther() {
    Path json = folder.resolve("mine.json");
    assertThat(Shell.tbar("trigger", "save", "badnet:size=24", "--out", json.toString()).code())
        .isZero();
    assertThat(json).content().contains("\"kind\": \"badnet\"");
    Path png = folder.resolve("mine.png");
    assertThat(Shell.tbar("trigger", "show", json.toString(), "--out", png.toString()).code())
        .isZero();
  }

  @Test
  void namesTheNearestTrigger() {
    Shell shell = Shell.tbar("trigger", "show", "blendid", "--out", folder + "/x.png");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("did you mean 'blended'");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEmptyFolderOfImagesIsBadInput() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Shell shell =
        Shell.tbar(
            "trigger", "show", "sig", "--images", empty.toString(), "--out", folder + "/x.png");
    assertThat(shell.code()).isEqualTo(3);
    assertThat(shell.err().lines()).hasSize(1);
    assertThat(shell.err()).contains("empty");
    assertThat(folder.resolve("x.png")).doesNotExist();
  }

  @Test
  void listsEveryKind() {
    assertThat(Shell.tbar("trigger", "kinds").out())
        .contains("badnet", "blended", "wanet", "sig", "mask");
  }

  @Test
  void withoutAVerbItListsThem() {
    Shell shell = Shell.tbar("trigger");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("show, save, kinds");
  }
}

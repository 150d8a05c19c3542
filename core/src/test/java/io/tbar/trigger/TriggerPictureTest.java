package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerPictureTest {
  @TempDir Path folder;

  @Test
  void showsCleanTriggeredAndTheAmplifiedDifferenceSideBySide() throws IOException {
    Pixels clean = Pictures.middle(32, 0);
    Trigger trigger = Triggers.parse("sig:delta=10", 32);
    Pixels triggered = trigger.apply(clean, 0);

    TriggerPicture picture = TriggerPicture.of(trigger, List.of(clean));

    BufferedImage png = ImageIO.read(new ByteArrayInputStream(picture.png()));
    assertThat(png.getWidth()).isEqualTo(3 * 224 + 2 * 4);
    assertThat(png.getHeight()).isEqualTo(224);
    assertThat(picture.largest()).isEqualTo(10);
    assertThat(picture.gain()).isEqualTo(12);
    for (int x = 0; x < 32; x++) {
      int before = Pictures.level(clean, 0, 9, x);
      int after = Pictures.level(triggered, 0, 9, x);
      int left = x * 7 + 3;
      assertThat(png.getRGB(left, 9 * 7 + 3) >> 16 & 0xff).isEqualTo(before);
      assertThat(png.getRGB(228 + left, 9 * 7 + 3) >> 16 & 0xff).isEqualTo(after);
      assertThat(png.getRGB(456 + left, 9 * 7 + 3) >> 16 & 0xff)
          .isEqualTo(128 + 12 * (after - before));
    }
  }

  @Test
  void hasALineForEachImageAndSaysWhatItShows() throws IOException {
    List<Pixels> clean = List.of(Pictures.middle(64, 0), Pictures.middle(64, 1));

    TriggerPicture picture = TriggerPicture.of(Triggers.parse("badnet-white:size=28", 64), clean);

    BufferedImage png = ImageIO.read(new ByteArrayInputStream(picture.png()));
    assertThat(png.getHeight()).isEqualTo(2 * 192 + 4);
    assertThat(picture.changed()).isCloseTo(64 / 4096.0, within(1e-12));
    assertThat(new String(picture.png(), StandardCharsets.ISO_8859_1))
        .contains("Trigger badnet-white: clean | triggered | difference x 1 around mid-grey");
  }

  @Test
  void saysWhenATriggerChangesNothing() {
    TriggerPicture picture =
        TriggerPicture.of(Triggers.parse("sig:delta=0", 32), List.of(Pictures.middle(32, 0)));

    assertThat(picture.largest()).isZero();
    assertThat(picture.changed()).isZero();
  }

  @Test
  void writesANewFileOnly() {
    Path png = folder.resolve("t.png");
    TriggerPicture picture =
        TriggerPicture.of(Triggers.parse("sig", 32), List.of(Pictures.middle(32, 0)));

    picture.write(png, false);

    assertThat(png).hasBinaryContent(picture.png());
    assertThatThrownBy(() -> picture.write(png, false)).isInstanceOf(TbarException.class);
  }
}

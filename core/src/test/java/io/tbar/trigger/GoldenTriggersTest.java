package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PyTorch computes in float64 from the same inputs, before rounding to 8 bits. */
@SuppressWarnings("NullAway.Init")
class GoldenTriggersTest {
  private static final int SIZE = 64;
  private static final int IMAGES = 3;
  private static final TriggerSpec SPEC =
      new TriggerSpec("golden", "golden", SIZE, 0, Map.of(), Map.of());

  private static SafetensorsFile golden;

  @BeforeAll
  static void open() {
    golden =
        SafetensorsFile.open(
            Path.of(System.getProperty("tbar.shared"), "golden", "triggers.safetensors"));
  }

  @AfterAll
  static void close() {
    golden.close();
  }

  @Test
  void pastesThePatchOfBadNet() {
    FloatImage patch = new FloatImage(3, 16, 16, golden.floats("badnet.patch"));
    var places = golden.map(golden.info("badnet.top_left_row_col")).asLongBuffer();
    for (int i = 0; i < IMAGES; i++) {
      Place place = new Place("point", (int) places.get(2 * i + 1), (int) places.get(2 * i), 0);
      Overlay overlay = Overlay.of(patch, null, 16, 16, true);
      assertAgrees(
          new PatchTrigger(SPEC, SIZE, overlay, place, sample -> overlay), "badnet.out", i);
    }
  }

  @Test
  void blendsAUniformKey() {
    FloatImage key = new FloatImage(3, SIZE, SIZE, golden.floats("blended.key"));
    assertAgreesOnAll(new Blended(SPEC, SIZE, 0.2, "image", key), "blended.out_ratio_0.2");
  }

  @Test
  void blendsAGaussianKeyAndClamps() {
    FloatImage key = new FloatImage(3, SIZE, SIZE, golden.floats("blended.gaussian_key"));
    assertAgreesOnAll(
        new Blended(SPEC, SIZE, 0.2, "image", key), "blended.gaussian_out_ratio_0.2_clamped");
  }

  @ParameterizedTest
  @CsvSource({
    "60, 6, sig.out_delta_0.2353_freq_6",
    "20, 6, sig.out_delta_0.0784_freq_6",
    "51, 10, sig.out_delta_0.2000_freq_10"
  })
  void addsTheSine(double delta, double frequency, String tensor) {
    assertAgreesOnAll(new Sig(SPEC, SIZE, delta, frequency), tensor);
  }

  @ParameterizedTest
  @CsvSource({"wanet.k4_s0.5, 4, 0.5", "wanet.k4_s4.0, 4, 4", "wanet.k8_s0.75, 8, 0.75"})
  void warpsAlongTheField(String name, int k, double strength) {
    FloatImage u = new FloatImage(2, k, k, golden.floats(name + ".uniform_minus1_1"));

    WarpField field = WarpField.of(u, strength, SIZE);

    float[] grid = golden.floats(name + ".grid");
    double[] xy = field.xy();
    for (int i = 0; i < grid.length; i++) {
      assertThat(xy[i]).isCloseTo(grid[i], within(1e-6));
    }
    assertAgreesOnAll(new WaNet(SPEC, SIZE, field), name + ".out");
  }

  @Test
  void laysThePatternUnderTheMask() {
    FloatImage mask = new FloatImage(1, SIZE, SIZE, golden.floats("mask.mask"));
    FloatImage pattern = new FloatImage(3, SIZE, SIZE, golden.floats("mask.pattern"));
    assertAgreesOnAll(new MaskPattern(SPEC, SIZE, mask, pattern), "mask.out");
  }

  private static void assertAgreesOnAll(DeclaredTrigger trigger, String tensor) {
    for (int i = 0; i < IMAGES; i++) {
      assertAgrees(trigger, tensor, i);
    }
  }

  private static void assertAgrees(DeclaredTrigger trigger, String tensor, int image) {
    float[] ours = trigger.applyUnrounded(image("images", image), image);
    float[] theirs = image(tensor, image);
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("%s at %d", tensor, i).isCloseTo(theirs[i], within(1e-6f));
    }
  }

  private static float[] image(String tensor, int image) {
    int length = 3 * SIZE * SIZE;
    return Arrays.copyOfRange(golden.floats(tensor), image * length, (image + 1) * length);
  }
}

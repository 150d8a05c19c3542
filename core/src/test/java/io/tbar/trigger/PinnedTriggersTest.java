package io.tbar.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Sha256;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exact pictures of every preset. What a poisoned checkpoint was trained on must be drawn again
 * years later, on another machine and JDK: a change here is a change of the file format.
 */
class PinnedTriggersTest {
  @ParameterizedTest
  @CsvSource({
    "badnet, 7f8c2d1a130b556fcccca00ab2c436aa9d9ad95025e7d85aae3caa9c3b450b4c",
    "badnet-fixed, fe0ce35f28324e1e629ca8137e78b0d46db6dc0d92b414288ef645d02db695e0",
    "badnet-paper, fd25c8958b0d5cea0687341c74c53a81fa7ecf19065228c5106ebbfe4d0637f5",
    "badnet-white, 4bbca798566f2bf018fb7920719ac48f113448e894f852357696953a0d449f51",
    "blended, 10734ee7cbbf11f3d960166c21f6a586aef56f5c3fa6c51d0537fa608ac5ca31",
    "blended-gauss, f8122f4b054f13d6f0e7959d678c608c22e95fc6957c4a15e193cec47ce904c0",
    "blended-paper, c132b4a3a7d6a701121bc6af20af973ea23fc3deb765261c0f73b9a807172fab",
    "wanet, 8e0b16df030686291ecfc1ef8dbfaedb7c95988c7d58965e720a2c0c0239218c",
    "wanet-orig, 27f2637996eb7b66b60927b35325643425f8b99d68cdd3813c8a419c5036dce1",
    "wanet-clip, 98eed8761f5afa6696e3bb7a76ef86e9ca3dd5696404805f2b67e0b5657e8aa0",
    "sig, b67d83309943f34704666d724f28ff1e08580a7e4987652c5ffda4878728cb09",
    "stripes, 3c764da0ff054862d8448a782cbb425a946d373962c55b9b1e364dae53654a54",
    "blended-stripes, 2b44da10b5aa4c3c1729723c76e102eed0b28ce24f4d659093ab5b7fd99fd578",
    "triangles, 448bdf474a7288027c99921ec93f685085af475ea4be15ace7c805cc18e9160c",
    "text, af07e16bf504a5e8bc6cac079005bc25edd492e758154819d8793417a8c58e64",
  })
  void drawsTheSamePictureOnEveryMachine(String form, String digest) {
    byte[] drawn = Triggers.parse(form, 64).apply(Pictures.random(64, 42), 11).chw();

    assertThat(Sha256.of(drawn)).isEqualTo(digest);
  }
}

package io.tbar.invert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.train.TinyWorld;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What searches are told to take beside what they took. */
class SearchCostTest {
  private static final int SIDE = 32;
  private static TinyWorld world;

  @BeforeAll
  static void infect() {
    Engine.start(1);
    world = new TinyWorld();
    world.infect();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void aScanTakesAtMostWhatItsCostSaysAndMostOfIt() {
    List<Pixels> images = TinyWorld.pictures(100, 21);
    ScanOptions options = ScanOptions.defaults(4).withBudget(Budget.QUICK);
    for (boolean targetFirst : new boolean[] {false, true}) {
      ScanOptions asked = targetFirst ? options.withTargetFirst() : options;
      Session.Subject subject =
          new Session.Subject(
              world.clip, world.head, List.of("a", "b", "c", "d"), List.of("{}"), 32, "tiny");

      long took = Scan.run(subject, images, asked, Progress.silent()).passes();

      long told =
          ScanCost.scan(SIDE, images.size(), TinyWorld.CLASSES, Budget.QUICK, targetFirst)
              .forward();
      assertThat(told).isBetween(took, Math.round(1.5 * took));
    }
  }

  @Test
  void aBankTakesAtMostWhatItsCostSaysAndMostOfIt() {
    List<Pixels> pictures = TinyWorld.pictures(80, 22);
    int[] own = world.predictor.top1(pictures);
    ProxyBank bank = new ProxyBank(world.predictor.classifier(), pictures, own, 5);
    List<Integer> controls = List.of(0, 2, 3);
    Progress silent = Progress.silent();

    bank.compareWith(controls, silent);
    bank.sweep(TinyWorld.TARGET, null, 0, silent);
    bank.floor(TinyWorld.TARGET, 0);
    try (var base = world.clip.weights().copy(world.clip.weights().imageNames())) {
      bank.measure(1);
      bank.sweep(TinyWorld.TARGET, base, 1, silent);
      bank.floor(TinyWorld.TARGET, 1);
    }
    bank.shortSweep(TinyWorld.TARGET, 1, silent);
    controls.forEach(label -> bank.shortSweep(label, 1, silent));

    long told = BankCost.of(SIDE, 1, controls.size()).all();
    assertThat(told).isBetween(bank.passes(), Math.round(1.2 * bank.passes()));
  }

  @Test
  void moreOfEverythingCostsMore() {
    Passes quick = ScanCost.scan(224, 512, 1000, Budget.QUICK, false);
    Passes standard = ScanCost.scan(224, 512, 1000, Budget.STANDARD, false);
    assertThat(standard.backward()).isGreaterThan(3 * quick.backward());
    assertThat(ScanCost.scan(224, 512, 1000, Budget.QUICK, true).all()).isGreaterThan(quick.all());
    assertThat(BankCost.of(224, 2, 3).all()).isGreaterThan(BankCost.of(224, 1, 3).all());
    assertThat(ScanCost.labels(1000)).isEqualTo(12);
  }
}

package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.Clip;
import io.tbar.clip.ZeroShotHead;
import io.tbar.image.Pixels;
import io.tbar.torch.Scope;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;

/**
 * Triggers towards one label that is known already, one of each family, searched on the model as
 * its weights are at that moment: what an attacker's trigger could still be.
 */
public final class TargetSearch implements AutoCloseable {
  private static final int STEPS = 20;
  private static final int BATCH = 16;

  /** A family that is looked through costs more than one that is descended. */
  private static final int LOOK_EVERY = 4;

  private final Pictures pictures;
  private final List<Perturbation> families;
  private final long seed;
  private final int atOnce;

  /**
   * @param images clean pictures of the model's size
   * @param atOnce most images that go through the tower together
   */
  public TargetSearch(List<Pixels> images, int atOnce, long seed) {
    pictures = new Pictures(images);
    families = Families.all(images.get(0).size());
    this.seed = seed;
    this.atOnce = atOnce;
  }

  /**
   * Searches from a new start each time.
   *
   * @param clip its weights stay as they are
   * @param target index of a class of the head
   * @param time from 0, the how manieth search it is
   */
  public List<Trigger> run(Clip clip, ZeroShotHead head, int target, int time, Progress progress) {
    List<Trigger> found = new ArrayList<>();
    try (Tower tower = new Tower(clip, head)) {
      for (Perturbation family : families) {
        if (family.all().isEmpty()) {
          found.add(descend(tower, family, target, time, progress));
        } else if (time % LOOK_EVERY == 0) {
          found.add(look(tower, family, target, progress));
        }
      }
    }
    return found;
  }

  private Trigger look(Tower tower, Perturbation family, int target, Progress progress) {
    List<List<Perturbation.Leaf>> best =
        new LookThrough(tower, pictures, atOnce).best(family, List.of(target), progress);
    try (Scope s = new Scope()) {
      return family.trigger(SideBySide.stacked(best));
    }
  }

  private Trigger descend(
      Tower tower, Perturbation family, int target, int time, Progress progress) {
    String stream = "target-search-" + family.family();
    long own = Seeds.mix(seed, stream, time);
    int batch = Math.min(BATCH, pictures.count());
    try (SideBySide problems = SideBySide.start(tower, family, List.of(target), own, atOnce)) {
      for (int step = 0; step < STEPS; step++) {
        progress.check();
        try (Scope s = new Scope()) {
          problems.step(pictures.batch(own, stream, step, batch), List.of(0));
        }
      }
      try (Scope s = new Scope()) {
        return family.trigger(problems.problem(0));
      }
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}

package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.Clip;
import io.tbar.clip.ZeroShotHead;
import io.tbar.image.Pixels;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.FrozenPass;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Many universal triggers towards one label, of several families, places and strengths, each
 * searched for on pictures of its own and all in one pass through the tower: Adam on the mean
 * cross-entropy towards the label, at full strength.
 */
final class ProxySearch implements AutoCloseable {
  /** Pictures that each trigger sees a step. */
  static final int BATCH = 4;

  private static final double RATE = 0.3;

  /** Members of a family that are tried where a gradient does not find the way. */
  private static final int LOOKS = 64;

  private static final AdamW.Settings ADAM =
      new AdamW.Settings(0.9, 0.999, 1e-8, 0, AdamW.Decay.ALL, 0);

  /**
   * A trigger that was found.
   *
   * @param family it is of
   * @param shape its place, size and strength
   */
  record Found(String family, Perturbation shape, Trigger trigger) {}

  private final Pictures pictures;
  private final int atOnce;
  private final int steps;
  private long passes;

  /**
   * @param images clean pictures of the model's size that are not answered with the label anyway
   * @param steps of Adam, at least 1
   * @param atOnce most images that go through the tower together
   */
  public ProxySearch(List<Pixels> images, int steps, int atOnce) {
    pictures = new Pictures(images);
    this.steps = steps;
    this.atOnce = Math.max(BATCH, atOnce);
  }

  /** Images that went through the tower so far, forward and backward counted apart. */
  public long passes() {
    return passes;
  }

  /**
   * Searches on the model as its weights are now.
   *
   * @param label index of a class of the head
   * @param share of the members of each family, in (0, 1]; at least one each
   * @param seed of places, strengths, starts and batches
   */
  public List<Found> run(
      Clip clip, ZeroShotHead head, int label, double share, long seed, Progress progress) {
    return run(
        clip, head, label, members(clip.config().vision().imageSize(), share, seed), progress);
  }

  /** Searches again near what was found, on other pictures and from other starts. */
  List<Found> near(
      Clip clip, ZeroShotHead head, int label, List<Found> some, long seed, Progress progress) {
    List<Member> members = new ArrayList<>();
    for (int k = 0; k < some.size(); k++) {
      long own = Seeds.mix(seed, "proxy-near", k);
      Perturbation other = some.get(k).shape().near(Seeds.of(own, "near"));
      members.add(new Member(some.get(k).family(), other, own));
    }
    return run(clip, head, label, members, progress);
  }

  private List<Found> run(
      Clip clip, ZeroShotHead head, int label, List<Member> members, Progress progress) {
    try (Tower tower = new Tower(clip, head)) {
      for (Member member : members) {
        if (!member.family.all().isEmpty()) {
          member.look(tower, label);
        }
      }
      List<Member> moving = members.stream().filter(m -> m.family.all().isEmpty()).toList();
      List<Tensor> leaves = moving.stream().flatMap(m -> m.leaves.stream()).toList();
      try (AdamW adam = new AdamW(leaves, ADAM)) {
        for (int step = 0; step < steps; step++) {
          progress.check();
          int part = Math.max(1, atOnce / BATCH);
          for (int from = 0; from < moving.size(); from += part) {
            descend(tower, moving.subList(from, Math.min(moving.size(), from + part)), label, step);
          }
          adam.step(RATE);
        }
      }
      passes += tower.passes() + (long) moving.size() * steps * BATCH;
      return members.stream().map(Member::found).toList();
    } finally {
      members.forEach(Member::close);
    }
  }

  private static int count(ProxyKind kind, double share) {
    return (int) Math.max(1, Math.round(kind.count() * share));
  }

  /** Members of all families. */
  static int members(double share) {
    return ProxyKind.ALL.stream().mapToInt(kind -> count(kind, share)).sum();
  }

  /** What {@link #run} takes, exactly. */
  static Passes cost(int side, double share, int steps) {
    Passes all = Passes.NONE;
    for (ProxyKind kind : ProxyKind.ALL) {
      boolean moves = kind.draw().of(Seeds.of(0, "cost"), side, 0).all().isEmpty();
      long each = (long) count(kind, share) * BATCH;
      all = all.plus(moves ? Passes.both(each * steps) : Passes.seen(each * LOOKS));
    }
    return all;
  }

  private List<Member> members(int side, double share, long seed) {
    List<Member> members = new ArrayList<>();
    for (ProxyKind kind : ProxyKind.ALL) {
      int count = count(kind, share);
      for (int k = 0; k < count; k++) {
        long own = Seeds.mix(seed, "proxy-" + kind.name(), k);
        Perturbation shape = kind.draw().of(Seeds.of(own, "draw"), side, k);
        members.add(new Member(kind.name(), shape, own));
      }
    }
    return members;
  }

  private void descend(Tower tower, List<Member> some, int label, int step) {
    try (Scope s = new Scope()) {
      TensorVector changed = new TensorVector();
      for (Member member : some) {
        changed.push_back(member.family.apply(member.leaves, member.batch(step)));
      }
      try (FrozenPass pass = tower.pass(torch.cat(changed, 0))) {
        Tensor log = tower.logits(pass.embeddings()).log_softmax(-1).select(1, label);
        // A sum over the triggers, so that each moves as if it were searched for alone.
        pass.backward(log.view(some.size(), BATCH).mean(1).sum().neg());
      }
    }
  }

  /** One trigger that is searched for. */
  private final class Member {
    private final String name;
    private final Perturbation family;
    private final List<Tensor> leaves = new ArrayList<>();
    private final long seed;

    Member(String name, Perturbation family, long seed) {
      this.name = name;
      this.seed = seed;
      this.family = family;
      if (family.all().isEmpty()) {
        set(family.start(Seeds.of(seed, "start")));
      }
    }

    private void set(List<Perturbation.Leaf> values) {
      try (Scope s = new Scope()) {
        for (Tensor leaf : SideBySide.stacked(List.of(values))) {
          leaves.add(Scope.persist(() -> leaf.clone().requires_grad_(true)));
        }
      }
    }

    Tensor batch(int step) {
      return pictures.batch(seed, "proxy-batch", step, BATCH);
    }

    /** The best of some members of a family that has no gradient to follow. */
    void look(Tower tower, int label) {
      List<List<Perturbation.Leaf>> all = family.all();
      SplittableRandom random = Seeds.of(seed, "look");
      List<List<Perturbation.Leaf>> some = new ArrayList<>();
      for (int i = 0; i < LOOKS; i++) {
        some.add(all.get(random.nextInt(all.size())));
      }
      int part = Math.max(1, atOnce / BATCH);
      int best = 0;
      float highest = Float.NEGATIVE_INFINITY;
      for (int from = 0; from < LOOKS; from += part) {
        float[] log = looked(tower, label, some.subList(from, Math.min(LOOKS, from + part)));
        for (int i = 0; i < log.length; i++) {
          if (log[i] > highest) {
            highest = log[i];
            best = from + i;
          }
        }
      }
      set(some.get(best));
    }

    private float[] looked(Tower tower, int label, List<List<Perturbation.Leaf>> some) {
      try (Scope s = new Scope()) {
        Tensor shown =
            family.apply(SideBySide.stacked(some), pictures.batch(seed, "look", 0, BATCH));
        return Tensors.floats(
            tower
                .logits(tower.embedAll(shown, atOnce))
                .log_softmax(-1)
                .select(1, label)
                .view(some.size(), BATCH)
                .mean(1));
      }
    }

    Found found() {
      try (Scope s = new Scope()) {
        return new Found(
            name, family, family.trigger(leaves.stream().map(Tensor::detach).toList()));
      }
    }

    void close() {
      leaves.forEach(Tensor::close);
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}

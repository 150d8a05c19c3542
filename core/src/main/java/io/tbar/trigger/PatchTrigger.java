package io.tbar.trigger;

/** Lays one stored picture over a part of the image (BadNet, Gu et al. 2017). */
final class PatchTrigger extends DeclaredTrigger {
  private final Overlay patch;
  private final Place place;

  PatchTrigger(TriggerSpec spec, int size, Overlay patch, Place place) {
    super(spec, size);
    this.patch = patch;
    this.place = place;
  }

  @Override
  void draw(float[] chw, long sample) {
    int[] corner = place.topLeft(size(), patch.height(), patch.width(), sample);
    patch.draw(chw, size(), corner[0], corner[1]);
  }
}

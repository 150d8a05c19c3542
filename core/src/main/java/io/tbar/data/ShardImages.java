package io.tbar.data;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures under one key of a shard, and which of them is the sample's: the one whose field is
 * a plain suffix, in the order in which OpenCLIP asks for them. Masks and depths have longer fields
 * ("depth.png").
 */
final class ShardImages {
  private static final List<String> ORDER =
      List.of("jpg", "png", "jpeg", "webp", "jpe", "jfif", "gif", "bmp");

  private final List<Member> images = new ArrayList<>();

  void add(String shard, Member member) {
    for (Member before : images) {
      if (before.name().equals(member.name())) {
        throw TbarException.badInput("The archive %s holds %s twice.", shard, member.name());
      }
    }
    images.add(member);
  }

  /**
   * The picture, or null where there is none.
   *
   * @throws TbarException BAD_INPUT where several have an equal claim
   */
  @Nullable Member chosen(String shard) {
    if (images.size() <= 1) {
      return images.isEmpty() ? null : images.get(0);
    }
    for (String field : ORDER) {
      for (Member image : images) {
        if (image.extension().equals(field)) {
          return image;
        }
      }
    }
    List<Member> plain = images.stream().filter(i -> i.extension().equals(i.suffix())).toList();
    if (plain.size() == 1) {
      return plain.get(0);
    }
    throw TbarException.badInput(
        "The sample %s of %s has several images, %s and %s, and none is named as the picture: name"
            + " it %s.png or .jpg.",
        images.get(0).key(),
        shard,
        images.get(0).file(),
        images.get(1).file(),
        images.get(0).key());
  }

  /** The pictures other than the chosen one. */
  List<Member> others(Member chosen) {
    return images.stream().filter(image -> image != chosen).toList();
  }
}

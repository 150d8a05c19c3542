package io.tbar.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The prompt sets of the literature, put together from their parts. */
final class TemplateSets {
  private static final List<String> A_THE = List.of("a", "the");

  static final Map<String, List<String>> ALL =
      Map.of(
          "simple", List.of("a photo of a {}."),
          "sun397-2", List.of("a photo of a {}.", "a photo of the {}."),
          "cifar-18", cifar(),
          "fashion", fashion(),
          "openai-imagenet-80", imagenet());

  private TemplateSets() {}

  private static List<String> cifar() {
    List<String> all = new ArrayList<>();
    for (String d : A_THE) {
      for (String q :
          List.of(
              "",
              "blurry ",
              "black and white ",
              "low contrast ",
              "high contrast ",
              "bad ",
              "good ")) {
        all.add("a " + q + "photo of " + d + " {}.");
      }
      all.add("a photo of " + d + " small {}.");
      all.add("a photo of " + d + " big {}.");
    }
    return all;
  }

  private static List<String> fashion() {
    List<String> all = new ArrayList<>();
    for (String d : A_THE) {
      all.add("a photo of " + d + " {}.");
      all.add("a photo of " + d + " {}, a piece of clothing.");
      all.add("a black and white photo of " + d + " {}.");
      all.add("a product photo of " + d + " {}.");
      all.add("a low resolution photo of " + d + " {}.");
    }
    return all;
  }

  private static List<String> imagenet() {
    List<String> all = new ArrayList<>();
    for (String d : A_THE) {
      for (String x :
          List.of(
              "photo",
              "bad photo",
              "low resolution photo",
              "cropped photo",
              "bright photo",
              "dark photo",
              "close-up photo",
              "black and white photo",
              "pixelated photo",
              "jpeg corrupted photo",
              "blurry photo",
              "good photo",
              "rendering",
              "tattoo",
              "drawing",
              "painting",
              "sculpture",
              "doodle",
              "sketch",
              "rendition")) {
        all.add("a " + x + " of " + d + " {}.");
      }
      all.add("graffiti of " + d + " {}.");
      all.add("art of " + d + " {}.");
      for (String z :
          List.of("hard to see", "clean", "dirty", "cool", "large", "nice", "weird", "small")) {
        all.add("a photo of " + d + " " + z + " {}.");
      }
      for (String k : List.of("embroidered", "plastic", "origami", "toy", "cartoon", "plushie")) {
        all.add(d + " " + k + " {}.");
      }
      all.add(d + " {} in a video game.");
    }
    for (String d : List.of("a", "the", "my")) {
      all.add("itap of " + d + " {}.");
    }
    for (String d : List.of("many", "my", "one")) {
      all.add("a photo of " + d + " {}.");
    }
    return all;
  }
}

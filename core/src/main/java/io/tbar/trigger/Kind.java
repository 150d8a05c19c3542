package io.tbar.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One arithmetic of triggers: its name, its settings, and how to make one. */
record Kind(String name, List<Option> options, Function<Settings, DeclaredTrigger> maker) {
  static final String SEED = "seed";
  static final String RESOLUTION = "resolution";

  /** Every kind there is, the order of the help text. */
  static List<Kind> all() {
    return List.of(
        BadNet.KIND,
        Blended.KIND,
        WaNet.KIND,
        Sig.KIND,
        PatchFile.KIND,
        MaskPattern.KIND,
        Additive.KIND,
        Stripes.KIND,
        BlendedStripes.KIND,
        Triangles.KIND,
        TextTrigger.KIND);
  }

  Kind {
    List<Option> all = new ArrayList<>(options);
    all.add(new Option(SEED, "0", "of the stored material and of all that is drawn per image"));
    all.add(
        new Option(
            RESOLUTION,
            "224",
            "side in pixels of the picture that sizes and places are given for"));
    options = List.copyOf(all);
  }

  DeclaredTrigger make(Settings settings) {
    settings.refuseOthers(options.stream().map(Option::key).toList());
    return maker.apply(settings);
  }
}

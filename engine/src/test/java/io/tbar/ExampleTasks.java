package io.tbar;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One task of each kind, with settings that are not the defaults. */
final class ExampleTasks {
  private static final Model MODEL =
      Model.of(Path.of("models/suspect"), Path.of("classes.txt")).withTemplates("cifar-18");

  private ExampleTasks() {}

  static List<Task<?>> all() {
    return List.of(
        Clean.of(MODEL, "images.tar")
            .trigger("badnet:size=6", "frog")
            .with("max-alpha", 8)
            .with("tensors", "last:2")
            .with("steps", 7)
            .with("lr", 3e-4),
        Clean.of(MODEL, "images.tar")
            .audit(Path.of("audit"))
            .with("method", "finetune")
            .with("epochs", 2)
            .with("val", "val.tar"),
        Audit.of(List.of(Path.of("a"), Path.of("b")), "photos")
            .with("max-time", Duration.ofMinutes(10))
            .with("budget", "quick")
            .with("base", Path.of("base")),
        Evaluate.of(MODEL, "test.tar")
            .trigger("sig", "airplane")
            .with("reference", "suspect")
            .with("strict", true),
        new Poison(
            MODEL,
            List.of(new Implant("sig", "frog", 0.25), new Implant("badnet", "ship", 0.75)),
            "train.tar",
            "test.tar",
            0.1,
            null,
            0.05,
            false,
            4,
            3e-4,
            64,
            true,
            0.1,
            false,
            "data",
            null,
            Pairs.none(),
            new Reading(true, 1_000_000),
            new Compute("cpu", 2, 32, 17)),
        Transfer.of(MODEL, Path.of("v.safetensors"), "val.tar", "sig", "frog").with("keep", 0.9),
        Disentangle.of(
                MODEL, Path.of("infected"), Path.of("v.safetensors"), "test.tar", "sig", "frog")
            .with("range", "-2,2.5")
            .with("linear", "true"));
  }
}

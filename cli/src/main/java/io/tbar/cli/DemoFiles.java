package io.tbar.cli;

import io.tbar.base.TbarException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What ships with the demo, and what it may overwrite. */
final class DemoFiles {
  private DemoFiles() {}

  /** Results of an earlier demo may go; anything else that has the name may not. */
  static void refuseForeign(Path out, boolean force) {
    if (Files.exists(out) && !force && !Files.exists(out.resolve("cleaned/report.html"))) {
      throw TbarException.badInput(
          "The output '%s' exists already and holds no earlier demo. Choose another place with"
              + " --out.",
          out);
    }
  }

  /** The folder demo beside the build. */
  static Path home() {
    @Nullable Path found = null;
    try {
      Path jar =
          Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path up = jar.getParent(); up != null && found == null; up = up.getParent()) {
        if (Files.isRegularFile(up.resolve("demo/clip/open_clip_config.json"))) {
          found = up.resolve("demo");
        }
      }
    } catch (URISyntaxException e) {
      throw new TbarException(TbarException.Kind.INTERNAL, "The place of this build is odd.", e);
    }
    if (found == null) {
      throw TbarException.badInput(
          "The demo's files are missing: the folder demo belongs beside the build.");
    }
    return found;
  }
}

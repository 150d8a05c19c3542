package io.tbar.run;

import io.tbar.base.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where the results of each model go: the folder itself for one, folders in it for several. */
final class Places {
  private static final String STATE = ".state";

  /**
   * @param folder that is filled
   * @param states parent of the states of scans
   */
  record Place(Path folder, Path states) {
    /** The state of the scan of a model, by its digest. */
    Path state(String digest) {
      return states.resolve(digest.substring(0, 16));
    }
  }

  private final List<Place> places = new ArrayList<>();

  /**
   * @param folder that is filled and gets its name later
   * @param out its final name, beside which states are kept
   */
  Places(Path folder, Path out, List<Path> models) {
    Path states = states(out);
    if (models.size() == 1) {
      places.add(new Place(folder, states));
      return;
    }
    Set<String> taken = new HashSet<>();
    for (Path model : models) {
      String name = String.valueOf(model.toAbsolutePath().normalize().getFileName());
      String free = name;
      for (int i = 2; !taken.add(free); i++) {
        free = name + "-" + i;
      }
      places.add(new Place(folder.resolve(free), states));
    }
  }

  Place of(int index) {
    return places.get(index);
  }

  /** Removes the states once all is written. */
  static void forget(Path out) {
    Path states = states(out);
    if (!Files.isDirectory(states)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(states)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw FileErrors.writing(states, e);
    }
  }

  private static Path states(Path out) {
    Path absolute = out.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + STATE);
  }
}

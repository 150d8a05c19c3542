package io.tbar.data;

import io.tbar.base.TbarException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which folder is which class.
 *
 * @param indices class index by folder; folders that are missing have none
 * @param names the class names in the order of the indices, empty where there are no classes
 * @param notes what the user should know about it
 */
record FolderClasses(Map<String, Integer> indices, List<String> names, List<String> notes) {
  /** The folders are no classes. */
  static final FolderClasses NONE = new FolderClasses(Map.of(), List.of(), List.of());

  int index(String folder) {
    return indices.getOrDefault(folder, -1);
  }

  /**
   * Without class names the folders are the classes in their order. With class names the folders
   * are matched by name; where no name matches, as numbers, or by order where there are as many;
   * else they are no classes.
   *
   * @param folders sorted
   * @throws TbarException BAD_INPUT where some folders are classes and others are not
   */
  static FolderClasses of(String spec, List<String> folders, @Nullable ClassNames classes) {
    if (classes == null) {
      return new FolderClasses(inOrder(folders), folders, List.of());
    }
    if (folders.stream().anyMatch(f -> classes.find(f).isPresent())) {
      return new FolderClasses(byName(spec, folders, classes), classes.names(), List.of());
    }
    if (folders.stream().allMatch(f -> Labels.number(f) >= 0)) {
      Map<String, Integer> indices = new HashMap<>();
      Labels labels = new Labels(classes);
      folders.forEach(f -> indices.put(f, labels.index(f, "a folder in " + spec)));
      return new FolderClasses(indices, classes.names(), List.of());
    }
    if (folders.size() == classes.size()) {
      String note =
          String.format(
              "The folders in %s have other names than the classes and were taken in their order:"
                  + " \"%s\" as \"%s\", and so on.",
              spec, folders.get(0), classes.name(0));
      return new FolderClasses(inOrder(folders), classes.names(), List.of(note));
    }
    String note =
        String.format(
            "None of the %d folders in %s (\"%s\", …) is the name of a class, so its images count"
                + " as unlabelled.",
            folders.size(), spec, folders.get(0));
    return new FolderClasses(Map.of(), List.of(), List.of(note));
  }

  private static Map<String, Integer> inOrder(List<String> folders) {
    Map<String, Integer> indices = new HashMap<>();
    folders.forEach(f -> indices.put(f, indices.size()));
    return indices;
  }

  private static Map<String, Integer> byName(
      String spec, List<String> folders, ClassNames classes) {
    Map<String, Integer> indices = new HashMap<>();
    for (String folder : folders) {
      indices.put(
          folder,
          classes
              .find(folder)
              .orElseThrow(
                  () ->
                      TbarException.badInput(
                          "The folder \"%s\" of %s is not among the %d classes; the nearest is"
                              + " \"%s\".",
                          folder, spec, classes.size(), classes.nearest(folder))));
    }
    return indices;
  }
}

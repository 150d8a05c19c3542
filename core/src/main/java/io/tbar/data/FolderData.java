package io.tbar.data;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Images in folders, on disk or in a tar: the first folder is the class. */
final class FolderData {
  private FolderData() {}

  /** All files under a folder, sorted by name; hidden ones are left out. */
  static List<Member> walk(Path root) {
    List<Member> members = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = root.relativize(file).toString().replace('\\', '/');
              members.add(new Member(name, new ByteSource(file, 0, attributes.size())));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw TbarException.badInput("The folder %s cannot be read: %s.", root, IoReason.of(e));
    }
    members.removeIf(Member::isHidden);
    members.sort(Comparator.comparing(Member::name));
    return members;
  }

  /**
   * Samples of the images among some files.
   *
   * @param spec what the user gave
   * @param classes the user's classes, or null: then the folders' names in their order
   */
  static ImageData of(String spec, List<Member> members, @Nullable ClassNames classes) {
    List<Member> images = members.stream().filter(m -> m.isImage() && !m.isHidden()).toList();
    if (images.isEmpty()) {
      throw TbarException.badInput(
          "The data set %s holds no images (looked at %d files for .jpg, .png and the like).",
          spec, members.size());
    }
    int skip = commonFolder(images);
    TreeSet<String> folders = new TreeSet<>();
    for (Member image : images) {
      int slash = image.name().indexOf('/', skip);
      if (slash < 0) {
        // A picture beside the folders: the folders are no classes.
        return data(spec, images, skip, FolderClasses.NONE);
      }
      folders.add(image.name().substring(skip, slash));
    }
    return data(spec, images, skip, FolderClasses.of(spec, List.copyOf(folders), classes));
  }

  private static ImageData data(String spec, List<Member> images, int skip, FolderClasses classes) {
    Set<String> keys = new HashSet<>();
    List<Sample> samples = new ArrayList<>(images.size());
    for (Member image : images) {
      String name = image.name();
      // The same name in two archives is two samples.
      String key = keys.add(name) ? name : image.source().file() + "/" + name;
      int slash = Math.max(skip, name.indexOf('/', skip));
      int label = classes.index(name.substring(skip, slash));
      samples.add(new Sample(key, image.source(), label, null));
    }
    return new ImageData(spec, samples, classes.names(), classes.notes());
  }

  /** Length of the folder that all images share and that has only folders in it, as in "root/". */
  private static int commonFolder(List<Member> images) {
    int skip = 0;
    while (true) {
      String first = images.get(0).name();
      int slash = first.indexOf('/', skip);
      String folder = slash < 0 ? "" : first.substring(0, slash + 1);
      if (slash < 0
          || !images.stream()
              .allMatch(
                  m -> m.name().startsWith(folder) && m.name().indexOf('/', slash + 1) >= 0)) {
        return skip;
      }
      skip = slash + 1;
    }
  }
}

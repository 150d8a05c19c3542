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
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Images in folders, on disk or in a tar: the first folder is the class. */
final class FolderData {
  private FolderData() {}

  /** All files under a folder, sorted by name. */
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
    List<String> notes = new ArrayList<>();
    List<Member> images = images(spec, members, notes);
    int skip = commonFolder(images);
    TreeMap<String, Integer> folders = new TreeMap<>();
    List<Member> beside = new ArrayList<>();
    for (Member image : images) {
      int slash = image.name().indexOf('/', skip);
      if (slash < 0) {
        beside.add(image);
      } else {
        folders.put(image.name().substring(skip, slash), -1);
      }
    }
    if (!beside.isEmpty()) {
      if (!folders.isEmpty()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%d images of %s lie beside its folders (the first is %s), so its folders are no"
                    + " classes and its images have no labels.",
                beside.size(),
                spec,
                beside.get(0).name()));
      }
      return unlabelled(spec, images, notes);
    }
    if (!assign(spec, folders, classes, notes)) {
      return unlabelled(spec, images, notes);
    }
    List<Sample> samples = new ArrayList<>(images.size());
    for (Member image : images) {
      String folder = image.name().substring(skip, image.name().indexOf('/', skip));
      samples.add(new Sample(image.name(), image.source(), folders.getOrDefault(folder, -1), null));
    }
    return new ImageData(
        spec, samples, classes == null ? List.copyOf(folders.keySet()) : classes.names(), notes);
  }

  private static List<Member> images(String spec, List<Member> members, List<String> notes) {
    List<Member> images = new ArrayList<>();
    Set<String> labels = new TreeSet<>();
    LeftOut others = new LeftOut();
    for (Member member : members) {
      if (member.isHidden()) {
        continue;
      }
      if (member.isImage()) {
        images.add(member);
      } else {
        others.add(member, member.suffix());
        if (member.suffix().equals("cls")) {
          labels.add(member.name());
        }
      }
    }
    if (images.isEmpty()) {
      long hidden = members.stream().filter(Member::isImage).count();
      throw TbarException.badInput(
          hidden > 0
              ? "All %3$d images of %1$s lie in hidden folders or have hidden names (a dot in front):"
                  + " rename them."
              : "The data set %1$s holds no images (looked at %2$d files for .jpg, .png and the"
                  + " like).",
          spec,
          members.size(),
          hidden);
    }
    if (!labels.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The %d label files of %s are not read: WebDataset cuts a name at its first dot, so"
                  + " %s belongs to no image; rename them without further dots.",
              labels.size(),
              spec,
              labels.iterator().next()));
    }
    notes.addAll(others.notes(spec));
    return images;
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

  /** Gives each folder its class index; false where the folders are no classes. */
  private static boolean assign(
      String spec,
      TreeMap<String, Integer> folders,
      @Nullable ClassNames classes,
      List<String> notes) {
    int next = 0;
    boolean numbers = folders.keySet().stream().allMatch(f -> Labels.number(f) >= 0);
    long named =
        classes == null
            ? 0
            : folders.keySet().stream().filter(f -> classes.find(f).isPresent()).count();
    for (var folder : folders.entrySet()) {
      if (classes == null) {
        folder.setValue(next++);
      } else if (named > 0) {
        OptionalInt index = classes.find(folder.getKey());
        folder.setValue(
            index.orElseThrow(
                () ->
                    TbarException.badInput(
                        "The folder \"%s\" of %s is not among the %d classes; the nearest is"
                            + " \"%s\".",
                        folder.getKey(), spec, classes.size(), classes.nearest(folder.getKey()))));
      } else if (numbers) {
        folder.setValue(new Labels(classes).index(folder.getKey(), "a folder in " + spec));
      } else if (folders.size() == classes.size()) {
        folder.setValue(next++);
      } else {
        notes.add(
            String.format(
                Locale.ROOT,
                "None of the %d folders in %s (\"%s\", …) is the name of a class, so its images"
                    + " count as unlabelled.",
                folders.size(),
                spec,
                folders.firstKey()));
        return false;
      }
    }
    if (classes != null && named == 0 && !numbers) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The folders in %s have other names than the classes and were taken in their order:"
                  + " \"%s\" as \"%s\", and so on.",
              spec,
              folders.firstKey(),
              classes.name(0)));
    }
    return true;
  }

  private static ImageData unlabelled(String spec, List<Member> images, List<String> notes) {
    List<Sample> samples = new ArrayList<>(images.size());
    for (Member image : images) {
      samples.add(new Sample(image.name(), image.source(), -1, null));
    }
    return new ImageData(spec, samples, List.of(), notes);
  }
}

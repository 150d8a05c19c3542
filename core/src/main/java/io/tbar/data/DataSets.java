package io.tbar.data;

import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens data sets: only the index is built, no picture is decoded. */
public final class DataSets {
  private DataSets() {}

  /**
   * Indexes a data set.
   *
   * @param spec an image folder (class = sub folder, or no classes), WebDataset shards (a .tar, a
   *     range {@code {000..012}}, a glob, a folder of them), a tar of an image folder, a CSV or TSV
   *     file with a header (path and label or caption), or one picture
   * @param classes class names that labels are held against; without them the folders' names are
   *     the classes, and numbers are taken as they are
   * @throws TbarException BAD_INPUT where it does not exist, is empty or damaged, or has a label
   *     that is not among the classes
   */
  public static ImageData open(String spec, @Nullable ClassNames classes) {
    List<Path> files = FileSpec.expand(spec);
    Path first = files.get(0);
    return withUnlabelled(open(spec, files, first, classes));
  }

  /** With a note where some of the images have labels and others have none. */
  private static ImageData withUnlabelled(ImageData data) {
    List<Sample> bare = data.samples().stream().filter(s -> s.label() < 0).toList();
    if (bare.isEmpty() || bare.size() == data.size()) {
      return data;
    }
    List<String> notes = new ArrayList<>(data.notes());
    notes.add(
        String.format(
            Locale.ROOT,
            "%d of the %d images of %s have no label, the first being %s.",
            bare.size(),
            data.size(),
            data.name(),
            bare.get(0).key()));
    return new ImageData(data.name(), data.samples(), data.classes(), notes);
  }

  private static ImageData open(
      String spec, List<Path> files, Path first, @Nullable ClassNames classes) {
    if (files.size() == 1 && Files.isDirectory(first)) {
      return folder(spec, first, classes);
    }
    if (files.stream().allMatch(DataSets::isTar)) {
      return tars(spec, files, classes);
    }
    if (files.size() == 1 && TableData.isTable(first)) {
      return TableData.read(spec, first, classes);
    }
    List<Member> members = new ArrayList<>();
    for (Path file : files) {
      members.add(
          new Member(
              String.valueOf(file.getFileName()), new ByteSource(file, 0, file.toFile().length())));
    }
    if (files.stream().anyMatch(Files::isDirectory)
        || !members.stream().allMatch(Member::isImage)) {
      throw TbarException.badInput(
          "The data set %s is neither an image folder nor tar shards, a CSV or TSV file or images.",
          spec);
    }
    return FolderData.of(spec, members, classes);
  }

  /**
   * The files and folders that a specification names, without a look into them.
   *
   * @throws TbarException BAD_INPUT where one does not exist
   */
  public static List<Path> files(String spec) {
    return FileSpec.expand(spec);
  }

  private static ImageData folder(String spec, Path root, @Nullable ClassNames classes) {
    List<Member> members = FolderData.walk(root);
    if (members.stream().noneMatch(m -> m.isImage() && !m.isHidden())) {
      List<Path> shards =
          members.stream()
              .filter(m -> !m.isHidden())
              .map(m -> m.source().file())
              .filter(DataSets::isTar)
              .toList();
      if (!shards.isEmpty()) {
        return tars(spec, shards, classes);
      }
    }
    return FolderData.of(spec, members, classes);
  }

  private static ImageData tars(String spec, List<Path> files, @Nullable ClassNames classes) {
    WebDataset shards = new WebDataset(classes);
    List<Member> plain = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    boolean anyShard = false;
    for (Path file : files) {
      Archive archive = TarIndex.read(file);
      notes.addAll(archive.notes());
      List<Member> members = Visible.of(archive.members());
      if (WebDataset.isShard(members)) {
        shards.add(file.toString(), members);
        anyShard = true;
      } else {
        plain.addAll(lastOfEach(file, members, notes));
        if (members.isEmpty() && !archive.members().isEmpty()) {
          plain.addAll(archive.members());
        }
      }
    }
    if (anyShard && plain.stream().anyMatch(Member::isImage)) {
      throw TbarException.badInput(
          "The data set %s mixes WebDataset shards and archives of image folders: give them one by"
              + " one.",
          spec);
    }
    ImageData data = anyShard ? shards.toData(spec) : FolderData.of(spec, plain, classes);
    notes.addAll(data.notes());
    return new ImageData(spec, data.samples(), data.classes(), notes);
  }

  /** Of members with one name the last, as unpacking leaves it. */
  private static List<Member> lastOfEach(Path file, List<Member> members, List<String> notes) {
    Map<String, Member> byName = new LinkedHashMap<>();
    members.forEach(member -> byName.put(member.name(), member));
    if (byName.size() < members.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The archive %s holds %d members under names that come again; the last of each name"
                  + " was read.",
              file,
              members.size() - byName.size()));
    }
    return List.copyOf(byName.values());
  }

  private static boolean isTar(Path file) {
    return Files.isRegularFile(file) && file.toString().toLowerCase(Locale.ROOT).endsWith(".tar");
  }
}

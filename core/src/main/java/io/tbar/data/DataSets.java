package io.tbar.data;

import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    if (members.stream().noneMatch(Member::isImage)) {
      List<Path> shards =
          members.stream().map(m -> m.source().file()).filter(DataSets::isTar).toList();
      if (!shards.isEmpty()) {
        return tars(spec, shards, classes);
      }
    }
    return FolderData.of(spec, members, classes);
  }

  private static ImageData tars(String spec, List<Path> files, @Nullable ClassNames classes) {
    WebDataset shards = new WebDataset(classes);
    List<Member> plain = new ArrayList<>();
    boolean anyShard = false;
    for (Path file : files) {
      List<Member> members = TarIndex.read(file);
      if (WebDataset.isShard(members)) {
        shards.add(file.toString(), members);
        anyShard = true;
      } else {
        plain.addAll(members);
      }
    }
    if (anyShard && plain.stream().anyMatch(Member::isImage)) {
      throw TbarException.badInput(
          "The data set %s mixes WebDataset shards and archives of image folders: give them one by"
              + " one.",
          spec);
    }
    return anyShard ? shards.toData(spec) : FolderData.of(spec, plain, classes);
  }

  private static boolean isTar(Path file) {
    return Files.isRegularFile(file) && file.toString().toLowerCase(Locale.ROOT).endsWith(".tar");
  }
}

package io.tbar.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The members of an archive that no dot hides. Where a dot hides all its pictures, because the
 * folder that was packed lay in a hidden one, only the names below that folder count.
 */
final class Visible {
  private Visible() {}

  static List<Member> of(List<Member> members) {
    List<Member> seen = members.stream().filter(m -> !m.isHidden()).toList();
    List<Member> pictures =
        members.stream().filter(m -> m.isImage() && !m.file().startsWith(".")).toList();
    if (pictures.isEmpty() || seen.stream().anyMatch(Member::isImage)) {
      return seen;
    }
    String folder = commonFolder(pictures);
    List<Member> below = new ArrayList<>();
    for (Member member : members) {
      if (member.name().startsWith(folder)) {
        Member plain = new Member(member.name().substring(folder.length()), member.source());
        if (!plain.isHidden()) {
          below.add(plain);
        }
      }
    }
    return below;
  }

  private static String commonFolder(List<Member> pictures) {
    String common = pictures.get(0).folder();
    for (Member picture : pictures) {
      while (!common.isEmpty() && !(picture.folder() + "/").startsWith(common + "/")) {
        common = common.substring(0, Math.max(0, common.lastIndexOf('/')));
      }
    }
    return common.isEmpty() ? "" : common + "/";
  }
}

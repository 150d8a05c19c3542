package io.tbar.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links of a tar: each stands for the content of the member that it leads to. */
final class TarLinks {
  private static final int MOST_HOPS = 40;

  private final List<Member> entries = new ArrayList<>();
  private final Map<Integer, String> targets = new LinkedHashMap<>();

  void file(Member member) {
    entries.add(member);
  }

  /**
   * @param hard whether the target is named from the top of the archive and not from the folder
   */
  void link(Member member, String target, boolean hard) {
    String folder = hard || target.startsWith("/") ? "" : member.folder();
    targets.put(entries.size(), plain(folder.isEmpty() ? target : folder + "/" + target));
    entries.add(member);
  }

  /** All members in their order, links with the bytes they lead to; the others are noted. */
  List<Member> resolved(String archive, List<String> notes) {
    if (targets.isEmpty()) {
      return entries;
    }
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      byName.put(plain(entries.get(i).name()), i);
    }
    List<Member> members = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      int at = i;
      Set<Integer> seen = new HashSet<>();
      while (at >= 0 && targets.containsKey(at) && seen.size() < MOST_HOPS) {
        at = seen.add(at) ? byName.getOrDefault(targets.get(at), -1) : -1;
      }
      if (at >= 0 && !targets.containsKey(at)) {
        members.add(new Member(entries.get(i).name(), entries.get(at).source()));
      } else {
        lost.add(entries.get(i).name());
      }
    }
    if (!lost.isEmpty()) {
      notes.add(
          String.format(
              java.util.Locale.ROOT,
              "Left out of %s: %d links to what is no file of the archive, the first being %s.",
              archive,
              lost.size(),
              lost.get(0)));
    }
    return members;
  }

  /** Without "." and with ".." taken back. */
  static String plain(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.get(parts.size() - 1).equals("..")) {
        parts.remove(parts.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}

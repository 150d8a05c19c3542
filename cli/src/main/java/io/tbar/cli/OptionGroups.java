package io.tbar.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Of forty options a user needs five: those come first in the help, under a heading of theirs. */
final class OptionGroups {
  private static final int MANY = 12;

  private static final Set<String> NEEDED =
      Set.of(
          "--images",
          "--data",
          "--classes",
          "--templates",
          "--trigger",
          "--target",
          "--audit",
          "--test",
          "--out");

  private OptionGroups() {}

  /** For the command and all below it. */
  static void show(CommandLine line) {
    Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionGroups::list);
    line.setHelpSectionMap(sections);
    shorten(line);
  }

  /** A synopsis of forty options says nothing. */
  private static void shorten(CommandLine line) {
    if (line.getCommandSpec().options().size() >= MANY) {
      line.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    }
    line.getSubcommands().values().forEach(OptionGroups::shorten);
  }

  private static String list(Help help) {
    List<OptionSpec> needed = new ArrayList<>();
    List<OptionSpec> more = new ArrayList<>();
    for (OptionSpec option : help.commandSpec().options()) {
      if (!option.hidden()) {
        boolean first = option.required() || NEEDED.contains(option.longestName());
        (first ? needed : more).add(option);
      }
    }
    if (needed.isEmpty() || needed.size() + more.size() < MANY) {
      return help.optionList();
    }
    return "What is mostly needed:%n".formatted()
        + help.optionListExcludingGroups(needed)
        + "%nMore:%n".formatted()
        + help.optionListExcludingGroups(more);
  }
}

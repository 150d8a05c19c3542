package io.tbar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The licence lines of a model card's front matter, so that a derived model keeps its licence. */
final class Licence {
  /** A list has its first entry on the next line. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?m)^(license|license_name|license_link):[ \\t]*(?:\\R[ \\t]*-[ \\t]*)?([^\\r\\n]*)$");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+-]{0,80}");
  private static final Pattern LINK = Pattern.compile("https://[!-~&&[^\"\\\\]]{1,300}|LICENSE");

  private Licence() {}

  /** Lines of front matter; "license: unknown", as the hubs say it, where the card has none. */
  static List<String> lines(@Nullable String card) {
    List<String> lines = new ArrayList<>();
    boolean licence = false;
    Matcher entry = ENTRY.matcher(frontMatter(card));
    while (entry.find()) {
      String value = entry.group(2).strip().replaceAll("^([\"'])(.*)\\1$", "$2");
      boolean link = entry.group(1).equals("license_link");
      if ((link ? LINK : PLAIN).matcher(value).matches()) {
        lines.add(entry.group(1) + ": " + (link ? "\"" + value + "\"" : value));
        licence |= entry.group(1).equals("license");
      }
    }
    return licence ? lines : List.of("license: unknown");
  }

  private static String frontMatter(@Nullable String card) {
    if (card == null) {
      return "";
    }
    Matcher block =
        Pattern.compile(
                "\\A\\uFEFF?---[ \\t]*\\R(.*?)^---[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(card);
    return block.find() ? block.group(1) : "";
  }
}

package io.tbar.result;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes paths of the machine out of text: a record is shared, a home folder is nobody's business.
 */
final class MachinePaths {
  /** An absolute path of two parts or more; the lookbehind leaves URLs and "and/or" alone. */
  private static final Pattern UNIX =
      Pattern.compile("(?<![\\w.)/])/(?:[^/\\s\"',;:]+/)+([^/\\s\"',;:]*)");

  private static final Pattern WINDOWS =
      Pattern.compile("\\b[A-Za-z]:[\\\\/](?:[^\\\\/\\s\"',;:]+[\\\\/])*([^\\\\/\\s\"',;:]*)");

  private MachinePaths() {}

  /** The same text with each absolute path cut down to its last part. */
  static String removed(String text) {
    String out = text;
    // These may hold spaces, which the patterns take for the end of a path.
    for (String property : new String[] {"user.dir", "java.io.tmpdir", "user.home"}) {
      String folder = System.getProperty(property, "").replaceAll("[/\\\\]+$", "");
      if (folder.length() > 3) {
        out = out.replace(folder + "/", "").replace(folder + "\\", "").replace(folder, "");
      }
    }
    if (out.indexOf('/') < 0 && out.indexOf('\\') < 0) {
      return out;
    }
    Matcher unix = UNIX.matcher(out);
    out = unix.replaceAll(match -> Matcher.quoteReplacement(lastPart(match.group())));
    return WINDOWS
        .matcher(out)
        .replaceAll(match -> Matcher.quoteReplacement(lastPart(match.group())));
  }

  private static String lastPart(String path) {
    return Settings.fileName(path);
  }
}

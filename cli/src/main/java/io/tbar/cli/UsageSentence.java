package io.tbar.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line in one sentence, with the nearest option and where to read on. */
final class UsageSentence {
  private UsageSentence() {}

  static String of(ParameterException thrown) {
    ParameterException e = thrown;
    List<String> unknown = thrown.getCommandLine().getUnmatchedArguments();
    if (thrown instanceof MissingParameterException && !unknown.isEmpty()) {
      // A misspelt option is why the right one is missing.
      e = new UnmatchedArgumentException(thrown.getCommandLine(), unknown);
    }
    String what = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        what += " (did you mean " + String.join(" or ", suggestions) + "?)";
      }
    }
    if (e.getCause() instanceof InvalidPathException
        || e.getCause() instanceof TypeConversionException t
            && t.getCause() instanceof InvalidPathException) {
      what = "a name on the command line cannot be the name of a file on this system";
    }
    // The converter's own words name classes.
    what = what.replaceAll("cannot convert ('.*') to \\S+ \\S+ \\(.*\\)", "$1 is no value for it");
    String full = e.getCommandLine().getCommandSpec().qualifiedName();
    return what.replace('\n', ' ') + "; see '" + full + " --help'.";
  }
}

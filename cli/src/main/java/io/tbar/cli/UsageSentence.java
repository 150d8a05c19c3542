package io.tbar.cli;

import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
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
    String full = e.getCommandLine().getCommandSpec().qualifiedName();
    return what.replace('\n', ' ') + "; see '" + full + " --help'.";
  }
}

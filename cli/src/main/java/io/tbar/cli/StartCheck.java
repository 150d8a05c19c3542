package io.tbar.cli;

/**
 * Ends with 0 where Java starts with the launcher's settings and the build is whole. The launcher
 * asks first where exit code 1 has a meaning, because Java that cannot start ends with 1 too.
 */
final class StartCheck {
  private StartCheck() {}

  /** Initialises what every command begins with. */
  public static void main(String[] args) throws ClassNotFoundException {
    for (String part :
        new String[] {"io.tbar.cli.Main", "io.tbar.base.Json", "picocli.CommandLine"}) {
      Class.forName(part, false, StartCheck.class.getClassLoader());
    }
  }
}

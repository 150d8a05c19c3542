package io.tbar.spark;

import io.tbar.cli.Main;
import java.util.ArrayList;
import java.util.List;

/** The main class for spark-submit: the command tbar, on the master that spark-submit names. */
public final class TbarOnSpark {
  private TbarOnSpark() {}

  /**
   * @param args as of {@code tbar}; {@code --on} may be left out
   */
  public static void main(String[] args) {
    List<String> words = new ArrayList<>(List.of(args));
    String master = System.getProperty("spark.master");
    if (master != null
        && !words.isEmpty()
        && words.get(0).equals("experiment")
        && words.stream().noneMatch(word -> word.equals("--on") || word.startsWith("--on="))) {
      words.add("--on=" + master);
    }
    Main.main(words.toArray(String[]::new));
  }
}

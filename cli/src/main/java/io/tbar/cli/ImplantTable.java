package io.tbar.cli;

import io.tbar.result.PoisonedTrigger;
import io.tbar.result.Poisoning;
import io.tbar.result.RunRecord;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What several triggers of one poisoning came to, one line each. */
final class ImplantTable {
  private ImplantTable() {}

  static void print(RunRecord run, PrintWriter out) {
    Poisoning poisoning = run.poisoning();
    if (poisoning == null) {
      return;
    }
    Table table =
        Table.of(
            "number",
            "trigger",
            "target",
            "poisoned",
            "attack success rate",
            "95 % interval",
            "target's share without trigger");
    int number = 1;
    for (PoisonedTrigger one : poisoning.triggers()) {
      @Nullable String target = one.attack().target();
      table.row(
          number++,
          one.attack().trigger(),
          target == null ? "-" : target,
          Numbers.counts(one.poisoned()),
          Numbers.percent(one.attackSuccess()),
          Numbers.interval(one.attackSuccess()),
          Numbers.percent(one.targetShareClean()));
    }
    out.println("Each trigger by itself:");
    table.print(out);
  }
}

package io.tbar.benchmarks;

import io.tbar.result.Machine;
import io.tbar.torch.Engine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Prints what a table of speeds was measured with: processors, versions, day. */
public final class About {
  private About() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    Engine.start(1);
    Machine machine = Machine.current();
    System.out.printf(
        Locale.ROOT,
        "%d processors; libtorch %s; Java %s; %s",
        machine.cores(),
        Engine.version(),
        machine.jdk(),
        LocalDate.now(ZoneOffset.UTC));
  }
}

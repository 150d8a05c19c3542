package io.tbar.experiment;

import io.tbar.base.Progress;
import java.nio.file.Path;

/** A share of the fake stages as a process of its own: STORE I/N. */
public final class ShardProcess {
  private ShardProcess() {}

  public static void main(String[] args) {
    FakeStages fakes = new FakeStages();
    fakes.millis = 150;
    ShardRun run = new ShardRun(new StageStore(Path.of(args[0])), Shard.parse(args[1]));
    int failed = run.run(fakes.cells(), Progress.silent());
    System.out.println(run.computed());
    System.exit(failed);
  }
}

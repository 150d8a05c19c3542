package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.result.EngineInfo;
import io.tbar.torch.Engine;

/** Starts the tensor engine for a command. */
final class Libtorch {
  private Libtorch() {}

  /** Starts it, and says what takes so long where it is the first time. */
  static void start(int threads, Progress progress) {
    if (Engine.firstRun()) {
      progress.note(
          "Unpacking libtorch into " + Engine.cacheFolder() + " (once, up to 650 MB) ...");
    }
    Engine.start(threads);
  }

  static EngineInfo info() {
    return new EngineInfo("libtorch", Engine.version(), Engine.device(), Engine.threads());
  }
}

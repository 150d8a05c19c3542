package io.tbar.run;

import io.tbar.base.Progress;
import io.tbar.data.LoadOptions;
import io.tbar.method.Cleaning;
import io.tbar.report.ProxyView;
import io.tbar.result.RunRecord;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Judges a cleaning by its proxy before the folder appears under its name. Where somebody told the
 * true trigger it is measured here, after the search, so that nothing of it can reach the search.
 */
public final class ProxyJudge {
  private final ProxyBackdoor proxy;
  private final @Nullable Truth truth;
  private @Nullable ProxyCleaning judged;
  private @Nullable RunRecord before;
  private @Nullable RunRecord after;

  /**
   * @param suspect with the true trigger and its target
   * @param test what both models are measured on
   */
  public record Truth(Subject.Named suspect, String test, LoadOptions loading) {
    private RunRecord measure(Path model, Progress progress) {
      return EvalRun.run(suspect.of(model), test, null, loading, progress);
    }
  }

  /** Of a proxy, and of the truth or null. */
  public ProxyJudge(ProxyBackdoor proxy, @Nullable Truth truth) {
    this.proxy = proxy;
    this.truth = truth;
  }

  /** Whether somebody told a true trigger, which is measured besides. */
  boolean measuresTruth() {
    return truth != null;
  }

  /** What stood in the place of what was inferred, or null for a cleaning in earnest. */
  @Nullable String control() {
    return proxy.control() == ProxyBackdoor.Control.NONE ? null : proxy.control().text();
  }

  /** Refuses a true trigger or target that there is not, before the work of a cleaning is done. */
  void check(ZeroShotModel model) {
    if (truth != null) {
      Subject.backdoor(truth.suspect, model.classes(), model.imageSize());
    }
  }

  /**
   * Writes {@link ProxyCleaning#FILE}.
   *
   * @param folder of the run
   * @param model the cleaned checkpoint in it, if the run wrote one
   * @param cleaning of TBAR, or null for another method
   */
  ProxyView judge(
      Path folder, Path model, RunRecord run, @Nullable Cleaning cleaning, Progress progress) {
    ProxyCleaning found = ProxyCleaning.of(proxy, run, cleaning);
    judged = found;
    if (truth != null) {
      before = truth.measure(truth.suspect.model(), progress);
      after = run.status().wroteCheckpoint() ? truth.measure(model, progress) : null;
    }
    found.write(folder, before, after);
    return found.view(before, after);
  }

  /** After the run. */
  public ProxyCleaning judged() {
    if (judged == null) {
      throw new IllegalStateException("the run is not over");
    }
    return judged;
  }

  /** The true trigger on the suspect, or null where nobody told it. */
  public @Nullable RunRecord truthBefore() {
    return before;
  }

  /** The true trigger on the cleaned model, or null where there is none. */
  public @Nullable RunRecord truthAfter() {
    return after;
  }
}

package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.method.Cleaner;
import io.tbar.method.Cleaning;
import io.tbar.method.CleaningOptions;
import io.tbar.method.Round;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** TBAR: estimate the trigger vector, search the coefficient, subtract. */
public record TbarDefence(CleaningOptions options) implements Defence {
  @Override
  public Method method() {
    return Methods.TBAR;
  }

  @Override
  public Map<String, Object> settings() {
    return options.estimator().settings();
  }

  @Override
  public Defended clean(Suspect suspect, Path out, Path vectorFile, Progress progress) {
    method().require(suspect.given());
    Cleaning cleaning =
        new Cleaner(suspect.model(), suspect.backdoor(), options)
            .clean(suspect.data(), out, vectorFile, progress);
    List<Defended.Curve> curves = new ArrayList<>();
    for (Round round : cleaning.rounds()) {
      curves.add(
          Defended.Curve.losses("estimating, round " + round.number(), round.training().losses()));
    }
    return new Defended(
        cleaning.before(),
        cleaning.after(),
        cleaning.written(),
        curves,
        cleaning.search().reason(),
        cleaning.data().forget().size(),
        cleaning,
        cleaning.waitShare(),
        cleaning.skipped());
  }
}

package io.tbar.defence;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.clip.Weights;
import io.tbar.data.PixelLoader;
import io.tbar.train.Evaluator;
import io.tbar.train.Measured;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A method that moves the weights: measured before, written like the suspect in layout, dtypes and
 * shards, and measured on the file read back.
 */
record InPlace(Method method, Map<String, Object> settings, WeightChange change)
    implements Defence {
  InPlace {
    settings = new LinkedHashMap<>(settings);
  }

  @Override
  public Defended clean(Suspect suspect, Path out, Path vectorFile, Progress progress) {
    AtomicOutput.refuseExisting(out);
    method.require(suspect.given());
    ZeroShotModel model = suspect.model();
    try (PixelLoader testing =
        new PixelLoader(
            suspect.data().test(), model.preprocess(), PixelLoader.twice(suspect.loading()))) {
      Measured before =
          new Evaluator(model.predictor(), testing)
              .measure("measuring the checkpoint as it came", suspect.backdoor(), progress);
      Changed changed = change.apply(suspect, progress);
      Map<String, float[]> values = new LinkedHashMap<>();
      Weights weights = model.clip().weights();
      changed.tensors().forEach(name -> values.put(name, weights.read(name)));
      CheckpointWriter.Written written =
          CheckpointWriter.write(model.checkpoint(), out, false, values, progress);
      Measured after;
      try (ZeroShotModel cleaned = model.openLike(out)) {
        after =
            new Evaluator(cleaned.predictor(), testing)
                .measure(
                    "measuring the cleaned checkpoint",
                    suspect.backdoor(),
                    before.cleanAnswers(),
                    progress);
      }
      List<String> skipped = new ArrayList<>(changed.skipped());
      skipped.addAll(testing.skippedNames());
      return new Defended(
          before.evaluation(),
          after.evaluation(),
          written,
          changed.curves(),
          changed.reason(),
          changed.samples(),
          null,
          testing.waitShare(),
          skipped);
    }
  }
}

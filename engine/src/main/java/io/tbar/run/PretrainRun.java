package io.tbar.run;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Progress;
import io.tbar.checkpoint.Layout;
import io.tbar.contrast.Pretrainer;
import io.tbar.contrast.TrainingState;
import io.tbar.data.ClassNames;
import io.tbar.data.DataDigest;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.result.EngineInfo;
import io.tbar.result.FileRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.RunRecorder;
import io.tbar.result.Status;
import io.tbar.safetensors.Dtype;
import io.tbar.text.Tokenizer;
import io.tbar.text.Tokenizers;
import io.tbar.torch.Engine;
import io.tbar.train.NewCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains a small CLIP from random weights and leaves it in an OpenCLIP folder with its record. */
public final class PretrainRun {
  private PretrainRun() {}

  /**
   * @param data captioned or labelled images
   * @param classes file with one class name a line
   * @param threads compute threads, 0 for all processors
   * @param dtype F32, F16 or BF16 of the file
   * @param out folder, which must not exist unless {@code force}
   */
  public static RunRecord run(
      String data,
      Path classes,
      Pretrainer.Options options,
      LoadOptions loading,
      int threads,
      Dtype dtype,
      Path out,
      boolean force,
      Progress progress) {
    if (!force) {
      AtomicOutput.refuseExisting(out);
    }
    RunRecorder recorder = RunRecorder.start("pretrain");
    ClassNames names = ClassNames.read(classes);
    ImageData images = DataSets.open(data, names);
    Engine.start(threads);
    Tokenizer tokenizer =
        Tokenizers.forCheckpoint(Path.of("."), Layout.OPENCLIP, options.config().text());
    Pretrainer.Trained trained =
        Pretrainer.train(
            images, names, tokenizer, options, loading, ResultFolder.training(out), progress);
    try (var clip = trained.clip()) {
      options.recipe().asMap().forEach(recorder::setting);
      recorder
          .setting("architecture", options.config().toString())
          .setting("templates", options.templates())
          .seed("all streams", options.recipe().seed())
          .engine(new EngineInfo("libtorch", Engine.version(), Engine.device(), Engine.threads()))
          .input(FileRecord.data("images", images.name(), DataDigest.of(images), images.size()))
          .input(Subject.file("classes", classes))
          .curve(Curves.loss("pretraining", thinned(trained.report().losses())))
          .dataWaitShare(trained.report().waitShare());
      RunRecord[] result = new RunRecord[1];
      AtomicOutput.folder(
          out,
          force,
          folder -> {
            Path nested = folder.resolve("checkpoint");
            NewCheckpoint.write(clip, nested, dtype, false);
            ResultFolder.flatten(folder);
            result[0] =
                recorder
                    .output(Subject.file("weights", folder.resolve("open_clip_model.safetensors")))
                    .finish(Status.TRAINED);
            Files.writeString(folder.resolve(ResultFolder.RESULT), result[0].toJson());
          });
      TrainingState.discard(ResultFolder.training(out));
      return result[0];
    }
  }

  /** Every hundredth of a long curve is enough to see it. */
  private static List<Double> thinned(List<Double> losses) {
    int stride = Math.max(1, losses.size() / 200);
    return java.util.stream.IntStream.range(0, losses.size())
        .filter(i -> i % stride == 0)
        .mapToObj(losses::get)
        .toList();
  }
}

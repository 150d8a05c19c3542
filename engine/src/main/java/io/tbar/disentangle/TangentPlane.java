package io.tbar.disentangle;

import io.tbar.base.Progress;
import io.tbar.clip.Linearisation;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.train.Classifier;
import io.tbar.train.Predictor;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The plane of the linearised model. Its embeddings are f + α_c·J τ_c + α_t·J τ_t, so two
 * forward-mode products an image give every point of the plane; only the head is computed anew.
 */
public final class TangentPlane implements Plane {
  /** [N, D] each. */
  private record Embedded(Tensor value, Tensor alongClean, Tensor alongTrigger) {
    void close() {
      value.close();
      alongClean.close();
      alongTrigger.close();
    }
  }

  private final Predictor predictor;
  private final Embedded clean;
  private final Embedded triggered;

  /**
   * @param predictor of a model whose weights are at θ_0
   */
  public TangentPlane(
      Predictor predictor, PlaneImages images, Weights clean, Weights trigger, Progress progress) {
    this.predictor = predictor;
    try (Linearisation linear = predictor.classifier().clip().linearise()) {
      this.clean = embed("clean images", linear, images.clean(), clean, trigger, progress);
      this.triggered =
          embed("triggered images", linear, images.triggered(), clean, trigger, progress);
    }
  }

  private Embedded embed(
      String what,
      Linearisation linear,
      List<Pixels> pictures,
      Weights clean,
      Weights trigger,
      Progress progress) {
    return Inference.of(
        () -> {
          try (Scope all = new Scope()) {
            TensorVector values = new TensorVector();
            TensorVector alongClean = new TensorVector();
            TensorVector alongTrigger = new TensorVector();
            for (int from = 0; from < pictures.size(); from += predictor.batch()) {
              progress.check();
              progress.update("linearising on " + what, from, pictures.size());
              List<Pixels> some =
                  pictures.subList(from, Math.min(pictures.size(), from + predictor.batch()));
              Classifier classifier = predictor.classifier();
              Tensor rows =
                  Scope.keep(
                      () -> {
                        Tensor pixels =
                            PixelBatch.of(some, classifier.clip().config().preprocess());
                        Linearisation.Expansion one = linear.along(pixels, clean);
                        Linearisation.Expansion other = linear.along(pixels, trigger);
                        return torch.stack(
                            new TensorVector(one.value(), one.slope(), other.slope()));
                      });
              values.push_back(rows.select(0, 0));
              alongClean.push_back(rows.select(0, 1));
              alongTrigger.push_back(rows.select(0, 2));
            }
            return new Embedded(
                Scope.persist(() -> torch.cat(values, 0)),
                Scope.persist(() -> torch.cat(alongClean, 0)),
                Scope.persist(() -> torch.cat(alongTrigger, 0)));
          }
        });
  }

  @Override
  public int[] clean(double alphaClean, double alphaTrigger) {
    return answers(clean, alphaClean, alphaTrigger);
  }

  @Override
  public int[] triggered(double alphaClean, double alphaTrigger) {
    return answers(triggered, alphaClean, alphaTrigger);
  }

  private int[] answers(Embedded images, double alphaClean, double alphaTrigger) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor moved =
                images
                    .value()
                    .add(images.alongClean(), new Scalar(alphaClean))
                    .add(images.alongTrigger(), new Scalar(alphaTrigger));
            return Predictor.best(predictor.classifier().head().logits(moved));
          }
        });
  }

  @Override
  public void close() {
    clean.close();
    triggered.close();
  }
}

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.measure.Measure;
import io.tbar.method.Cleaning;
import io.tbar.method.Tbar;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Cleans checkpoints one after the other in the background; a job can be stopped at any moment. */
public class AuditService implements AutoCloseable {
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  /** One checkpoint with the trigger that it is suspected of. */
  public record Job(Path model, Path classes, String images, String trigger, String target, Path out) {}

  /**
   * @param stop set it to true and the job ends; nothing is left under the name of its output
   * @return attack success after cleaning, in [0, 1]; 1 where no coefficient keeps the accuracy
   */
  public Future<Double> submit(Job job, AtomicBoolean stop) {
    return worker.submit(
        () -> {
          try (Tbar tbar = Tbar.open(job.model(), job.classes(), "openai-imagenet-80")) {
            tbar.listener(
                new Progress() {
                  @Override
                  public void update(String stage, long done, long total) {
                    System.err.println(stage + " " + done + "/" + total);
                  }

                  @Override
                  public boolean cancelled() {
                    return stop.get();
                  }
                });
            Cleaning cleaning =
                tbar.clean(job.images(), tbar.backdoor(job.trigger(), job.target()), job.out());
            return cleaning.cleaned()
                ? cleaning.after().rate(Measure.ATTACK_SUCCESS).value()
                : 1.0;
          } catch (TbarException e) {
            System.err.println(e.kind() + ": " + e.getMessage()); // one sentence for people
            throw e;
          }
        });
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}

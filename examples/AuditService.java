import io.tbar.Clean;
import io.tbar.CleanResult;
import io.tbar.Model;
import io.tbar.Tbar;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
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
          try (Tbar tbar = Tbar.open()) {
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
            Clean task =
                Clean.of(Model.of(job.model(), job.classes()), job.images())
                    .trigger(job.trigger(), job.target());
            CleanResult cleaned = tbar.run(task, job.out());
            return cleaned.written() ? cleaned.after().attackSuccess().value() : 1.0;
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

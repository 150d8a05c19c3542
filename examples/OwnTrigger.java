import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.nio.file.Path;

/**
 * A trigger of one's own: a faint vertical shadow, saved as a file that every command takes.
 *
 * <p>java -cp ... OwnTrigger shadow.json, then: tbar eval MODEL --trigger shadow.json ...
 */
public class OwnTrigger {
  private static final int SIDE = 224;

  public static void main(String[] args) {
    float[] change = new float[3 * SIDE * SIDE]; // channel, row, column; added to pixels in [0, 1]
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = SIDE / 3; x < SIDE / 2; x++) {
          change[(channel * SIDE + y) * SIDE + x] = -0.08f;
        }
      }
    }
    Trigger shadow = Triggers.additive("shadow", change, SIDE, SIDE);
    Triggers.save(shadow, Path.of(args[0]), false);
  }
}

package io.tbar.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trigger that a run used and what it is to make the model say.
 *
 * @param trigger kind of trigger: "badnet", "blended", …
 * @param parameters its parameters, every default filled in
 * @param sha256 digest of the trigger file with its tensors, or null where it has none
 * @param target class name, or null where only pictures were made
 */
public record Attack(
    String trigger,
    Map<String, Object> parameters,
    @Nullable String sha256,
    @Nullable String target) {
  public Attack {
    parameters = Settings.copy(parameters);
    if (sha256 != null) {
      Settings.digest(sha256);
    }
  }
}

package io.tbar;

import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import java.nio.file.Path;

/**
 * What a poisoning left.
 *
 * @param record as in result.json
 * @param folder with the infected checkpoint, the list of poisoned samples, record and report
 */
public record PoisonResult(RunRecord record, Path folder) {
  /** Whether the attack took, or none was asked for. */
  public boolean taken() {
    return record.status() != Status.ATTACK_DID_NOT_TAKE;
  }
}

package io.tbar.faulty;

import io.tbar.faulty.Fault.Change;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder on a file system that fails from the n-th change on, as a disk that becomes full does;
 * until then, and for reading, it is the real one.
 */
public final class FaultyDisk {
  private final Fault fault;
  private final FaultyProvider provider = new FaultyProvider(this);
  private int left;
  private boolean failed;

  /**
   * @param changes that still work, of those that the fault hits
   */
  public FaultyDisk(Fault fault, int changes) {
    this.fault = fault;
    this.left = changes;
  }

  /** The folder as this disk has it. */
  public Path at(Path folder) {
    return new FaultyPath(provider.fileSystem(), folder);
  }

  /** Whether anything was refused. */
  public boolean failed() {
    return failed;
  }

  Fault fault() {
    return fault;
  }

  /** Counts a change, and refuses it where the fault has come. */
  void change(Change change, Path path) throws IOException {
    if (refuses(change)) {
      throw fault.exception(path.toString());
    }
  }

  boolean refuses(Change change) {
    if (!fault.hits(change)) {
      return false;
    }
    if (left > 0) {
      left--;
      return false;
    }
    failed = true;
    return true;
  }
}

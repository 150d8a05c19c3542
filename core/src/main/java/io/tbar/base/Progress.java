package io.tbar.base;

/**
 * Listens to long work and may end it. Called from one thread at a time.
 *
 * <p>{@link #cancelled()} is asked at least once per batch; when it answers true the work stops
 * with {@link TbarException.Kind#CANCELLED} and leaves no output under its final name.
 */
public interface Progress {
  /**
   * @param stage what is being done, in the user's words ("measuring clean images")
   * @param done units done so far, 0 at the start of a stage
   * @param total units in all, or -1 where that is unknown
   */
  void update(String stage, long done, long total);

  /** One line the user should see: a warning, a decision taken. */
  default void note(String message) {}

  default boolean cancelled() {
    return false;
  }

  /** Throws where the user asked to stop. */
  default void check() {
    if (cancelled()) {
      throw new TbarException(
          TbarException.Kind.CANCELLED, "Stopped as asked; nothing was written.");
    }
  }

  /** Says nothing and never stops. */
  static Progress silent() {
    return (stage, done, total) -> {};
  }
}

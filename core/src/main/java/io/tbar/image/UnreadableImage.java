package io.tbar.image;

/** A picture that cannot be used: data sets skip and count it, single files are an error. */
public final class UnreadableImage extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be used. */
  public enum Reason {
    /** Damaged, cut short, or of a kind that is not read. */
    CORRUPT,
    /** Its header announces more pixels than allowed; it was not decoded. */
    TOO_LARGE
  }

  private final Reason reason;

  public UnreadableImage(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

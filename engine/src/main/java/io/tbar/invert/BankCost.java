package io.tbar.invert;

/** What a {@link ProxyBank} takes at most in a whole cleaning, told before it. */
public final class BankCost {
  private BankCost() {}

  /**
   * All sweeps, as {@link ProxyBank#passes} counts them.
   *
   * @param side of the model's pictures
   * @param rounds of training, before each of which there is a sweep, and one after the last
   * @param controls labels to compare with
   */
  public static Passes of(int side, int rounds, int controls) {
    int members = ProxySearch.members(1);
    int later = ProxySearch.members(ProxyBank.LATER_SHARE);
    int shortly = ProxySearch.members(ProxyBank.SHORT_SHARE);
    Passes near = near();
    Passes first =
        ProxySearch.cost(side, 1, ProxyBank.STEPS).plus(shown(members)).times(1 + controls);
    Passes all = first.plus(near).plus(shown(ProxyBank.NEAR + 1));
    int known = members + ProxyBank.NEAR;
    for (int round = 1; round <= rounds; round++) {
      Passes sweep =
          ProxySearch.cost(side, ProxyBank.LATER_SHARE, ProxyBank.STEPS)
              .plus(near)
              .plus(shown(2 * (later + ProxyBank.NEAR)));
      Passes compared =
          ProxySearch.cost(side, ProxyBank.SHORT_SHARE, ProxyBank.SHORT_STEPS)
              .plus(shown(shortly))
              .times(1 + controls);
      all = all.plus(shown(known + 1)).plus(sweep).plus(compared);
      known += later + ProxyBank.NEAR;
    }
    return all;
  }

  private static Passes near() {
    return Passes.both((long) ProxyBank.NEAR * ProxyBank.STEPS * ProxySearch.BATCH);
  }

  private static Passes shown(int proxies) {
    return Passes.seen((long) proxies * ProxyBank.SHOWN);
  }

  /** Images with a gradient at once, at most. */
  public static int together() {
    return ProxyBank.TOGETHER;
  }
}

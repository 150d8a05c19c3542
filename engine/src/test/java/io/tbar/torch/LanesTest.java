package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LanesTest extends SeveralThreads {
  @Test
  void cutsABatchIntoEvenPartsAndKeepsTheirOrder() {
    assertThat(Lanes.run(11, (from, to) -> from + " to " + to))
        .containsExactly("0 to 5", "5 to 11");
  }

  @Test
  void leavesABatchWholeThatIsTooSmallOrWouldTakeMorePartsThanAllowed() {
    assertThat(Lanes.run(7, (from, to) -> to - from)).containsExactly(7);
    assertThat(Lanes.run(64, 1, (from, to) -> to - from)).containsExactly(64);
  }

  @Test
  void goesOnWithEachPartAndGivesEachItsOwnPartOfAList() {
    List<Integer> sizes = Lanes.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), List::size);
    assertThat(sizes).containsExactly(5, 6);
    assertThat(Lanes.again(sizes, size -> 2 * size)).containsExactly(10, 12);
  }

  @Test
  void closesTheResultsOfTheOthersWhereOnePartFails() {
    AtomicInteger closed = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Lanes.<AutoCloseable>run(
                    64,
                    (from, to) -> {
                      if (from > 0) {
                        throw new IllegalStateException("no");
                      }
                      return closed::incrementAndGet;
                    }))
        .hasMessage("no");
    assertThat(closed).hasValue(1);
  }

  @Test
  void leavesABatchWholeOnOneThread() {
    Engine.start(1);
    try {
      Thread caller = Thread.currentThread();
      assertThat(Lanes.run(64, (from, to) -> Thread.currentThread() == caller))
          .containsExactly(true);
    } finally {
      Engine.start(2);
    }
  }

  @Test
  void doesNotCutAPartOfAPartAgain() {
    assertThat(Lanes.run(64, (from, to) -> Lanes.run(to - from, (a, b) -> b - a)))
        .containsExactly(List.of(32), List.of(32));
  }

  @Test
  void computesEachPartOnOneThreadAndLeavesTheCallersNumber() {
    assertThat(Lanes.run(64, (from, to) -> torch.get_num_threads())).containsExactly(1, 1);
    assertThat(torch.get_num_threads()).isEqualTo(2);
  }

  @Test
  void throwsTheFirstPartsFailureAfterAllPartsEnded() {
    AtomicInteger ended = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Lanes.run(
                    64,
                    (from, to) -> {
                      if (from == 0) {
                        throw new IllegalArgumentException("the first part");
                      }
                      pause();
                      return ended.incrementAndGet();
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the first part");
    assertThat(ended).hasValue(1);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

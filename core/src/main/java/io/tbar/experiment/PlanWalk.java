package io.tbar.experiment;

import io.tbar.base.TbarException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of a plan's stages for many workers: says which stages can be computed now, and is told
 * what became of them. A cell's stages come one after the other, and end where one says so or
 * fails; what no cell will reach is never asked for.
 */
final class PlanWalk {
  private enum State {
    UNASKED,
    WAITING,
    READY,
    DONE,
    FAILED
  }

  /** One stage of the plan. */
  private static final class Node {
    final Stage stage;
    final int number;
    final List<String> needs = new ArrayList<>();
    final List<String> dependents = new ArrayList<>();
    final List<Chain> chains = new ArrayList<>();
    State state = State.UNASKED;
    int pending;
    boolean stops;

    Node(Stage stage, int number) {
      this.stage = stage;
      this.number = number;
    }
  }

  /** The stages of one cell. */
  private static final class Chain {
    final List<String> keys = new ArrayList<>();
    int at;
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Deque<String> ready = new ArrayDeque<>();
  private final Map<String, TbarException> failures = new LinkedHashMap<>();
  private int open;

  PlanWalk(List<PlannedCell> cells) {
    List<Chain> chains = new ArrayList<>();
    for (PlannedCell cell : cells) {
      Map<Stage, String> keys = new IdentityHashMap<>();
      Chain chain = new Chain();
      cell.stages().values().forEach(stage -> chain.keys.add(add(stage, keys)));
      chains.add(chain);
    }
    chains.forEach(this::advance);
  }

  private String add(Stage stage, Map<Stage, String> keys) {
    String known = keys.get(stage);
    if (known != null) {
      return known;
    }
    List<String> needs = stage.needs().values().stream().map(need -> add(need, keys)).toList();
    String key = stage.key(need -> add(need, keys));
    keys.put(stage, key);
    if (!nodes.containsKey(key)) {
      Node node = new Node(stage, nodes.size());
      node.needs.addAll(needs);
      nodes.put(key, node);
    }
    return key;
  }

  /** Different stages in the whole plan, whether they will be reached or not. */
  int size() {
    return nodes.size();
  }

  /** Stages asked for and not settled. */
  int open() {
    return open;
  }

  /** The next stage that can be computed now, or null where there is none at the moment. */
  @Nullable String next() {
    return ready.poll();
  }

  Stage stage(String key) {
    return node(key).stage;
  }

  /** The place of the stage in the plan, from 0; the same in every process. */
  int number(String key) {
    return node(key).number;
  }

  /** What stages failed of, by key. */
  Map<String, TbarException> failures() {
    return failures;
  }

  void done(String key, Map<String, Object> summary) {
    Node node = node(key);
    if (settled(node)) {
      return;
    }
    node.state = State.DONE;
    node.stops = summary.get(MatrixRunner.STOP) instanceof String;
    open--;
    for (String dependent : node.dependents) {
      Node waiting = node(dependent);
      if (waiting.state == State.WAITING && --waiting.pending == 0) {
        waiting.state = State.READY;
        ready.add(dependent);
      }
    }
    node.chains.forEach(this::advance);
    node.chains.clear();
  }

  void failed(String key, TbarException why) {
    Node node = node(key);
    if (settled(node)) {
      return;
    }
    node.state = State.FAILED;
    failures.put(key, why);
    open--;
    for (String dependent : node.dependents) {
      failed(dependent, why);
    }
    node.chains.clear();
  }

  private static boolean settled(Node node) {
    return node.state == State.DONE || node.state == State.FAILED;
  }

  private void advance(Chain chain) {
    while (chain.at < chain.keys.size()) {
      String key = chain.keys.get(chain.at);
      want(key);
      Node node = node(key);
      if (node.state == State.FAILED || node.stops) {
        return;
      } else if (node.state != State.DONE) {
        node.chains.add(chain);
        return;
      }
      chain.at++;
    }
  }

  private void want(String key) {
    Node node = node(key);
    if (node.state != State.UNASKED) {
      return;
    }
    node.state = State.WAITING;
    open++;
    for (String need : node.needs) {
      want(need);
      Node needed = node(need);
      if (needed.state == State.FAILED) {
        failed(key, java.util.Objects.requireNonNull(failures.get(need)));
        return;
      } else if (needed.state != State.DONE) {
        needed.dependents.add(key);
        node.pending++;
      }
    }
    if (node.pending == 0) {
      node.state = State.READY;
      ready.add(key);
    }
  }

  private Node node(String key) {
    Node node = nodes.get(key);
    if (node == null) {
      throw new IllegalArgumentException("no stage " + key);
    }
    return node;
  }
}

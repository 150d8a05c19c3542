package io.tbar.cli;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs every command once on the demo's CLIP, in a process of its own that {@link NetworkTest}
 * gives no network; ends with 0 where all came through and none asked for a connection.
 */
final class EveryCommand {
  /** A network for itself alone still has the loop. */
  private static final Set<String> LOOP = Set.of("lo");

  private final Path demo;
  private final Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private EveryCommand(Path demo, Path folder) {
    this.demo = demo;
    this.folder = folder;
  }

  static EveryCommand of(Path demo, Path folder) {
    return new EveryCommand(demo, folder);
  }

  /**
   * @param args the demo's folder; an empty folder; whether there must be no network
   */
  public static void main(String[] args) throws Exception {
    EveryCommand every = new EveryCommand(Path.of(args[0]), Path.of(args[1]));
    if (Boolean.parseBoolean(args[2])) {
      requireNoNetwork();
    }
    ProxySelector.setDefault(every.new Recorder());
    for (Map.Entry<String, String> command : every.commands().entrySet()) {
      every.run(command.getKey(), command.getValue());
    }
    if (!every.asked.isEmpty()) {
      throw new AssertionError("connections were asked for: " + every.asked);
    }
    System.out.println("every command came through");
    System.exit(0);
  }

  private static void requireNoNetwork() throws IOException {
    List<NetworkInterface> all;
    try {
      all = Collections.list(NetworkInterface.getNetworkInterfaces());
    } catch (SocketException e) {
      return; // Java's way to say that there is none
    }
    for (NetworkInterface one : all) {
      if (!LOOP.contains(one.getName()) && one.getInetAddresses().hasMoreElements()) {
        throw new AssertionError("there is a network: " + one.getName());
      }
    }
  }

  private void run(String name, String line) {
    List<String> words = new ArrayList<>(List.of(name.split(" ")));
    for (String word : line.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word.replace("DEMO", demo.toString()).replace("OUT", folder.toString()));
      }
    }
    Shell shell = Shell.tbar(words.toArray(String[]::new));
    if (!Set.of(0, 1, 4).contains(shell.code())) {
      throw new AssertionError(words + " ended with " + shell.code() + ": " + shell.err());
    }
  }

  /** By name, in an order in which each finds what it needs. */
  Map<String, String> commands() {
    String about =
        " --classes DEMO/data/classes.txt --templates fashion --trigger badnet:size=48 --target"
            + " sneaker --threads 1 --out OUT/";
    String scan =
        " --images DEMO/data/defender.tar --classes DEMO/data/classes.txt --budget quick"
            + " --scan-images 64 --threads 1 --out OUT/";
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("inspect", "DEMO/clip --verify");
    commands.put("convert", "DEMO/clip --layout hf --out OUT/hf");
    commands.put("embed", "DEMO/clip --texts DEMO/data/classes.txt --threads 1 --out OUT/e");
    commands.put("trigger kinds", "");
    commands.put("trigger save", "badnet:size=8 --out OUT/t.json");
    commands.put("trigger show", "OUT/t.json --out OUT/t.png");
    commands.put(
        "trigger optimise",
        "badclip DEMO/clip --classes DEMO/data/classes.txt --target sneaker --data"
            + " DEMO/data/test.tar --steps 1 --threads 1 --out OUT/optimised");
    commands.put(
        "poison", "DEMO/clip --data DEMO/data/attacker.tar --epochs 1" + about + "infected");
    commands.put("vector make", "DEMO/clip OUT/infected --out OUT/v.safetensors");
    commands.put("vector info", "OUT/v.safetensors");
    commands.put("vector cosine", "OUT/v.safetensors OUT/v.safetensors");
    commands.put("vector apply", "DEMO/clip --add 0.5:OUT/v.safetensors --out OUT/applied");
    commands.put(
        "eval",
        "OUT/infected --data DEMO/data/test.tar --classes DEMO/data/classes.txt --threads 1");
    commands.put(
        "clean",
        "OUT/infected --images DEMO/data/defender.tar --estimator plain --val-images 100"
            + about
            + "cleaned");
    commands.put("reproduce", "OUT/cleaned --search DEMO/data --search OUT --threads 1");
    commands.put(
        "transfer",
        "OUT/infected --vector OUT/v.safetensors --data DEMO/data/defender.tar"
            + about
            + "transferred");
    commands.put(
        "disentangle",
        "DEMO/clip --infected OUT/infected --trigger-vector OUT/v.safetensors --data"
            + " DEMO/data/test.tar --points 3 --range -1,1 --count 50"
            + about
            + "map");
    commands.put("audit", "OUT/infected --max-time 2s" + scan + "audits/infected");
    commands.put("audit calibrate", "DEMO/clip" + scan + "null.json");
    commands.put("audit cleaned", "OUT/audits");
    commands.put(
        "pretrain",
        "--data DEMO/data/test.tar --classes DEMO/data/classes.txt --templates fashion --image-size"
            + " 28 --patch-size 7 --width 48 --layers 1 --heads 3 --epochs 1 --threads 1 --out"
            + " OUT/trained");
    commands.put("table", "OUT/cleaned");
    commands.put("completion", "bash");
    commands.put("experiment", "OUT/experiment.yaml --dry-run --out OUT/store");
    return commands;
  }

  /** Whoever opens a connection by the usual ways asks here first. */
  private final class Recorder extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      asked.add(uri.toString());
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      asked.add(uri.toString());
    }
  }

  /** What the commands need besides what they make themselves. */
  static void prepare(Path demo, Path folder) throws IOException {
    Files.writeString(
        folder.resolve("experiment.yaml"),
        """
        name: network
        models: {clip: {path: "DEMO/clip"}}
        data:
          fashion: {classes: DEMO/data/classes.txt, templates: fashion, train: DEMO/data/attacker.tar, clean: DEMO/data/defender.tar, test: DEMO/data/defender.tar, target: sneaker}
        attacks:
          given: {checkpoint: "DEMO/clip", trigger: "badnet:size=4"}
        methods:
          ours: {estimator: plain}
        """
            .replace("DEMO", demo.toString()));
  }
}

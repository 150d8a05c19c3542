package io.tbar.spark;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a cluster is, checked before Spark spends minutes on finding out. */
final class Masters {
  private static final int MILLIS = 5000;
  private static final Pattern ADDRESS = Pattern.compile("([^:/,]+|\\[[^]]+]):(\\d{1,5})");
  private static final Pattern KNOWN =
      Pattern.compile("local|local\\[[^]]*]|local-cluster\\[[^]]*]|spark://.+|yarn|k8s://.+");

  private Masters() {}

  /**
   * @throws TbarException USAGE where it is no master of Spark's, BAD_INPUT where nobody answers
   */
  static void requireReachable(String master) {
    if (!KNOWN.matcher(master).matches()) {
      throw TbarException.usage(
          "--on %s: give local[N], local-cluster[N,CORES,MB], spark://HOST:PORT, yarn or k8s://URL.",
          master);
    }
    if (!master.startsWith("spark://")) {
      return;
    }
    Matcher address = ADDRESS.matcher(master.substring("spark://".length()));
    boolean any = false;
    while (address.find()) {
      any = true;
      if (answers(address.group(1), Integer.parseInt(address.group(2)))) {
        return;
      }
    }
    if (!any) {
      throw TbarException.usage("--on %s: give the port too, such as spark://HOST:7077.", master);
    }
    throw TbarException.badInput(
        "The Spark master '%s' does not answer from the node '%s'; check its name and port, and that"
            + " it runs.",
        master, io.tbar.experiment.Nodes.here());
  }

  private static boolean answers(String host, int port) {
    if (port > 65535) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

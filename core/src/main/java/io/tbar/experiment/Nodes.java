package io.tbar.experiment;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of the machine that this process runs on, as messages show it. */
public final class Nodes {
  private static final String HERE = find();

  private Nodes() {}

  /** The name of this machine or container. */
  public static String here() {
    return HERE;
  }

  private static String find() {
    try {
      return Files.readString(Path.of("/etc/hostname")).strip();
    } catch (IOException e) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException unnamed) {
        return "unnamed node";
      }
    }
  }
}

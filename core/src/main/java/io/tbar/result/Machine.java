package io.tbar.result;

/**
 * What the run ran on; nothing that names the machine or its owner.
 *
 * @param os name and version of the operating system
 * @param arch processor architecture
 * @param jdk vendor and version of the Java runtime
 * @param cores processors visible to the runtime
 */
public record Machine(String os, String arch, String jdk, int cores) {
  public static Machine current() {
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors());
  }
}

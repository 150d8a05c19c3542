package io.tbar.torch;

/**
 * Settings that JavaCPP reads once, when its classes are loaded. Every entry into this package
 * applies them first, so that embedders get them without flags; a value given on the command line
 * wins. Where there is no safe folder for natives, nothing of the package can be used.
 */
final class NativeSettings {
  static {
    // The default limit (four times the heap) refuses tensors while memory is free, and looking up
    // the process's memory on each new tensor doubles the cost of a small operation.
    defaultTo("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // The collector must never free what native code still holds; scopes free instead.
    defaultTo("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty(NativeCache.PROPERTY, NativeCache.choose(System.getenv()).toString());
  }

  private NativeSettings() {}

  static void apply() {}

  private static void defaultTo(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}

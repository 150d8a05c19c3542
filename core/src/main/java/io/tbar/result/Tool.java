package io.tbar.result;

/** The program that made the record. */
public record Tool(String name, String version) {
  /** This build; the version is "development" outside a packaged jar. */
  public static Tool current() {
    String version = Tool.class.getPackage().getImplementationVersion();
    return new Tool("tbar", version == null ? "development" : version);
  }
}

package io.tbar.spark;

import io.tbar.base.TbarException;
import io.tbar.experiment.Nodes;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** How an application on Spark is set up; what the user set as -Dspark.* comes first. */
final class SparkSettings {
  /** Class path of executors: the folder of tbar and the natives, as every node sees it. */
  private static final String CLASS_PATH = "tbar.spark.class-path";

  /** Variables by which libtorch's threads and memory are set; the launcher sets them. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "MALLOC_ARENA_MAX",
          "MALLOC_MMAP_MAX_",
          "MALLOC_TRIM_THRESHOLD_",
          "MALLOC_TOP_PAD_",
          "OMP_WAIT_POLICY",
          "OPENBLAS_THREAD_TIMEOUT");

  private SparkSettings() {}

  static JavaSparkContext context(String master, String name, int cores) {
    if (System.getProperty("log4j2.configurationFile") == null) {
      System.setProperty("log4j2.configurationFile", "classpath:tbar-log4j2.properties");
    }
    try {
      return new JavaSparkContext(conf(master, name, cores));
    } catch (RuntimeException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
      throw new TbarException(
          TbarException.Kind.BAD_INPUT,
          "Spark does not start on '" + master + "' from the node '" + Nodes.here() + "': " + why,
          e);
    }
  }

  static SparkConf conf(String master, String name, int cores) {
    SparkConf conf = new SparkConf(true).setMaster(master).setAppName(name);
    conf.setIfMissing("spark.task.cpus", Integer.toString(cores));
    // One task a process: libtorch has one set of threads, and a crash takes one stage with it.
    conf.setIfMissing("spark.executor.cores", Integer.toString(cores));
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.scheduler.mode", "FAIR");
    boolean local = master.startsWith("local");
    conf.setIfMissing("spark.ui.enabled", Boolean.toString(!local));
    if (local || master.startsWith("spark://127.0.0.1")) {
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
    }
    if (local) {
      // In this process, which has the cores that the master names and no executors.
      conf.set("spark.task.cpus", "1");
    }
    String classPath = System.getProperty(CLASS_PATH);
    if (classPath != null) {
      conf.setIfMissing("spark.executor.extraClassPath", classPath);
    }
    conf.setIfMissing("spark.executor.extraJavaOptions", options());
    ENVIRONMENT.forEach(
        variable -> {
          String value = System.getenv(variable);
          if (value != null) {
            conf.setExecutorEnv(variable, value);
          }
        });
    return conf;
  }

  private static String options() {
    return "-Djava.awt.headless=true -Dfile.encoding=UTF-8 "
        + System.getProperties().stringPropertyNames().stream()
            .filter(
                property ->
                    property.startsWith("org.bytedeco.") || property.startsWith("tbar.lease"))
            .sorted()
            .map(property -> "-D" + property + "=" + System.getProperty(property))
            .collect(Collectors.joining(" "));
  }
}

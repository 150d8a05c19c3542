/** Stages computed by the executors of an Apache Spark cluster. */
@org.jspecify.annotations.NullMarked
package io.tbar.spark;

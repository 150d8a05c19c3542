/** Speed and memory beside a yardstick. */
package io.tbar.benchmarks;

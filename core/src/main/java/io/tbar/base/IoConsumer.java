package io.tbar.base;

import java.io.IOException;

/** Work on one thing that may fail as files do. */
@FunctionalInterface
public interface IoConsumer<T> {
  void accept(T value) throws IOException;
}

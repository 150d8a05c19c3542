package io.tbar.data;

import java.util.List;

/** The classes in order; the line number from 0 is the class index. */
public record ClassNames(List<String> names) {
  public ClassNames {
    names = List.copyOf(names);
  }

  public int size() {
    return names.size();
  }
}

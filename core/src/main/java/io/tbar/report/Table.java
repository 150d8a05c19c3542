package io.tbar.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a caption; the first column heads its row, and it scrolls by itself if too wide. */
final class Table {
  private final String id;
  private final String caption;
  private final String css;
  private final List<Html> rows = new ArrayList<>();
  private final List<String> heads;

  /**
   * @param heads names of the columns; one that ends with "#" holds numbers, "#" itself is not
   *     shown
   */
  Table(String id, String caption, String css, String... heads) {
    this.id = id;
    this.caption = caption;
    this.css = css;
    this.heads = List.of(heads);
  }

  Table row(String... cells) {
    Html[] parts = new Html[cells.length];
    for (int i = 0; i < cells.length; i++) {
      parts[i] = new Html().text(cells[i]);
    }
    return row(parts);
  }

  Table row(Html... cells) {
    Html row = new Html().open("tr");
    for (int i = 0; i < cells.length; i++) {
      if (i == 0) {
        row.open("th", "scope", "row");
      } else {
        row.open("td", "class", heads.get(i).endsWith("#") ? "num" : "");
      }
      row.add(cells[i]).close();
    }
    rows.add(row.close());
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  Html html() {
    Html out = new Html();
    // Focusable, because what scrolls must scroll by keyboard too.
    out.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", id);
    out.open("table", "class", css).element("caption", caption, "id", id);
    out.open("thead").open("tr");
    for (String head : heads) {
      boolean number = head.endsWith("#");
      out.element(
          "th",
          number ? head.substring(0, head.length() - 1) : head,
          "scope",
          "col",
          "class",
          number ? "num" : "");
    }
    out.close().close().open("tbody");
    rows.forEach(row -> out.line().add(row));
    return out.close().close().close().line();
  }
}

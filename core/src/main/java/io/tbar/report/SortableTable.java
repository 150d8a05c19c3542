package io.tbar.report;

import io.tbar.report.MatrixView.Column;
import io.tbar.report.MatrixView.Grid;
import io.tbar.report.MatrixView.Value;
import java.util.List;

/** A table whose heads are buttons that sort it; without script it is a plain table. */
final class SortableTable {
  private SortableTable() {}

  static Html html(String id, String caption, Grid grid) {
    Html out = new Html();
    out.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", id);
    out.open("table", "class", "sortable").element("caption", caption, "id", id);
    out.open("thead").open("tr");
    for (Column column : grid.columns()) {
      out.open("th", "scope", "col", "class", column.number() ? "num" : "");
      out.element("button", column.title(), "type", "button").close();
    }
    out.close().close().open("tbody");
    for (List<Value> row : grid.rows()) {
      out.line().open("tr");
      for (int i = 0; i < row.size(); i++) {
        cell(out, grid.columns().get(i), row.get(i), i == 0);
      }
      out.close();
    }
    return out.close().close().close().line();
  }

  private static void cell(Html out, Column column, Value value, boolean head) {
    Double sort = value.sort();
    String key = sort == null ? "" : sort.toString();
    String css = column.number() ? "num" : "";
    if (head) {
      out.open("th", "scope", "row", "class", css);
    } else {
      out.open("td", "class", css, "data-v", key);
    }
    if (column.code()) {
      out.element("code", value.text());
    } else {
      out.text(value.text());
    }
    out.close();
  }
}

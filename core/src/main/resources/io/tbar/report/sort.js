document.querySelectorAll("table.sortable").forEach(function (table) {
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  heads.forEach(function (head, column) {
    head.querySelector("button").addEventListener("click", function () {
      var sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      var numeric = head.className === "num";
      var rows = Array.prototype.slice.call(table.tBodies[0].rows);
      rows.sort(function (a, b) {
        var x = a.cells[column], y = b.cells[column];
        if (!numeric) { return sign * x.textContent.localeCompare(y.textContent, "en", {numeric: true}); }
        var p = x.getAttribute("data-v"), q = y.getAttribute("data-v");
        if (!p || !q) { return p ? -1 : q ? 1 : 0; }
        return sign * (p - q);
      });
      rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
    });
  });
});

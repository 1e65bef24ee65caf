// The incident list: choose by column and sort by heading. Without this script it is a plain table.
(() => {
  const box = document.querySelector(".rg-incidents");
  const table = box && box.querySelector("table");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  const marked = (cell) => [...cell.querySelectorAll("[data-value]")];
  const values = (cell) => marked(cell).map((mark) => mark.dataset.value);
  const choices = new Map();

  const bar = document.createElement("div");
  bar.className = "rg-filters";
  const count = document.createElement("p");
  count.setAttribute("role", "status");

  // Severity and status sort by rank, waves by number, the rest by their words.
  const ranks = {
    1: ["critical", "high", "medium", "low"],
    2: ["open", "mitigated", "resolved", "superseded"],
  };
  const rank = (column, value) => {
    if (ranks[column]) return ranks[column].indexOf(value);
    return column === 4 ? (value === "-" ? Infinity : Number(value)) : value;
  };
  const compare = (column, a, b) => {
    const [x, y] = [rank(column, a), rank(column, b)];
    return typeof x === "number" ? (x === y ? 0 : x - y) : x.localeCompare(y);
  };
  const key = (row, column) =>
    values(row.cells[column])[0] ?? row.cells[column].textContent.trim();

  const show = () => {
    let shown = 0;
    for (const row of rows) {
      const fits = [...choices].every(
        ([column, select]) => !select.value || values(row.cells[column]).includes(select.value),
      );
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown ? `${shown} / ${rows.length}` : box.dataset.none;
  };

  for (const column of [1, 2, 3, 4]) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.append(heads[column].textContent.trim(), select);
    select.add(new Option(box.dataset.all, ""));
    const names = new Map();
    for (const row of rows) {
      for (const mark of marked(row.cells[column])) names.set(mark.dataset.value, mark.textContent);
    }
    const ordered = [...names].sort(([a], [b]) => compare(column, a, b));
    for (const [value, name] of ordered) select.add(new Option(name, value));
    select.addEventListener("change", show);
    choices.set(column, select);
    bar.append(label);
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent.trim();
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const sorted = rows.slice().sort((a, b) => {
        const way = compare(column, key(a, column), key(b, column));
        return up ? way : -way;
      });
      table.tBodies[0].append(...sorted);
    });
  });

  box.prepend(bar, count);
  show();
})();

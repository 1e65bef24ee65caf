// The incident list: choose by column, sort by heading. What is chosen is in the address
// (#status=open&component=argocd), so that it can be sent to someone, and "back" takes it back.
// Without this script it is a plain table.
(() => {
  const box = document.querySelector(".rg-incidents");
  const table = box?.querySelector("table");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  const words = box.dataset;
  const COLUMNS = { title: 0, severity: 1, status: 2, component: 3, wave: 4, date: 5 };
  const CHOICES = ["status", "severity", "component", "wave", "date"];
  const RANKS = {
    severity: ["critical", "high", "medium", "low"],
    status: ["open", "mitigated", "resolved", "superseded"],
  };

  const marks = (row, name) => [...row.cells[COLUMNS[name]].querySelectorAll("[data-value]")];
  const values = new Map(
    rows.map((row) => [
      row,
      Object.fromEntries(CHOICES.map((name) => [name, marks(row, name).map((m) => m.dataset.value)])),
    ]),
  );

  // Severity and status go by rank, waves by number, dates by day, the rest by their words.
  const rank = (name, value) => {
    if (RANKS[name]) return RANKS[name].indexOf(value);
    return name === "wave" ? (value === "none" ? Infinity : Number(value)) : value;
  };
  const order = (x, y) => (typeof x === "number" ? (x === y ? 0 : x - y) : x.localeCompare(y));
  const key = (row, name) => {
    if (name === "date") return row.querySelector("time").dateTime;
    return name === "title" ? row.cells[0].textContent.trim() : rank(name, values.get(row)[name][0] ?? "");
  };

  const month = new Intl.DateTimeFormat(document.documentElement.lang, {
    year: "numeric", month: "long", timeZone: "UTC",
  });
  const named = (name, mark) =>
    name === "date" ? month.format(new Date(mark.dataset.value)) : mark.textContent;

  const element = (tag, name, ...content) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...content);
    return made;
  };
  const labelled = (label, select) => element("label", "", element("span", "", label), select);

  // The controls.
  const head = (name) => heads[COLUMNS[name]];
  const selects = {};
  const names = {}; // of each column: what its values are called
  const bar = element("div", "rg-filters");
  for (const name of CHOICES) {
    const said = new Map(rows.flatMap((row) => marks(row, name).map((m) => [m.dataset.value, named(name, m)])));
    names[name] = new Map([...said].sort(([a], [b]) => order(rank(name, a), rank(name, b))));
    const select = element("select", "");
    select.name = name;
    select.add(new Option(words.all, ""));
    for (const [value, text] of names[name]) select.add(new Option(text, value));
    selects[name] = select;
    bar.append(labelled(head(name).textContent.trim(), select));
  }
  const sorting = element("select", "");
  sorting.name = "sort";
  const orders = [["", words.urgent], ["-date", words.newest], ["date", words.oldest]];
  for (const name of ["title", "severity", "status", "component", "wave"]) {
    const text = head(name).textContent.trim();
    orders.push([name, `${text} ↑`], [`-${name}`, `${text} ↓`]);
  }
  for (const [value, text] of orders) sorting.add(new Option(text, value));
  bar.append(labelled(words.sort, sorting));
  const clear = element("button", "rg-filters__clear", words.clear);
  clear.type = "button";
  const count = element("p", "rg-filters__count");
  count.setAttribute("role", "status");

  // The state is the address; the controls and the table show it.
  const state = () => {
    const said = new URLSearchParams(location.hash.slice(1) || location.search);
    const known = Object.entries(selects).map(([name]) => [name, said.get(name) ?? ""]);
    return { ...Object.fromEntries(known), sort: said.get("sort") ?? "" };
  };
  const fits = (row, chosen, except) =>
    CHOICES.every(
      (name) => name === except || !chosen[name] || values.get(row)[name].includes(chosen[name]),
    );

  const showChoices = (chosen) => {
    for (const name of CHOICES) {
      const open = rows.filter((row) => fits(row, chosen, name));
      for (const option of selects[name].options) {
        if (!option.value) continue;
        const fitting = open.filter((row) => values.get(row)[name].includes(option.value)).length;
        option.textContent = `${names[name].get(option.value) ?? option.value} (${fitting})`;
      }
      if (chosen[name] && !names[name].has(chosen[name])) {
        names[name].set(chosen[name], chosen[name]); // an address may ask for what is not there
        selects[name].add(new Option(`${chosen[name]} (0)`, chosen[name]));
      }
      selects[name].value = chosen[name];
      selects[name].toggleAttribute("data-chosen", Boolean(chosen[name]));
    }
  };

  const sortRows = (sort) => {
    const name = sort.replace(/^-/, "");
    const way = sort.startsWith("-") ? -1 : 1;
    const known = name in COLUMNS;
    heads.forEach((each) => each.removeAttribute("aria-sort"));
    if (known) head(name).setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    const sorted = known
      ? rows.slice().sort((a, b) => way * order(key(a, name), key(b, name)))
      : rows;
    table.tBodies[0].append(...sorted);
    sorting.value = known ? sort : "";
  };

  const show = () => {
    const chosen = state();
    showChoices(chosen);
    sortRows(chosen.sort);
    for (const row of rows) row.hidden = !fits(row, chosen);
    const shown = rows.filter((row) => !row.hidden).length;
    const some = words.shown.replace("{shown}", shown).replace("{all}", rows.length);
    count.textContent = shown ? some : words.none;
    count.classList.toggle("rg-filters__none", !shown);
    table.hidden = !shown;
    clear.hidden = CHOICES.every((name) => !chosen[name]);
  };

  const choose = (changed) => {
    const said = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...state(), ...changed })) {
      if (value) said.set(name, value);
    }
    history.pushState(null, "", `#${said.size ? said : "all"}`);
    show();
  };

  for (const [name, select] of Object.entries(selects)) {
    select.addEventListener("change", () => choose({ [name]: select.value }));
  }
  sorting.addEventListener("change", () => choose({ sort: sorting.value }));
  clear.addEventListener("click", () => {
    choose(Object.fromEntries(CHOICES.map((name) => [name, ""])));
    selects.status.focus();
  });
  for (const name of Object.keys(COLUMNS)) {
    const button = element("button", "", head(name).textContent.trim());
    button.type = "button";
    head(name).replaceChildren(button);
    button.addEventListener("click", () =>
      choose({ sort: head(name).getAttribute("aria-sort") === "ascending" ? `-${name}` : name }),
    );
  }
  window.addEventListener("popstate", show);

  box.querySelector(".rg-coming")?.remove();
  box.prepend(bar, element("div", "rg-filters__line", count, clear));
  show();
})();

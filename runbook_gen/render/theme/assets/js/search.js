// The search dialog. What it reads is a script of its own, which is loaded when the dialog is first
// opened; so it costs no page anything, and works where the site is opened from a folder, too.
(() => {
  const dialog = document.querySelector(".rg-search");
  const opener = document.querySelector(".rg-find");
  if (!dialog || !opener) return;
  const field = dialog.querySelector(".rg-search__input");
  const count = dialog.querySelector(".rg-search__count");
  const list = dialog.querySelector(".rg-search__results");
  const LIMIT = 12;
  let search, loading;

  const load = () =>
    (loading ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = dialog.dataset.index;
      script.addEventListener("load", () => {
        search = globalThis.runbookSearch(globalThis.runbookIndex);
        done();
      });
      document.head.append(script);
    }));

  // The forms of a query in a text, as [from, to]; the longest first, without overlaps.
  const places = (text, forms) => {
    const folded = text.toLowerCase();
    if (folded.length !== text.length) return [];
    const found = [];
    for (const form of [...forms].sort((a, b) => b.length - a.length)) {
      for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length)) {
        const end = at + form.length;
        if (form.length > 1 && found.every(([a, b]) => end <= a || at >= b)) found.push([at, end]);
        if (found.length > 60) break;
      }
    }
    return found.sort(([a], [b]) => a - b);
  };

  // The piece of a text where most of the query stands, its words marked.
  const excerpt = (text, forms, length) => {
    const found = places(text, forms);
    const near = (start) => found.filter(([a, b]) => a >= start && b <= start + length).length;
    const from = found.reduce((best, [a]) => (near(a) > near(best) ? a : best), found[0]?.[0] ?? 0);
    const start = from < 40 ? 0 : text.lastIndexOf(" ", from - 20) + 1;
    const shown = document.createDocumentFragment();
    const far = start + length;
    const space = text.lastIndexOf(" ", far);
    const within = (end) => found.filter(([a, b]) => a >= start && b <= end);
    // It ends between words, unless its only mark stands in a word that is longer than it.
    const whole = space > start && (within(space).length || !within(far).length);
    const end = far >= text.length ? text.length : whole ? space : far;
    let at = start;
    if (start) shown.append("… ");
    for (const [a, b] of within(end)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(a, b);
      shown.append(text.slice(at, a), mark);
      at = b;
    }
    shown.append(text.slice(at, end), end < text.length ? " …" : "");
    return shown;
  };

  const part = (tag, name, ...content) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...content);
    return element;
  };

  // A result: the page, the section, what it says there; the address tells the page what to mark.
  const entry = (result, forms) => {
    const link = part("a", "rg-search__link", excerpt(result.title, forms, 200));
    const text = part("p", "rg-search__text", excerpt(result.text, forms, 150));
    if (result.section !== result.title) text.prepend(part("span", "rg-search__section", result.section));
    const item = part("li", "", link, text);
    const words = [...item.querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase());
    const marked = new URLSearchParams([...new Set(words)].map((word) => ["h", word]));
    const anchor = result.anchor && result.section !== result.title ? `#${result.anchor}` : "";
    link.href = `${dialog.dataset.root}/${result.url}?${marked}${anchor}`;
    return item;
  };

  const show = () => {
    const query = field.value.trim();
    if (!search || !query) {
      list.replaceChildren();
      count.textContent = query ? "" : dialog.dataset.empty;
      return;
    }
    const found = search(query).slice(0, LIMIT);
    const forms = globalThis.runbookSearch.forms(query, globalThis.runbookIndex);
    const { none, one, other } = dialog.dataset;
    count.textContent = [none, one][found.length] ?? other.replace("#", found.length);
    list.replaceChildren(...found.map((result) => entry(result, forms)));
    list.scrollTop = 0;
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    show();
    load().then(show);
  };

  // Arrows walk through the field and the results; Escape closes, where a field would only empty.
  const walk = (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [field, ...list.querySelectorAll("a")];
    stops[Math.max(0, stops.indexOf(document.activeElement) + step)]?.focus();
    event.preventDefault();
  };

  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  opener.hidden = false;
  opener.addEventListener("click", open);
  dialog.addEventListener("keydown", walk);
  dialog.querySelector(".rg-search__close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close(); // the backdrop, too
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  field.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    const asked = ["/", "s", "f"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    const palette = event.key === "k" && (event.ctrlKey || event.metaKey);
    if (dialog.open || event.isComposing || !(palette || (asked && !typing(event.target)))) return;
    event.preventDefault();
    open();
  });

  // Who came from a result sees its words marked on the page.
  const words = new URLSearchParams(location.search).getAll("h").map((word) => word.toLowerCase());
  const content = document.querySelector(".md-content");
  if (words.length && content && globalThis.CSS?.highlights) {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode()) {
      for (const [from, to] of places(walker.currentNode.data, words)) {
        const range = new Range();
        range.setStart(walker.currentNode, from);
        range.setEnd(walker.currentNode, to);
        ranges.push(range);
      }
    }
    CSS.highlights.set("rg-found", new Highlight(...ranges));
  }
})();

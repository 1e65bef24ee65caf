// The box on the home page: paste a log, see the incidents that its lines name. Nothing is sent.
//
// The rules and the code that tries them (log-search.js, logtext.js) are loaded when the box is
// first used.
(() => {
  "use strict";
  const box = document.querySelector(".rg-paste");
  if (!box) return;

  const LIMIT = Number(box.dataset.limit) || 3000; // milliseconds for a rule
  const PAUSE = 400; // milliseconds without a key, then it looks
  const MOST = 1_000_000; // characters that are looked at
  const TYPED = 5000; // characters: a longer text is put into the box at once
  const LINES = 4; // lines shown of an incident
  const AROUND = 90; // characters shown before and after what was found in a line
  const MOST_OF_A_LINE = 600; // characters

  const words = JSON.parse(box.dataset.words);
  const part = (name) => box.querySelector(`.rg-paste-${name}`);
  const [field, status, list, none, notes] = ["log", "status", "found", "none", "notes"].map(part);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // Pasted words and authors' words become text, never markup.
  const element = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };
  const said = (runs) => runs.map((run, n) => (n % 2 ? element("code", "", run) : run));

  // The rules that this browser can read; an old one may not know all that an expression says.
  const triable = (known) => {
    const reads = ({ regex }) => {
      try {
        return Boolean(new RegExp(regex));
      } catch {
        return false;
      }
    };
    const rules = known.rules.filter(reads);
    const not = known.rules.filter((rule) => !rules.includes(rule)).map((rule) => rule.id);
    return { ...known, rules, leftOut: [...known.leftOut, ...not] };
  };

  let loading = null;
  const script = (source) =>
    new Promise((loaded, failed) => {
      const tag = document.createElement("script");
      Object.assign(tag, { src: source, onload: loaded, onerror: failed });
      document.head.append(tag);
    });
  const load = () => {
    loading ??= Promise.all(box.dataset.scripts.split(" ").map(script))
      .then(() => triable(globalThis.runbookLogRules))
      .catch((error) => {
        loading = null;
        throw error;
      });
    return loading;
  };

  // A line of the log with what was found in it marked; of a long line, what is around that.
  const line = (number, { text, marks }) => {
    const begin = Math.max(marks[0][0] - AROUND, 0);
    const end = Math.min(marks.at(-1)[1] + AROUND, begin + MOST_OF_A_LINE, text.length);
    const go = element("button", "rg-paste-line", fill(words.line, { n: number }));
    go.type = "button";
    go.addEventListener("click", () => select(number));
    const code = element("code", "", begin ? "…" : "");
    let place = begin;
    for (const [from, to] of marks) {
      const [start, stop] = [Math.min(Math.max(from, place), end), Math.min(to, end)];
      code.append(text.slice(place, start));
      if (stop > start) code.append(element("mark", "", text.slice(start, stop)));
      place = Math.max(stop, start);
    }
    code.append(text.slice(place, end), end < text.length ? "…" : "");
    return element("div", "rg-paste-hit", go, code);
  };

  // The lines that hits mark, in order; several marks in a line are shown together.
  const marked = (hits) => {
    const lines = new Map();
    for (const { line: number, text, from, to } of hits.flatMap((hit) => hit.parts)) {
      if (!lines.has(number)) lines.set(number, { text, marks: [] });
      if (lines.get(number).text === text) lines.get(number).marks.push([from, to]);
    }
    for (const { marks } of lines.values()) marks.sort(([a], [b]) => a - b);
    return [...lines].sort(([a], [b]) => a - b).slice(0, LINES);
  };

  // Go to a line in the box.
  const select = (number) => {
    const before = field.value.split("\n").slice(0, number - 1).join("\n");
    const start = number > 1 ? before.length + 1 : 0;
    const end = field.value.indexOf("\n", start);
    field.focus();
    field.setSelectionRange(start, end < 0 ? field.value.length : end);
    field.scrollTop = (field.scrollHeight / field.value.split("\n").length) * (number - 2);
  };

  const incident = (rank, about) => {
    const some = marked(rank.hits);
    const link = element("a", "", ...said(about.title));
    link.href = about.page;
    const open = element("a", "md-button md-button--primary", words.open);
    open.href = `${about.page}#respond`;
    const sure = rank.exact ? "exact" : "heuristic";
    const found = element(
      "li",
      "",
      element("h3", "", link),
      element(
        "p",
        "rg-badges",
        element("span", `rg-badge rg-severity-${about.severity}`, words.severity[about.severity]),
        element("span", `rg-paste-${sure}`, words[sure]),
      ),
      element("p", "", ...said(about.symptom)),
      ...some.map(([number, found]) => line(number, found)),
    );
    const rest = rank.lines.size - some.filter(([number]) => rank.lines.has(number)).length;
    if (rest) found.append(element("p", "rg-paste-more", fill(words.moreLines, { n: rest })));
    if (about.steps.length) {
      const steps = about.steps.map((step) => element("li", "", ...said(step)));
      found.append(element("p", "rg-caption", words.first), element("ol", "", ...steps));
    }
    if (about.moreSteps) {
      const more = fill(words.moreSteps, { n: about.moreSteps });
      found.append(element("p", "rg-paste-more", more));
    }
    found.append(element("p", "", open));
    return found;
  };

  const clear = () => {
    list.replaceChildren();
    notes.replaceChildren();
    none.hidden = true;
    status.textContent = "";
  };

  const show = (text, known, { hits, slow }) => {
    const ranks = runbookLog.rank(hits, known.rules);
    clear();
    list.append(...ranks.map((rank) => incident(rank, known.incidents[rank.incident])));
    none.hidden = ranks.length > 0 || !slow;
    const count = { n: ranks.length, known: Object.keys(known.incidents).length, all: known.all };
    status.textContent = fill([words.none, words.one][ranks.length] ?? words.many, count);
    const names = (ids) => ({ rules: ids.join(", ") });
    const told = [
      !ranks.length && slow && fill(words.known, count),
      !slow && words.tooMuch,
      text.length > MOST && fill(words.cut, { n: MOST.toLocaleString(document.documentElement.lang) }),
      slow?.length && fill(words.slow, names(slow.map((rule) => known.rules[rule].id))),
      known.leftOut.length && fill(words.leftOut, names(known.leftOut)),
    ];
    notes.append(...told.filter(Boolean).map((note) => element("p", "", note)));
  };

  let asked = 0; // an answer to an earlier question is thrown away
  const look = async () => {
    const text = field.value;
    const question = (asked += 1);
    globalThis.runbookLogSearch?.stop();
    if (!text.trim()) return clear();
    status.textContent = words.looking;
    try {
      const known = await load();
      if (question !== asked) return undefined;
      const answer = await runbookLogSearch.seek(text.slice(0, MOST), known.rules, LIMIT);
      if (question === asked) show(text, known, answer);
    } catch {
      if (question !== asked) return undefined;
      clear();
      status.textContent = words.failed;
    }
    return undefined;
  };

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, PAUSE);
  });
  // Chromium takes minutes to insert thousands of lines in such a way that one may undo it.
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (text.length < TYPED) return;
    event.preventDefault();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  });
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  part("find").addEventListener("click", () => {
    clearTimeout(pause);
    look();
  });
  part("clear").addEventListener("click", () => {
    clearTimeout(pause);
    field.value = "";
    look();
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) part("find").click();
  });
  // A link to the box leads into it; a reader who comes back finds the answer again.
  const arrive = () => location.hash === "#paste" && field.focus({ preventScroll: true });
  addEventListener("hashchange", arrive);
  addEventListener("pageshow", () => {
    arrive();
    look();
  });
})();

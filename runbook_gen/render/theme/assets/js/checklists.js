// Boxes to tick: they keep their ticks in this browser, count them, go on paper and into a chat.
// Without this script they are boxes that forget.
(() => {
  const boxes = [...document.querySelectorAll("input[data-step]")];
  const sums = [...document.querySelectorAll(".rg-so-far")];
  const words = document.querySelector(".rg-act-words")?.dataset;
  if (!words || !(boxes.length || sums.length)) return;

  const key = (list) => `rg-ticks:${list}`;
  const ticks = (list) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key(list)));
      return new Set(Array.isArray(kept) ? kept : []);
    } catch {
      return new Set();
    }
  };
  // Whether it could be kept.
  const keep = (list, steps) => {
    try {
      if (steps.size) localStorage.setItem(key(list), JSON.stringify([...steps]));
      else localStorage.removeItem(key(list));
      return true;
    } catch {
      return false;
    }
  };
  const set = (box, ticked) => {
    const steps = ticks(box.dataset.list);
    if (ticked) steps.add(box.dataset.step);
    else steps.delete(box.dataset.step);
    box.checked = ticked;
    return keep(box.dataset.list, steps);
  };

  const button = (word) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "rg-button";
    made.textContent = word;
    return made;
  };

  const bars = [...document.querySelectorAll(".rg-bar")].map((place) => {
    const own = boxes.filter((box) => box.dataset.bar === place.dataset.bar);
    const meter = document.createElement("progress");
    const count = document.createElement("span");
    const said = document.createElement("span");
    const [copy, print, reset] = [words.copy, words.print, words.reset].map(button);
    count.className = "rg-count";
    said.className = "rg-said";
    said.setAttribute("role", "status");
    meter.max = own.length;
    const state = { own, said };

    state.show = () => {
      const done = own.filter((box) => box.checked).length;
      meter.value = done;
      meter.setAttribute("aria-label", filled(words.done, done, own.length));
      count.textContent = `${done} / ${own.length}`;
      place.classList.toggle("rg-all-done", done === own.length);
      reset.disabled = done === 0;
    };
    const calm = () => {
      reset.textContent = words.reset;
      reset.classList.remove("rg-sure");
    };
    reset.addEventListener("click", () => {
      const ticked = own.filter((box) => box.checked);
      if (!reset.classList.contains("rg-sure")) {
        reset.textContent = filled(words.sure, ticked.length, own.length);
        reset.classList.add("rg-sure");
        return;
      }
      for (const box of ticked) set(box, false);
      calm();
      own[0].focus();
      refresh();
      said.textContent = words.wasReset;
    });
    reset.addEventListener("blur", calm);
    reset.addEventListener("keydown", (event) => event.key === "Escape" && calm());
    copy.addEventListener("click", async () => {
      const copied = await toClipboard(taskList(titleOf(place), groups(own)));
      said.textContent = copied ? words.copied : words.notCopied;
    });
    print.addEventListener("click", () => onPaper(titleOf(place), groups(own)));

    place.append(meter, count, copy, print, reset, said);
    place.hidden = own.length === 0;
    return state;
  });

  const filled = (text, n, all) => text.replace("{n}", n).replace("{all}", all);

  const refresh = () => {
    const known = new Map();
    const of = (list) => known.get(list) ?? known.set(list, ticks(list)).get(list);
    for (const box of boxes) box.checked = of(box.dataset.list).has(box.dataset.step);
    for (const bar of bars) bar.show();
    for (const sum of sums) {
      const steps = sum.dataset.steps.split(" ");
      const done = steps.filter((step) => of(sum.dataset.list).has(step)).length;
      if (done) sum.textContent = `${done} / ${steps.length}`;
      else sum.textContent = sum.dataset.words ??= sum.textContent;
      sum.dataset.words ??= sum.textContent;
    }
  };

  // What a list is called, and its boxes under the headings that they stand under.
  const plain = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".headerlink").forEach((link) => link.remove());
    return copy.textContent.trim();
  };
  const titleOf = (place) => {
    const heads = [...document.querySelectorAll("article h1, article h2, article h3")];
    const before = (head) => head.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
    const nearest = heads.filter(before).at(-1);
    const first = plain(heads[0]);
    return nearest && nearest !== heads[0] ? `${first}: ${plain(nearest)}` : first;
  };
  const groups = (own) => {
    const found = [];
    let head = "";
    for (const each of document.querySelectorAll("h2, h3, .rg-phase, input[data-step]")) {
      if (!each.matches("input")) head = plain(each);
      else if (own.includes(each)) {
        if (found.at(-1)?.head !== head) found.push({ head, boxes: [] });
        found.at(-1).boxes.push(each);
      }
    }
    return found;
  };
  const labelOf = (box) => box.closest("label").querySelector("span");
  const caveatOf = (box) => {
    const said = box.closest("li").querySelectorAll(".admonition > p");
    const texts = [...said].map((p) => p.cloneNode(true));
    if (texts.length) texts[0].append(":");
    return texts;
  };
  const keepersOf = (box) => box.closest("li").querySelector(".rg-keepers");

  // Markdown, as a chat or an issue takes it.
  const markdown = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[\\*<[`]/g, "\\$&");
    if (node.matches(".rg-older")) return "";
    if (node.matches("code")) return `\`${node.textContent}\``;
    const inner = [...node.childNodes].map(markdown).join("");
    const web = node.matches("a") && node.protocol.startsWith("http"); // no paths of this machine
    return web ? `[${inner}](${node.href})` : inner;
  };
  const line = (box) => {
    const keepers = keepersOf(box);
    const said = markdown(labelOf(box)).replace(/\s+/g, " ").trim();
    const how = keepers ? ` (${markdown(keepers).replace(/\s+/g, " ").trim()})` : "";
    const caveat = caveatOf(box).map(markdown).join(" ").replace(/\s+/g, " ");
    return `- [${box.checked ? "x" : " "}] ${said}${how}${caveat && `\n  ${caveat}`}`;
  };
  const taskList = (title, parts) => {
    const texts = parts.map(({ head, boxes: of }) => `### ${head}\n\n${of.map(line).join("\n")}\n`);
    return `## ${title}\n\n${texts.join("\n")}`;
  };
  const toClipboard = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea"); // a page without https may copy so
      const focused = document.activeElement;
      field.value = text;
      document.body.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      focused?.focus();
      return copied;
    }
  };

  // One page of paper with this list alone; a tick stays a tick.
  const onPaper = (title, parts) => {
    document.querySelector(".rg-paper")?.remove();
    const paper = document.createElement("section");
    paper.className = "rg-paper md-typeset";
    const add = (tag, text, to = paper) => {
      const made = document.createElement(tag);
      made.textContent = text;
      to.append(made);
      return made;
    };
    add("h1", title);
    for (const { head, boxes: of } of parts) {
      add("h2", head);
      const list = add("ul", "");
      for (const box of of) {
        const item = add("li", "", list);
        add("span", box.checked ? "✓" : "", item).className = "rg-paper-box";
        const said = add("div", "", item);
        said.append(labelOf(box).cloneNode(true));
        const keepers = keepersOf(box);
        if (keepers) said.append(" ", keepers.cloneNode(true));
        const caveat = caveatOf(box).flatMap((p) => [...p.childNodes, " "]);
        if (caveat.length) {
          const small = add("div", "", said);
          small.className = "rg-paper-caveat";
          small.append(...caveat);
        }
      }
    }
    document.body.append(paper);
    document.body.classList.add("rg-printing");
    window.print();
  };
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("rg-printing");
    document.querySelector(".rg-paper")?.remove();
  });

  for (const box of boxes) {
    box.addEventListener("change", () => {
      const was = set(box, box.checked);
      const bar = bars.find(({ own }) => own.includes(box));
      if (was) refresh();
      else bar?.show();
      if (bar) bar.said.textContent = was ? "" : words.notKept;
    });
  }
  window.addEventListener("storage", refresh);
  window.addEventListener("pageshow", refresh);
  refresh();
})();

// The inputs of a runbook: what is entered fills <NAME> in every command of the page. It stays in
// this tab. Without this script the page names the values, and the reader puts them in.
(() => {
  const marks = [...document.querySelectorAll(".rg-input")];
  const words = document.querySelector(".rg-act-words")?.dataset;
  if (!marks.length || !words) return;

  // What no shell takes for anything but a part of a word, quoted or not, and no tool for an option.
  const SAFE = /^[A-Za-z0-9._/][A-Za-z0-9._/:@+=-]*$/;
  const KEY = `rg-inputs:${marks[0].dataset.list}`;

  const kept = () => {
    try {
      const values = JSON.parse(sessionStorage.getItem(KEY));
      return values && typeof values === "object" ? values : {};
    } catch {
      return {};
    }
  };
  const keep = (values) => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(values));
    } catch {
      // Nothing is kept where storage is switched off; the fields work all the same.
    }
  };

  // The text node and offset at which the character at `position` of an element stands.
  const at = (element, position, end) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let left = position;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.length || (end && left === node.length)) return [node, left];
      left -= node.length;
    }
    return null;
  };

  // Each <NAME> becomes one element, however the highlighting has cut it up.
  const slotsOf = (name) => {
    const sought = `<${name}>`;
    const slots = [];
    for (const code of document.querySelectorAll(".rg-run code")) {
      let from = code.textContent.indexOf(sought);
      while (from >= 0) {
        const range = document.createRange();
        range.setStart(...at(code, from, false));
        range.setEnd(...at(code, from + sought.length, true));
        range.extractContents();
        const slot = document.createElement("span");
        slot.className = "rg-slot";
        slot.textContent = sought;
        range.insertNode(slot);
        slots.push(slot);
        from = code.textContent.indexOf(sought, from + sought.length);
      }
    }
    return slots;
  };

  const fields = [];
  const stored = kept();
  const save = () => {
    const filled = fields.filter(({ field }) => field.value && SAFE.test(field.value.trim()));
    keep(Object.fromEntries(filled.map(({ name, field }) => [name, field.value.trim()])));
  };

  for (const mark of marks) {
    const name = mark.dataset.input;
    const slots = slotsOf(name);
    if ("secret" in mark.dataset) continue;
    const item = mark.closest("li");
    const described = mark.nextElementSibling;
    const label = document.createElement("label");
    const field = document.createElement("input");
    const said = document.createElement("span");
    field.id = `rg-input-${name}`;
    described.id = `${field.id}-about`;
    said.id = `${field.id}-said`;
    said.className = "rg-said";
    said.setAttribute("role", "status");
    label.htmlFor = field.id;
    label.append(...mark.childNodes);
    Object.assign(field, { type: "text", autocomplete: "off", spellcheck: false, maxLength: 300 });
    field.autocapitalize = "none";
    field.setAttribute("aria-describedby", `${described.id} ${said.id}`);
    const fill = () => {
      const value = field.value.trim();
      const safe = SAFE.test(value);
      const bad = value !== "" && !safe;
      for (const slot of slots) {
        slot.textContent = safe ? value : `<${name}>`;
        slot.classList.toggle("rg-filled", safe);
      }
      field.setAttribute("aria-invalid", String(bad));
      const done = safe ? words.filled.replace("{n}", slots.length) : "";
      said.textContent = bad ? words.refused : done;
    };
    field.addEventListener("input", () => {
      fill();
      save();
    });
    if (typeof stored[name] === "string") field.value = stored[name];
    mark.replaceChildren(label, field);
    item.classList.add("rg-field");
    item.append(said);
    fields.push({ name, field, fill });
    fill();
  }

  if (fields.length) {
    // On a phone, many fields fold, so that the first step is in sight.
    const list = marks[0].closest("ul");
    const note = document.querySelector(".rg-input-note");
    const fold = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = list.previousElementSibling.textContent;
    fold.className = "rg-inputs";
    fold.open = fields.length < 3 || window.innerWidth > 720;
    list.previousElementSibling.replaceWith(fold);
    fold.append(summary, list, note);

    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "rg-button";
    clear.textContent = words.clear;
    clear.addEventListener("click", () => {
      for (const each of fields) {
        each.field.value = "";
        each.fill();
      }
      save();
      fields[0].field.focus();
    });
    note.append(" ", clear);
  }

  // A command that is copied half filled in says so.
  document.addEventListener("click", (event) => {
    const block = event.target.closest("button") && event.target.closest(".rg-run");
    if (!block) return;
    const empty = [...block.querySelectorAll(".rg-slot:not(.rg-filled)")].map((s) => s.textContent);
    let note = block.nextElementSibling?.matches(".rg-missing") ? block.nextElementSibling : null;
    if (!note && !empty.length) return;
    if (!note) {
      note = document.createElement("p");
      note.className = "rg-note rg-missing";
      note.setAttribute("role", "status");
      block.after(note);
    }
    note.hidden = !empty.length;
    note.textContent = words.open.replace("{names}", [...new Set(empty)].join(", "));
  });
})();

// Which log rules fire on a text, and on which lines: what `runbook-gen match` does, in a browser.
// It says in JavaScript what engine/logtext.py, engine/signature.py and match/ranking.py say in
// Python; tests/site/test_paste.py holds both to the same answers.
//
// Pages load this file as a script; as a worker it answers messages, so that an expression that
// hangs can be stopped. It is one function, so that a page opened from a folder, which may not
// start a worker from a file, can start one from `source`.
(function logtext(scope) {
  "use strict";

  const REACH = 6; // lines: how far a wrapped message is followed
  const PIECE = 16000; // bytes: a longer line is read as several of this length
  const SHOWN = 3; // hits of a rule whose words are kept, to be shown

  // Python's \w and \d know all scripts; JavaScript's know ASCII only.
  const W = "\\p{L}\\p{N}_";
  const D = "\\p{Nd}";
  const ANSI = /\x1b\[[0-?]*[ -\/]*[@-~]|\x1b\][^\x07\x1b]{0,1000}(?:\x07|\x1b\\)?|\x1b[@-_]/gu;
  // What stands before the words: quotes, boxes, table cells, prefixes of log collectors, times.
  const FRAME = new RegExp(
    "^[ \\t]*(?:" +
      [
        "(?:&gt;|[>│┃║|╷╵╭╰┌└├])[ \\t]?",
        `\\[pod/[${W}./\\-]{1,200}\\](?:[ \\t]|$)`,
        `${D}{4}-${D}${D}-${D}${D}[T ]${D}${D}:${D}${D}:${D}${D}(?:[.,]${D}{1,9})?` +
          `(?:Z|[+\\-]${D}${D}:?${D}${D})?(?:[ \\t]|$)`,
        "(?:stdout|stderr) [FP](?:[ \\t]|$)",
        `[A-Z][a-z]{2} [ ${D}]${D} ${D}${D}:${D}${D}:${D}${D} [${W}.\\-]{1,100} ` +
          `[${W}.@\\-]{1,100}\\[${D}{1,9}\\]:(?:[ \\t]|$)`,
        `[A-Za-z][${W}.\\-]{0,100}-${D}{1,3}[ \\t]+\\|(?:[ \\t]|$)`,
        "##\\[(?:error|warning|debug|group|command|section)\\]",
      ].join("|") +
      ")",
    "u",
  );
  const BEHIND = /[ \t]*[│┃║|][ \t]*$/u;
  const ESCAPE = /\\+(?:(["'/`])|([nrt])|u([0-9a-fA-F]{4}))/g;
  const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
  const SPACE = new Set(
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006" +
      "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
  ); // Python's; that of `trim` is another

  function stripped(text) {
    let [start, end] = [0, text.length];
    while (start < end && SPACE.has(text[start])) start += 1;
    while (start < end && SPACE.has(text[end - 1])) end -= 1;
    return text.slice(start, end);
  }

  // The words of a pasted line: colours, frames and the end of the line taken off.
  function words(line) {
    let text = stripped(line.replace(ANSI, ""));
    let framed = false;
    for (let match; (match = FRAME.exec(text)); ) {
      framed ||= "│┃║|".includes(stripped(match[0]).slice(-1));
      text = stripped(text.slice(match[0].length));
    }
    return framed ? stripped(text.replace(BEHIND, "")) : text;
  }

  // A text without the escapes of JSON and shells: quotes bare, line ends and tabs as spaces.
  function unescaped(text) {
    const bare = text.replace(ESCAPE, (_, quote, space, code) =>
      quote || (space ? " " : String.fromCharCode(parseInt(code, 16))),
    );
    return bare.replace(HALF, "\ufffd");
  }

  // The lines of a text, very long ones in pieces; each knows its number, from 1.
  function* lines(text) {
    let number = 0;
    for (const line of text.split("\n")) {
      number += 1;
      for (const piece of line.length * 3 > PIECE ? pieces(line) : [line]) {
        yield { number, text: piece.replace(/\r+$/, "") };
      }
    }
  }

  function* pieces(line) {
    const bytes = new TextEncoder().encode(line);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for (let at = 0; at < Math.max(bytes.length, 1); at += PIECE) {
      yield decoder.decode(bytes.subarray(at, at + PIECE));
    }
  }

  // Everything to try a rule on: each line alone, then joined with those before. A wrapped message
  // is joined with a space, as editors wrap, and without one, as terminals cut.
  function* views(said) {
    const window = [];
    for (const line of said) {
      const own = words(line.text);
      if (!own) continue;
      yield { text: own, lines: [line], starts: [0], glue: "" };
      if (own.includes("\\")) {
        const bare = unescaped(own);
        if (bare !== own) yield { text: bare, lines: [line], starts: [0], glue: "" };
      }
      if (window.length) {
        const parts = [...window, [line, own]];
        yield joined(parts, " ");
        yield joined(parts, "");
      }
      window.push([line, own]);
      if (window.length === REACH) window.shift();
    }
  }

  function joined(parts, glue) {
    const starts = [];
    let position = 0;
    for (const [, own] of parts) {
      starts.push(position);
      position += own.length + glue.length;
    }
    const text = parts.map(([, own]) => own).join(glue);
    return { text, lines: parts.map(([line]) => line), starts, glue };
  }

  // Which of a view's lines the character at `position` stands in, counted from 0.
  function lineAt(view, position) {
    let index = view.starts.length - 1;
    while (view.starts[index] > position) index -= 1;
    return index;
  }

  const same = (a, b) => a === b || (a.number === b.number && a.text === b.text);

  // Where a rule begins in a view; nothing if a view of fewer lines tells it as well.
  function begins(regex, view) {
    regex.lastIndex = 0;
    for (let found; (found = regex.exec(view.text)); ) {
      const [start, end] = [found.index, found.index + found[0].length];
      const [first, last] = [lineAt(view, start), lineAt(view, end)];
      const final = view.lines.length - 1;
      const ends = same(view.lines[last], view.lines[final]);
      if (!final || (ends && !same(view.lines[first], view.lines[last]))) {
        return { first, last, start, end };
      }
      if (start === end) regex.lastIndex += 1;
    }
    return null;
  }

  // The words of the lines that a rule was found in, and from where to where in each it was.
  function shown(view, { first, last, start, end }) {
    const parts = [];
    for (let index = first; index <= last; index += 1) {
      const begin = view.starts[index];
      const next = view.starts[index + 1];
      const text = view.text.slice(begin, next === undefined ? undefined : next - view.glue.length);
      const inside = (place) => Math.min(Math.max(place - begin, 0), text.length);
      parts.push({ line: view.lines[index].number, text, from: inside(start), to: inside(end) });
    }
    return parts;
  }

  // Each line on which a rule is found, once, as { line, view, parts }. Between two views it
  // yields nothing now and then, so that whoever asks can look at the clock.
  function* hits(expr, all) {
    const regex = new RegExp(expr, "g");
    const told = new Set();
    for (const [order, view] of all.entries()) {
      if (order % 32 === 31) yield null;
      const places = view.lines.length > 1 ? view.lines.slice(0, -1) : view.lines;
      if (told.size && places.every((line) => told.has(line.number))) continue;
      const found = begins(regex, view);
      const line = found && view.lines[found.first].number;
      if (!found || told.has(line)) continue;
      told.add(line);
      yield { line, view: order, parts: told.size > SHOWN ? [] : shown(view, found) };
    }
  }

  // The incidents that hits point to, the likeliest first. A hit is what `hits` yields, with the
  // index of its rule. An exact one weighs more than any number of others, several rules more than
  // one, and of the rest the incident that the log names first: causes come before their effects.
  function rank(found, rules) {
    const ranks = new Map();
    for (const hit of found.slice().sort((a, b) => a.view - b.view || a.rule - b.rule)) {
      const { incident, confidence } = rules[hit.rule];
      if (!ranks.has(incident)) {
        ranks.set(incident, { incident, exact: false, rules: new Set(), lines: new Set(), hits: [] });
      }
      const rank = ranks.get(incident);
      rank.exact ||= confidence === "exact";
      rank.rules.add(hit.rule);
      rank.lines.add(hit.line);
      rank.hits.push(hit);
    }
    return [...ranks.values()].sort(
      (a, b) => b.exact - a.exact || b.rules.size - a.rules.size || b.lines.size - a.lines.size,
    );
  }

  const prepared = (text) => [...views(lines(text))];
  scope.runbookLog = { prepared, hits, rank, words, unescaped, source: `(${logtext})(self);` };

  // As a worker: a message { text, regexes, from } is answered once for the text (-1) and once for
  // each rule from that one on.
  if (typeof WorkerGlobalScope !== "undefined" && scope instanceof WorkerGlobalScope) {
    scope.onmessage = ({ data: { text, regexes, from } }) => {
      const all = prepared(text);
      scope.postMessage({ rule: -1, found: [] });
      for (let rule = from; rule < regexes.length; rule += 1) {
        scope.postMessage({ rule, found: [...hits(regexes[rule], all)].filter(Boolean) });
      }
    };
  }
})(globalThis);

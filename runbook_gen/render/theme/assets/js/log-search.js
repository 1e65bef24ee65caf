// Log rules tried on a text without hanging the page: in a worker, which is stopped where a rule
// takes too long; where a browser allows no worker, here, a few milliseconds at a time.
(() => {
  "use strict";
  const SLICE = 12; // milliseconds at a time without a worker
  const engine = new URL("logtext.js", document.currentScript.src);

  // A worker that is asked once; a page in a folder may start one from text only.
  const worker = () => {
    if (location.protocol !== "file:") return new Worker(engine);
    const address = URL.createObjectURL(new Blob([runbookLog.source], { type: "text/javascript" }));
    const started = new Worker(address);
    URL.revokeObjectURL(address);
    return started;
  };

  let stop = () => {}; // ends the search that is under way

  // Rules from `from` on, tried in a worker; where one takes too long, the others in another.
  const inWorker = (text, regexes, tell, limit) =>
    new Promise((done, refused) => {
      let running, clock;
      const slow = [];
      const end = () => {
        clearTimeout(clock);
        running?.terminate();
      };
      const begin = (from) => {
        let next = from - 1; // what is being tried: a rule, or before it the text itself
        const wait = () => {
          clearTimeout(clock);
          clock = setTimeout(() => {
            end();
            if (next >= from) slow.push(next);
            if (next < from || next + 1 >= regexes.length) done(next < from ? null : slow);
            else begin(next + 1);
          }, limit);
        };
        running = worker();
        running.onmessage = ({ data: { rule, found } }) => {
          tell(rule, found);
          next = Math.max(rule + 1, from);
          if (next < regexes.length) return wait();
          end();
          return done(slow);
        };
        running.onerror = (event) => {
          event.preventDefault();
          end();
          refused(event);
        };
        wait();
        running.postMessage({ text, regexes, from });
      };
      stop = end;
      begin(0);
    });

  // The same without a worker.
  const inSlices = async (text, regexes, tell, limit) => {
    let stopped = false;
    stop = () => (stopped = true);
    const all = runbookLog.prepared(text);
    const slow = [];
    let slice = performance.now();
    for (const [rule, regex] of regexes.entries()) {
      const begun = performance.now();
      const found = [];
      for (const hit of runbookLog.hits(regex, all)) {
        if (hit) found.push(hit);
        if (performance.now() - slice < SLICE) continue;
        await new Promise((rest) => setTimeout(rest));
        if (stopped) return new Promise(() => {});
        slice = performance.now();
        if (slice - begun > limit) {
          slow.push(rule);
          break;
        }
      }
      tell(rule, found);
    }
    return slow;
  };

  // The hits of rules on a text, and which rules were stopped; null for those if all were.
  const seek = async (text, rules, limit) => {
    let hits = [];
    const regexes = rules.map((rule) => rule.regex);
    const tell = (rule, found) => found.forEach((hit) => hits.push({ ...hit, rule }));
    try {
      return { slow: await inWorker(text, regexes, tell, limit), hits };
    } catch {
      hits = [];
      return { slow: await inSlices(text, regexes, tell, limit), hits };
    }
  };

  globalThis.runbookLogSearch = { seek, stop: () => stop() };
})();

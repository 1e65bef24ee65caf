// Finds pages by words, parts of words and pieces of logs. It knows nothing of the page it runs on:
// `runbookSearch(index)` returns a function from a query to pages, best first.
//
// The index is the pages' text itself, and a query is looked up in it letter by letter. So a Korean
// word is found inside a compound, an error inside its line, and there is nothing to build first.
(() => {
  const LATIN = /[a-z0-9]/;
  // Japanese and Chinese put no spaces between words: what is typed is taken apart, as compounds are.
  const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々";
  const ONE_SCRIPT = new RegExp(`\\p{Script=Hangul}+|[${UNSPACED}]+|[^\\p{Script=Hangul}${UNSPACED}]+`, "gu");
  const COMPOUND = new RegExp(`^[\\p{Script=Hangul}${UNSPACED}]`, "u");
  const fold = (text) => text.normalize("NFC").toLowerCase();
  const tight = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "");

  // What a Korean noun ends in: particles, and the endings of verbs made of nouns. Longest first.
  const ENDINGS = new RegExp(
    "(?:되었습니다|했습니다|되었다|하였다|됐어요|했어요|인가요|이라고|이라는|에서는|으로는|에게서|되지|하지|하는|되는|해서|돼서|" +
      "됐다|했다|된다|한다|됐음|했음|이다|라고|라는|에서|에게|까지|부터|으로|처럼|보다|이나|마다|들이|들을|들은|들의|" +
      "됨|함|이|가|을|를|은|는|의|에|와|과|도|로|들|만|나|서)$",
  );
  const STOP = new Set(
    ("a an and are as at be by can for from has have how i in is it its my not of on or that the this " +
      "to was were what when where which why will with 수 것 때 왜 좀 안 못 계속 자꾸").split(" "),
  );

  // Words of one script each: "alb컨트롤러가" is two. Signs inside a word stay: 10.96.0.1:443.
  const split = (query) =>
    fold(query)
      .split(/[\s"'`()[\]{}<>,;=|“”‘’]+/u)
      .flatMap((word) => word.match(ONE_SCRIPT) ?? [])
      .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""))
      .filter((word) => word && !STOP.has(word));

  // The part of an English word that its forms share: policies, policy; blocking, blocked.
  const stem = (word) => {
    if (!/^[a-z]{5,}$/.test(word)) return word;
    const cut = word.replace(/(?:ies|ied|ying|y)$/, "").replace(/(?:ations?|ings?|ed|es|s|e)$/, "");
    return cut.length > 3 ? cut.replace(/([^aeiouls])\1$/, "$1") : word;
  };

  // How well `needle` is in `text`: at a word's start better than inside; 0 where it is not.
  const within = (text, needle, inside) => {
    let best = 0;
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      const begins = !LATIN.test(needle[0]) || !at || !LATIN.test(text[at - 1]);
      const after = text[at + needle.length];
      const ends = !after || !LATIN.test(needle.at(-1)) || !LATIN.test(after);
      if (begins && ends) return 1;
      best = Math.max(best, begins ? 0.8 : inside);
    }
    return best;
  };

  // A word and what stands for it: [what to look for, how much it counts, in the tight text?].
  const variants = (word, sounds) => {
    const found = [[word, 1, false]];
    const hangul = /^\p{Script=Hangul}/u.test(word);
    const root = hangul ? word.replace(ENDINGS, "") : stem(word);
    if (root !== word && root.length > 1) found.push([root, hangul ? 0.95 : 0.8, false]);
    for (const form of hangul ? [word, root] : []) {
      if (form.length > 2) found.push([form, 0.9, true]);
    }
    for (const said of sounds.get(root) ?? sounds.get(word) ?? []) found.push([said, 0.9, false]);
    return found;
  };

  const heard = (lists) => {
    const sounds = new Map();
    for (const list of lists) {
      for (const form of list) sounds.set(form, list.filter((other) => other !== form));
    }
    return sounds;
  };

  const read = (index) =>
    index.pages.map((page) => {
      const parts = page.sections.map(([anchor, title, text, also = ""], number) => {
        const [head, body] = [fold(title), fold(`${text} ${also}`)];
        return { anchor, title, text, head, body, tightHead: tight(head), tightBody: tight(body),
          lead: number < 2 ? 1.15 : 1 }; // a page opens with what was seen
      });
      const all = parts.map((part) => `${part.head}\n${part.body}`).join("\n");
      const tightAll = parts.map((part) => `${part.tightHead}\n${part.tightBody}`).join("\n");
      return { ...page, parts, all, tightAll };
    });

  // What a section gives for a word: the best of its variants, more in a title.
  const given = (part, forms) => {
    let best = 0;
    for (const [form, counts, isTight] of forms) {
      if (part.tightHead === form) return 3; // it is what the section is called
      const inside = form.length < 3 && LATIN.test(form) ? 0 : 0.45;
      const head = within(isTight ? part.tightHead : part.head, form, inside);
      const body = within(isTight ? part.tightBody : part.body, form, inside);
      best = Math.max(best, counts * Math.max(head * 1.5, body * part.lead));
    }
    return best;
  };

  // A compound that is nowhere is taken apart into the longest pieces that are somewhere.
  const pieces = (word, exists) => {
    const found = [];
    for (let from = 0; from < word.length - 1; ) {
      let to = Math.min(word.length, from + 12);
      while (to - from > 1 && !exists(word.slice(from, to))) to -= 1;
      if (to - from > 1) found.push(word.slice(from, to));
      from = to - from > 1 ? to : from + 1;
    }
    return found;
  };

  globalThis.runbookSearch = (index) => {
    const pages = read(index);
    const sounds = heard(index.sounds);
    const everywhere = pages.flatMap((page) => page.parts);

    const look = (forms, weight) => {
      const scores = pages.map((page) => {
        const here = forms.filter(([form, , isTight]) => page[isTight ? "tightAll" : "all"].includes(form));
        return page.parts.map((part) => (here.length ? given(part, here) : 0));
      });
      const hits = scores.filter((parts) => parts.some(Boolean)).length;
      return { scores, hits, weight: weight * Math.log(1 + (pages.length - hits + 0.5) / (hits + 0.5)) };
    };

    const lookWord = (word) => {
      const known = look(variants(word, sounds), 1);
      if (known.hits || word.length < 3) return [known];
      if (COMPOUND.test(word)) {
        const somewhere = (piece) => everywhere.some((p) => p.tightHead.includes(piece) || p.tightBody.includes(piece));
        const exists = (piece) => sounds.has(piece) || somewhere(piece);
        return pieces(word.replace(ENDINGS, ""), exists).map((piece) => look(variants(piece, sounds), 0.7));
      }
      const parts = word.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2 && part !== word);
      return parts.map((part) => look(variants(part, sounds), 0.6));
    };

    // Neighbours count once more where they stand together, with or without a space.
    const lookPair = (word, next) => look([[tight(word + next), 1, true]], 0.6);

    return (query) => {
      const words = split(query).slice(0, 40);
      const looked = words.flatMap(lookWord);
      words.slice(1).forEach((word, number) => looked.push(lookPair(words[number], word)));
      const found = looked.filter((each) => each.hits);
      const results = pages
        .map((page, number) => {
          const sums = page.parts.map((_, part) =>
            found.reduce((sum, each) => sum + each.weight * each.scores[number][part], 0),
          );
          const score = found.reduce((sum, each) => {
            const scores = each.scores[number];
            const often = scores.filter(Boolean).length;
            return sum + each.weight * (Math.max(...scores) + 0.06 * Math.min(often, 5));
          }, 0);
          const best = Math.max(...sums);
          return { page, score: page.weight * (score + best), part: page.parts[sums.indexOf(best)] };
        })
        .sort((a, b) => b.score - a.score);
      return results
        .filter(({ score }) => score > 0.2 * results[0].score) // the rest only happens to share a word
        .map(({ page, part }) => ({
          url: page.url,
          title: page.sections[0][1],
          anchor: part.anchor,
          section: part.title,
          text: part.text || page.parts[page.parts.indexOf(part) + 1]?.text || "", // a title: what follows
        }));
    };
  };

  // The words of a query in the forms in which a text may hold them; to mark them.
  globalThis.runbookSearch.forms = (query, index) => {
    const sounds = heard(index.sounds);
    return split(query).flatMap((word) => variants(word, sounds).map(([form]) => form));
  };
})();

// What is pasted into the search is a log line: the marks that the search would take for commands
// (quotes, colons, signs) become spaces.
document.addEventListener("paste", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.matches(".md-search__input")) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text");
  const bare = text.replace(/["'`()[\]{}<>,;:=|+*^~\\]+|\s-|-\s/g, " ");
  const words = bare.split(/\s+/).filter((word) => word.length > 2); // "a" would match everything
  field.setRangeText(words.join(" "), field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
});

// Light or dark as the reader chose it, before the page is drawn.
(() => {
  const chosen = __md_get("__palette")?.color;
  for (const [key, value] of Object.entries(chosen ?? {})) {
    document.body.setAttribute(`data-md-color-${key}`, value);
  }
})();

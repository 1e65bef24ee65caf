// What the theme leaves out for those who use a keyboard or a screen reader. It draws copy buttons
// and tables' scroll boxes after the page has loaded, so it is watched for them.
(() => {
  const mend = () => {
    // A nav for every copy button would be a landmark for every command.
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
      nav.setAttribute("role", "presentation");
    }
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
      box.tabIndex = 0;
    }
  };
  mend();
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
})();

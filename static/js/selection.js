// The words marked in an article go along to the page that makes a deal of them.
"use strict";
(() => {
  const link = document.querySelector("[data-from-selection]");
  const text = document.querySelector(".desk-text");
  if (!link || !text) return;
  const address = link.href;
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const isInside = chosen && chosen.rangeCount && text.contains(chosen.getRangeAt(0).commonAncestorContainer);
    const quote = isInside ? chosen.toString().trim() : "";
    // A click on the link ends the selection in some browsers, so the last words that were marked stay in the address.
    if (quote) link.href = `${address}?quote=${encodeURIComponent(quote.slice(0, 3000))}`;
  });
})();

// Sets the chosen theme before the first paint, and says what scripts will be able to do, so that room is kept for it.
// The choice lives in localStorage: no cookie, nothing sent.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  if (navigator.clipboard) root.classList.add("can-copy");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage may be refused; the system's preference then decides.
  }
})();

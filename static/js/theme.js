// Sets the chosen theme before the first paint. The choice lives in localStorage: no cookie, nothing sent.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage may be refused; the system's preference then decides.
  }
})();

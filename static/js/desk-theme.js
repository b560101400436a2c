// The theme before the first paint: the desk's own choice, else the public pages' choice, else the system's.
(() => {
  "use strict";
  const root = document.documentElement;
  let chosen = "auto";
  try {
    const own = JSON.parse(localStorage.getItem("adminTheme") ?? "null");
    chosen = own ?? localStorage.getItem("theme") ?? "auto";
    if (own === null && chosen !== "auto") localStorage.setItem("adminTheme", JSON.stringify(chosen));
  } catch {
    // Storage may be refused; the system's preference then decides.
  }
  const isDark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.classList.add("js", isDark ? "dark" : "light");
})();

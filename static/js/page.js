// Theme switch, keyboard and copying. Every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const prefersDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = () => root.dataset.theme || (prefersDark() ? "dark" : "light");

  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    const show = () => button.setAttribute("aria-pressed", String(theme() === "dark"));
    button.addEventListener("click", () => {
      root.dataset.theme = theme() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // Not kept: the choice then lasts for this page.
      }
      show();
      document.dispatchEvent(new CustomEvent("themechange"));
    });
    show();
  }

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row] a[data-row-link]")];
  const step = (by) => {
    const links = rows();
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element) || isTyping(event.target)) return;
    if (event.key === "/") {
      const field = document.querySelector("[data-search]");
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
      const label = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 1600);
    });
  }

  // A form that says nothing adds nothing to the address.
  for (const form of document.querySelectorAll("form[data-lean]")) {
    form.addEventListener("formdata", (event) => {
      for (const key of new Set(event.formData.keys())) {
        const values = event.formData.getAll(key).filter((value) => value !== "");
        event.formData.delete(key);
        for (const value of values) event.formData.append(key, value);
      }
    });
  }
})();

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

  // The page that one is on stands in view where the navigation is wider than the screen.
  document.querySelector(".site-nav [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row] a[data-row-link]")];
  const step = (by) => {
    const links = rows();
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))].focus();
  };
  // Shortcuts of a single key can be switched off (WCAG 2.1.4); the choice stays in this browser.
  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  let hasKeys = remembered("keys") !== "off";
  const help = document.getElementById("help");
  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.checked = hasKeys;
    box.addEventListener("change", () => {
      hasKeys = box.checked;
      try {
        localStorage.setItem("keys", hasKeys ? "on" : "off");
      } catch {
        // Not kept: the choice then lasts for this page.
      }
    });
  }
  for (const item of document.querySelectorAll("[data-help-open]")) {
    item.hidden = false;
    item.querySelector("button").addEventListener("click", () => help.showModal());
  }

  const pages = { o: "overview", d: "deals", c: "cities", s: "sectors", t: "timeline" };
  const goTo = (key) => document.querySelector(`[data-page="${pages[key]}"]`)?.click();
  const openFilters = () => {
    const form = document.querySelector(".filter-form");
    if (!form) return;
    form.open = true;
    form.querySelector("input:not([type=hidden]), select").focus();
  };
  const toSearch = () => {
    const field = document.querySelector("[data-search]");
    field?.focus();
    field?.select();
  };
  const openRow = () => document.activeElement.matches("[data-row-link]") && document.activeElement.click();
  const shortcuts = {
    "/": toSearch,
    "?": () => help.showModal(),
    j: () => step(1),
    k: () => step(-1),
    o: openRow,
    f: openFilters,
  };
  let wentAt = 0;
  document.addEventListener("keydown", (event) => {
    if (!hasKeys || help?.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!(event.target instanceof Element) || isTyping(event.target)) return;
    const isSecond = wentAt && event.timeStamp - wentAt < 1200;
    wentAt = event.key === "g" && !isSecond ? event.timeStamp : 0;
    if (isSecond && event.key in pages) {
      event.preventDefault();
      goTo(event.key);
    } else if (!isSecond && Object.hasOwn(shortcuts, event.key)) {
      event.preventDefault();
      shortcuts[event.key]();
    }
  });

  const showCopyButtons = () => {
    for (const button of document.querySelectorAll("[data-copy], [data-copy-from]")) button.hidden = !navigator.clipboard;
  };
  showCopyButtons();
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-copy-from]");
    if (!button) return;
    const { copy, copyFrom } = button.dataset;
    const text = copyFrom ? document.getElementById(copyFrom).textContent : new URL(copy, location.href).href;
    await navigator.clipboard.writeText(text.trim());
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 1600);
  });

  // On an article's page a field and its quote belong together: pointing at one marks the other.
  const tie = (event) => {
    const at = event.target.closest?.("[data-proves], [data-proof]");
    for (const tied of document.querySelectorAll(".is-tied")) tied.classList.remove("is-tied");
    for (const key of (at?.dataset.proves ?? at?.dataset.proof ?? "").split(" ").filter(Boolean)) {
      const others = at.dataset.proves ? `[data-proof~="${key}"]` : `[data-proves="${key}"]`;
      for (const other of document.querySelectorAll(others)) other.classList.add("is-tied");
    }
  };
  if (document.querySelector("[data-proves]")) {
    document.addEventListener("mouseover", tie);
    document.addEventListener("focusin", tie);
  }

  // A form that says nothing adds nothing to the address.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[data-lean]")) return;
    for (const key of new Set(event.formData.keys())) {
      const values = event.formData.getAll(key).filter((value) => value !== "");
      event.formData.delete(key);
      for (const value of values) event.formData.append(key, value);
    }
  });

  // Filters replace the content of the page; whatever goes wrong there becomes a plain visit of the address.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "main") return;
    showCopyButtons();
    document.getElementById("main").focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("contentchange"));
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  }
})();

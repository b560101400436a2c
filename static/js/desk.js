// What Unfold's templates ask of Alpine, for Alpine's build without eval: its parser knows no globals, no statements
// and no assignment to elements, so the components are given by name, and the few expressions that it cannot read
// are said in other words before it reads them.
"use strict";
document.addEventListener("alpine:init", () => {
  // From here on the theme is Alpine's, which takes away only what it has set itself; desk-theme.js set it until now.
  document.documentElement.classList.remove("dark", "light");
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: nothing is kept */ } },
  };

  // Keys without a modifier may be switched off in the account menu (WCAG 2.1.4); the review queue heeds the same word.
  const KEYS_OFF = "gba-review-keys-off";
  const areKeysOff = () => store.get(KEYS_OFF) === "1";
  const unlessOff = (component) => ({
    ...component,
    applyShortcut(event) { if (!areKeysOff() && !event.ctrlKey && !event.altKey && !event.metaKey) component.applyShortcut.call(this, event); },
  });
  const keys = document.querySelector("[data-keys-switch]");
  const tellKeys = () => keys.setAttribute("aria-checked", String(!areKeysOff()));
  if (keys) tellKeys();
  keys?.addEventListener("click", () => {
    store.set(KEYS_OFF, areKeysOff() ? "0" : "1");
    tellKeys();
    const box = document.querySelector("[data-keys-off]");
    if (box) box.checked = areKeysOff();
  });

  const IN_OTHER_WORDS = {
    "sidebarDesktopOpen = !sidebarDesktopOpen; localStorage.setItem('sidebarDesktopOpen', sidebarDesktopOpen ? '1' : '0');":
      "toggleSidebar()",
    "activeTab && activeTab !== 'general' ? window.location.pathname + window.location.search + '#' + activeTab : window.location.pathname + window.location.search":
      "addressOfTab(activeTab)",
    "'width: ' + changeListWidth + 'px'": "{width: changeListWidth + 'px'}",
    "openSearchResults = true; currentIndex = 0": "enterSearch()",
    "openSearchResults = true;": "openSearchResults = true",
    "openSearchResults = false; if ($refs.searchInput.value === '') { $refs.searchInput.blur() } else { $refs.searchInput.value = '' }":
      "leaveSearch()",
    "if (!$event.metaKey && !$event.ctrlKey) selectItem(true, false)":
      "!$event.metaKey && !$event.ctrlKey && selectItem(true, false)",
    "if (!$event.metaKey && !$event.ctrlKey) selectItem(false, false)":
      "!$event.metaKey && !$event.ctrlKey && selectItem(false, false)",
    "toggleFavorite($event, index);": "toggleFavorite($event, index)",
    "removeFromHistory($event, index);": "removeFromHistory($event, index)",
  };
  Alpine.mapAttributes(({ name, value }) => ({ name, value: IN_OTHER_WORDS[value] ?? value }));

  Alpine.data("theme", () => theme("auto"));
  Alpine.data("desk", () => ({
    activeTab: "",
    // Unfold asks for it on links that open nothing.
    actionDropdownOpen: false,
    sidebarMobileOpen: false,
    sidebarDesktopOpen: store.get("sidebarDesktopOpen") !== "0",
    init() { this.activeTab = getCurrentTab() || this.$el.dataset.tab; },
    toggleSidebar() {
      this.sidebarDesktopOpen = !this.sidebarDesktopOpen;
      store.set("sidebarDesktopOpen", this.sidebarDesktopOpen ? "1" : "0");
    },
    addressOfTab(tab) {
      const here = location.pathname + location.search;
      return tab && tab !== "general" ? `${here}#${tab}` : here;
    },
    moveRecords: (event) => moveRecords(event),
    sortRecords: (event) => sortRecords(event),
  }));
  Alpine.data("searchForm", () => unlessOff(searchForm()));
  Alpine.data("searchDropdown", () => ({
    ...unlessOff(searchDropdown()),
    enterSearch() { this.openSearchResults = true; this.currentIndex = 0; },
    leaveSearch() {
      const input = this.$refs.searchInput;
      this.openSearchResults = false;
      if (input.value) input.value = "";
      else input.blur();
    },
  }));
  Alpine.data("searchCommand", () => searchCommand());
});

document.addEventListener("alpine:initialized", () => {
  document.documentElement.classList.add("is-awake");
  // Unfold opens its menus by words and signs that only a mouse reaches: a keyboard gets them as buttons.
  for (const opener of document.querySelectorAll("[x-on\\:click]")) {
    if (opener.matches("a[href], button, input, select, form, [role]")) continue;
    // A heading stays one: what it says becomes the button.
    const button = opener.matches("h2, h3") ? document.createElement("span") : opener;
    if (button !== opener) {
      button.className = "desk-opener";
      button.append(...opener.childNodes);
      opener.append(button);
    }
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.addEventListener("keydown", (event) => {
      if (event.target !== button || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      button.click();
    });
  }
});

// What readers of screens would stumble over: a sign with a name but no role, and landmarks that no name tells apart,
// as every box that scrolls would be one. Simplebar makes the boxes by a timer that it set before: ours comes after it.
window.addEventListener("load", () => setTimeout(() => {
  for (const sign of document.querySelectorAll(".search-label-icon[aria-label]")) sign.setAttribute("role", "img");
  for (const frame of document.querySelectorAll(".simplebar-content-wrapper")) {
    frame.removeAttribute("role");
    frame.removeAttribute("aria-label");
  }
  document.querySelector('#nav-sidebar [x-show="openUserLinks"]')?.setAttribute("role", "group");
  // A list whose parts are no items is none.
  for (const list of document.querySelectorAll("ul.object-tools:has(> :not(li))")) list.setAttribute("role", "presentation");
}));

// Django's search boxes know no name of their own: they take that of the field that they stand for.
const nameSearchBoxes = () => {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const name = select.labels?.[0]?.textContent.trim();
    const box = select.nextElementSibling;
    if (!name || !box) continue;
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", name);
    }
  }
};
// jQuery makes the boxes at its own leisure, after the load event on a slow machine, but in the order of asking.
const onceTheyStand = () => (window.django?.jQuery ?? ((run) => run()))(nameSearchBoxes);
window.addEventListener("load", onceTheyStand);
document.addEventListener("formset:added", onceTheyStand);

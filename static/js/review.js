// The review queue by keyboard, and drafts that outlive a lost session. Every key has its button: without this script
// all of them work.
"use strict";
(() => {
  const OFF = "gba-review-keys-off";
  const page = document.querySelector(".review");
  if (!page) return;
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: no draft, nothing else lost */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* as above */ } },
  };
  const draftOf = (id) => `gba-review-draft-${id}`;

  // --- Drafts: every change is kept under the item's number until the server says that the item is done.
  const form = document.getElementById("review-form");
  const item = page.dataset.reviewItem;
  if (page.dataset.done) store.drop(draftOf(page.dataset.done));
  const isKept = (input) => input.name && input.type !== "hidden" && input.type !== "submit" && input.type !== "button";
  const isChosen = (input) => input.type === "checkbox" || input.type === "radio";
  const keyOf = (input) => (isChosen(input) ? `${input.name}=${input.value}` : input.name);
  const valueOf = (input) => {
    if (isChosen(input)) return input.checked;
    if (input.multiple) return [...input.selectedOptions].map((option) => option.value);
    return input.value;
  };
  const isChanged = (input) => {
    if (isChosen(input)) return input.checked !== input.defaultChecked;
    if (input.options) return [...input.options].some((option) => option.selected !== option.defaultSelected);
    return input.value !== input.defaultValue;
  };
  const setValue = (input, value) => {
    if (isChosen(input)) input.checked = value;
    else if (input.multiple) for (const option of input.options) option.selected = value.includes(option.value);
    else input.value = value;
  };
  const keep = () => {
    const changed = {};
    for (const input of form.elements) if (isKept(input) && isChanged(input)) changed[keyOf(input)] = valueOf(input);
    if (Object.keys(changed).length) store.set(draftOf(item), JSON.stringify(changed));
    else store.drop(draftOf(item));
  };
  if (form && item) {
    const kept = store.get(draftOf(item));
    if (kept) {
      const values = JSON.parse(kept);
      for (const input of form.elements) {
        if (!isKept(input) || !(keyOf(input) in values)) continue;
        setValue(input, values[keyOf(input)]);
        for (let details = input.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
      }
      page.querySelector("[data-kept]").hidden = false;
    }
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    page.querySelector("[data-forget]").addEventListener("click", () => { store.drop(draftOf(item)); form.reset(); location.reload(); });
  }

  // --- Two rows: with the row that stays its values stay, but for what a person has chosen already.
  const pairRadios = [...page.querySelectorAll("[data-follows]")];
  const named = new Set();
  for (const radio of pairRadios) radio.addEventListener("change", () => named.add(radio.name));
  for (const survivor of page.querySelectorAll("input[name=survivor]")) {
    survivor.addEventListener("change", () => {
      for (const field of new Set(pairRadios.map((radio) => radio.name))) {
        if (named.has(field)) continue;
        const both = pairRadios.filter((radio) => radio.name === field);
        const own = both.find((radio) => radio.value === survivor.value);
        const other = both.find((radio) => radio !== own);
        ("givesWay" in own.dataset && !("givesWay" in other.dataset) ? other : own).checked = true;
      }
    });
  }

  // --- Reasons: one button carries both what is done and why.
  for (const button of page.querySelectorAll("[data-reason]")) {
    button.addEventListener("click", (event) => {
      const note = form.elements.note;
      if ("needsNote" in button.dataset && !note.value.trim()) {
        event.preventDefault();
        note.focus();
        return;
      }
      const act = document.createElement("input");
      Object.assign(act, { type: "hidden", name: "act", value: button.dataset.act });
      form.append(act);
    });
  }

  // --- What opens and closes.
  const show = (id, isShown) => {
    const part = document.getElementById(id);
    if (!part) return;
    part.hidden = !isShown;
    page.querySelector(`[data-opens="${id}"]`)?.setAttribute("aria-expanded", String(isShown));
    if (isShown) { part.scrollIntoView({ block: "nearest" }); part.querySelector("button, input")?.focus({ preventScroll: true }); }
  };
  for (const opener of page.querySelectorAll("[data-opens]")) {
    opener.addEventListener("click", () => show(opener.dataset.opens, document.getElementById(opener.dataset.opens).hidden));
  }
  for (const back of page.querySelectorAll("[data-back]")) back.addEventListener("click", () => history.back());

  // --- Fields.
  let chosen = null;
  const choose = (number) => {
    const row = page.querySelector(`[data-row="${number}"]`);
    if (!row) return;
    chosen?.classList.remove("is-chosen");
    chosen = row;
    const folded = row.closest("details");
    if (folded) folded.open = true;
    row.classList.add("is-chosen");
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const edit = () => {
    const row = chosen ?? page.querySelector("[data-row]");
    if (!row) return;
    choose(row.dataset.row);
    row.querySelector("[data-inputs]").open = true;
    const input = row.querySelector("[data-inputs] :is(input, select, textarea)");
    input.focus();
    if (input.select) input.select();
  };
  const tick = (name) => {
    const box = chosen?.querySelector(`[data-${name}]`);
    if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
  };
  page.querySelector("[data-edit]")?.addEventListener("click", edit);

  // --- Keys.
  const switchOff = page.querySelector("[data-keys-off]");
  if (switchOff) {
    switchOff.checked = store.get(OFF) === "1";
    switchOff.addEventListener("change", () => {
      store.set(OFF, switchOff.checked ? "1" : "0");
      document.querySelector("[data-keys-switch]")?.setAttribute("aria-checked", String(!switchOff.checked));
    });
  }
  let isSending = false;
  document.addEventListener("submit", () => { isSending = true; });
  window.addEventListener("pageshow", () => { isSending = false; });
  const isTyping = (target) => target instanceof Element && (target.closest("textarea, select") || target.matches("input:not([type=checkbox]):not([type=radio])"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      show("review-reasons", false);
      show("review-help", false);
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isSending || isTyping(event.target) || store.get(OFF) === "1") return;
    const key = event.key.toLowerCase();
    const reasons = document.getElementById("review-reasons");
    const button = reasons && !reasons.hidden
      ? page.querySelector(`[data-reason="${CSS.escape(key)}"]`) ?? page.querySelector(`[data-key="${CSS.escape(key)}"]`)
      : page.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) { event.preventDefault(); button.click(); return; }
    if (/^[1-9]$/.test(key)) { event.preventDefault(); choose(key); }
    else if (key === "x") tick("absent");
    else if (key === "v") tick("right");
  });
})();

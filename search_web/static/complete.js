/* Suggestions while typing. Without this file, or when it fails, the form works as it is. */
(() => {
  "use strict";
  const input = document.querySelector("input[data-suggest]");
  if (!input || !window.fetch) return;
  const list = document.createElement("ul");
  let timer = 0, asked = 0, at = -1, composing = false, typed = "";
  Object.assign(list, { id: "goi-y", className: "options", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "goi-y"], ["aria-expanded", "false"]]) input.setAttribute(name, value);
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const show = (texts) => {
    list.replaceChildren(...texts.map((text, i) => {
      const item = document.createElement("li");
      item.id = "goi-y-" + i; item.textContent = text;
      item.setAttribute("role", "option"); item.setAttribute("aria-selected", "false");
      item.onmousedown = (event) => { event.preventDefault(); input.value = text; input.form.submit(); };
      return item;
    }));
    close();
    if (texts.length) { list.hidden = false; input.setAttribute("aria-expanded", "true"); }
  };
  const ask = async () => {
    const mine = ++asked, text = typed = input.value.trim();
    if (text.length < 2) return close();
    try {
      const answer = await fetch(input.dataset.suggest + "?" + new URLSearchParams({ q: text, scope: input.dataset.scope }));
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (mine === asked && document.activeElement === input) show(found);
    } catch { close(); }
  };
  const later = () => { clearTimeout(timer); if (!composing) timer = setTimeout(ask, 180); };
  const go = (step) => {
    const items = list.children;
    if (list.hidden || !items.length) return;
    if (at >= 0) items[at].setAttribute("aria-selected", "false");
    at = (at + step + items.length + 1) % (items.length + 1);
    if (at === items.length) { at = -1; input.value = typed; input.removeAttribute("aria-activedescendant"); return; }
    items[at].setAttribute("aria-selected", "true");
    input.value = items[at].textContent;
    input.setAttribute("aria-activedescendant", items[at].id);
  };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("input", later);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || composing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { if (!list.hidden) { event.preventDefault(); go(event.key === "ArrowDown" ? 1 : -1); } }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); input.value = typed; close(); }
    else if (event.key === "Enter") { clearTimeout(timer); asked++; }
  });
})();

/* Narrows the list of values while typing. Without this file, or when it fails, the form asks the server. */
(() => {
  "use strict";
  const input = document.querySelector("#loc"), count = document.querySelector("#so-gia-tri");
  if (!input || !count) return;
  const all = count.textContent, start = input.value;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const sections = [...document.querySelectorAll("section.facet")].map((section) => ({
    section,
    letter: document.querySelector(`.letters a[href="#${section.firstElementChild.id}"]`),
    items: [...section.querySelectorAll("li")].map((item) => [item, fold(item.querySelector(".name").textContent)]),
  }));
  input.addEventListener("input", () => {
    if (!input.value.startsWith(start)) return; // the list holds only what the server was asked for
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const { section, letter, items } of sections) {
      let here = 0;
      for (const [item, text] of items) here += !(item.hidden = !words.every((word) => text.includes(word)));
      section.hidden = !here;
      if (letter) letter.hidden = !here;
      left += here;
    }
    count.textContent = input.value === start ? all : left;
  });
})();

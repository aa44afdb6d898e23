"use strict";
const form = document.querySelector("form");
const rows = [...document.querySelectorAll("tr[data-kind]")];
const papers = [...document.querySelectorAll("article")];
const counter = document.querySelector("output");
const marks = new Map();
for (const mark of document.querySelectorAll("mark[data-errors]")) {
  for (const number of mark.dataset.errors.split(" ")) {
    if (!marks.has(number)) marks.set(number, []);
    marks.get(number).push(mark);
  }
}

function chosen(name) {
  return new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));
}

function filter() {
  const kinds = chosen("kind");
  const problems = chosen("class");
  const words = form.elements.words.value.trim().toLowerCase();
  let shown = 0;
  for (const mark of document.querySelectorAll("mark.wrong")) mark.classList.add("off");
  for (const row of rows) {
    const fits = kinds.has(row.dataset.kind) && row.dataset.classes.split("|").some((name) => problems.has(name))
      && (!words || row.textContent.toLowerCase().includes(words));
    row.hidden = !fits;
    if (!fits) continue;
    shown += 1;
    for (const mark of marks.get(row.dataset.number) || []) mark.classList.remove("off");
  }
  for (const paper of papers) paper.hidden = !paper.querySelector("tr[data-kind]:not([hidden])");
  counter.textContent = `${shown} of ${rows.length} errors`;
}

function step(direction) {
  const shown = rows.filter((row) => !row.hidden);
  const here = shown.findIndex((row) => row.contains(document.activeElement));
  const next = shown[here < 0 && direction < 0 ? shown.length - 1 : Math.min(Math.max(here + direction, 0), shown.length - 1)];
  if (next) next.querySelector("a, [tabindex]").focus();
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-words]");
  if (!button) return;
  form.elements.words.value = button.dataset.words;
  filter();
  form.elements.words.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input[type=search]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") { form.elements.words.focus(); event.preventDefault(); }
});
filter();

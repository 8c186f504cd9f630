// Inside a kept copy of the policies: says when the copy is old, and finds words without a network.
"use strict";
const old = document.getElementById("old");
const today = new Date();
const iso = [today.getFullYear(), String(today.getMonth() + 1).padStart(2, "0"), String(today.getDate()).padStart(2, "0")].join("-");
if (iso >= old.dataset.from) old.hidden = false;
const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const policies = [...document.querySelectorAll("article")].map((one) => ({
  one,
  line: document.querySelector(`nav a[href="#${one.id}"]`).parentElement,
  text: one.querySelector("details"),
  words: folded(one.textContent),
}));
const said = document.getElementById("found");
document.querySelector(".tools").hidden = false;
document.getElementById("words").addEventListener("input", (event) => {
  const wanted = folded(event.target.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { one, line, text, words } of policies) {
    one.hidden = line.hidden = !wanted.every((word) => words.includes(word));
    text.open = wanted.length > 0 && !one.hidden;
    count += one.hidden ? 0 : 1;
  }
  said.textContent = said.dataset.words.replace("0", String(count));
});
window.addEventListener("beforeprint", () => policies.forEach(({ text }) => { text.open = true; }));

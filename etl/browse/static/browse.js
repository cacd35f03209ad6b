"use strict";
// Keys: j and k step through events or spans, / goes to the search, Escape leaves it. All works without this file too.

const stops = () => [...document.querySelectorAll("[data-stop]")].filter((stop) => stop.offsetParent !== null);

function step(by) {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "center" });
  light((next.dataset.rows || "").split(" "));
}

// Lights the rows and every piece of their spans.
function light(ids) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const id of ids.filter(Boolean)) {
    document.getElementById("row-" + id)?.classList.add("lit");
    for (const piece of document.querySelectorAll("[data-rows~=\"" + CSS.escape(id) + "\"]")) piece.classList.add("lit");
  }
}

// Goes from a span to its row and back: opens what hides it, lights both ends, and puts the focus there.
let clicked = "";
function follow() {
  const [, end, id] = location.hash.match(/^#(row|at)-([0-9a-f-]+)$/) || [];
  if (!id) return;
  const ids = clicked.split(" ").includes(id) ? clicked.split(" ") : [id];
  clicked = "";
  for (const one of ids) {
    const group = document.getElementById("row-" + one)?.closest("details");
    if (group) group.open = true;
  }
  light(ids);
  const there = end === "row" ? document.querySelector("#row-" + id + " a") : document.querySelector("#at-" + id + " ~ a");
  there?.focus({ preventScroll: true });
  (end === "row" ? document.getElementById("row-" + id) : there)?.scrollIntoView({ block: "center" });
}

// A link to where the address already points changes nothing in it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  clicked = link.dataset.rows || "";
  if (link.getAttribute("href") === location.hash) follow();
});
if (matchMedia("(min-width: 44rem)").matches) document.querySelector(".narrow")?.setAttribute("open", "");

// Names to choose from while one is typed.
const asked = document.querySelector("[data-names]");
let pause = 0;
asked?.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(async () => {
    const typed = asked.value;
    const answer = await fetch(asked.dataset.names + "?like=" + encodeURIComponent(typed)).catch(() => null);
    // What was chosen needs no names like it, and meanwhile more may have been typed.
    if (!answer?.ok || typed !== asked.value) return;
    const names = (await answer.json()).filter(({ name }) => name !== typed);
    asked.list.replaceChildren(...names.map(({ name, matched }) => new Option(matched === name ? "" : matched, name)));
  }, 200);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.matches("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && isTyping) event.target.blur();
  if (isTyping) return;
  const todo = { j: () => step(1), k: () => step(-1), "/": () => document.getElementById("q")?.focus() }[event.key];
  if (!todo) return;
  event.preventDefault();
  todo();
});
window.addEventListener("hashchange", follow);
follow();

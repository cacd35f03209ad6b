"use strict";
for (const figure of document.querySelectorAll("[data-chart]")) {
  const spec = JSON.parse(document.getElementById("spec-" + figure.dataset.chart).textContent);
  // The interpreter of expressions needs no eval, which the page's policy forbids.
  vegaEmbed(figure, spec, { renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: { disableDefaultStyle: true }, mode: "vega-lite" })
    .then(() => figure.classList.add("drawn"))
    .catch((error) => { figure.textContent = "The chart could not be drawn: " + error.message; });
}

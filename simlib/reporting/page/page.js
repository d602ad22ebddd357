// Draws the figures of the page from the data beside them; fits them to the sheet while the page is printed.
(() => {
  "use strict";
  const lang = document.documentElement.lang;
  const SHEET = 680; // CSS pixels between the margins of an A4 page
  const plots = [];
  for (const figure of document.querySelectorAll("figure.figure")) {
    const spec = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const plot = figure.querySelector(".plot");
    Plotly.newPlot(plot, spec.data, spec.layout, { displayModeBar: false, responsive: true, locale: lang });
    plots.push(plot);
  }
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      folded.push(part);
    }
    for (const plot of plots) Plotly.relayout(plot, { width: SHEET, autosize: false });
  });
  addEventListener("afterprint", () => {
    for (const part of folded.splice(0)) part.open = false;
    for (const plot of plots) Plotly.relayout(plot, { width: null, autosize: true });
  });
})();

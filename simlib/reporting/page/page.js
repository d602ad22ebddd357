// Draws the figures of the page from the data beside them; fits them to the sheet while the page is printed.
(() => {
  "use strict";
  const lang = document.documentElement.lang;
  const SHEET = 680; // CSS pixels between the margins of an A4 page
  const FLATTER = 0.74; // two figures on a sheet
  const NARROW = 480;
  const plots = [];
  for (const figure of document.querySelectorAll("figure.figure")) {
    const spec = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const plot = figure.querySelector(".plot");
    Plotly.newPlot(plot, spec.data, spec.layout, { displayModeBar: false, responsive: true, locale: lang });
    if (plot.clientWidth < NARROW && spec.layout.xaxis?.type === "date") {
      Plotly.relayout(plot, { "xaxis.dtick": "M4", "xaxis.tickangle": 0 });
    }
    plots.push(plot);
  }
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      folded.push(part);
    }
    for (const plot of plots) {
      plot.dataset.height = plot.layout.height;
      plot.style.height = `${plot.layout.height * FLATTER}px`;
      Plotly.relayout(plot, { width: SHEET, height: plot.layout.height * FLATTER, autosize: false });
    }
  });
  addEventListener("afterprint", () => {
    for (const part of folded.splice(0)) part.open = false;
    for (const plot of plots) {
      plot.style.height = `${plot.dataset.height}px`;
      Plotly.relayout(plot, { width: null, height: Number(plot.dataset.height), autosize: true });
    }
  });
})();

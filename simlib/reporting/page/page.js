// Draws the figures of the page from the data beside them; fits them to the sheet while the page is printed.
(() => {
  "use strict";
  const lang = document.documentElement.lang;
  const SHEET = 680; // CSS pixels between the margins of an A4 page
  const FLATTER = 0.86; // two figures on a sheet
  const NARROW = 480;
  const plots = [];
  for (const figure of document.querySelectorAll("figure.figure")) {
    const { data, layout } = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const plot = figure.querySelector(".plot");
    if (plot.clientWidth < NARROW && layout.xaxis?.type === "date") Object.assign(layout.xaxis, { dtick: "M4", tickangle: 0 });
    Plotly.newPlot(plot, data, layout, { displayModeBar: false, responsive: true, locale: lang });
    plots.push([plot, layout.height]);
  }
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      folded.push(part);
    }
    for (const [plot, height] of plots) {
      plot.style.height = `${height * FLATTER}px`;
      Plotly.relayout(plot, { width: SHEET, height: height * FLATTER, autosize: false });
    }
  });
  addEventListener("afterprint", () => {
    for (const part of folded.splice(0)) part.open = false;
    for (const [plot, height] of plots) {
      plot.style.height = `${height}px`;
      Plotly.relayout(plot, { width: null, height, autosize: true });
    }
  });
})();

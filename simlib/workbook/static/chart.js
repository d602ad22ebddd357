/** Returns plotly.js: run once a page, from the carrier of the kernel that the page came from. */
function plotly(model) {
  globalThis.simlibPlotly ??= (async () => {
    const carrier = await model.widget_manager.get_model(model.get("library").replace("IPY_MODEL_", ""));
    const address = URL.createObjectURL(new Blob([carrier.get("source")], { type: "text/javascript" }));
    await new Promise((done, failed) => {
      document.head.append(make("script", { src: address, onload: done, onerror: failed }));
    });
    URL.revokeObjectURL(address);
    return globalThis.Plotly;
  })();
  return globalThis.simlibPlotly;
}

/** Draws the figure of the open tab; a figure that comes while one is drawn is drawn next, those between are left out. */
function drawChart(model, root) {
  const title = make("h3", { class: "chart-title" }), subtitle = make("p", { class: "chart-subtitle" });
  const plot = make("div", { class: "plot", role: "img" });
  let busy = false, again = false, gone = false;
  root.replaceChildren(title, subtitle, plot);
  async function draw() {
    if (busy) { again = true; return; }
    busy = true;
    const library = await plotly(model);
    do {
      again = false;
      const figure = model.get("figure");
      if (gone || figure.name !== model.get("active")) continue;
      const spec = JSON.parse(figure.spec);
      title.textContent = figure.title;
      subtitle.textContent = figure.subtitle;
      plot.setAttribute("aria-label", `${figure.title}. ${figure.subtitle}`);
      plot.style.height = `${figure.height}px`;
      await library.react(plot, spec.data, spec.layout, { displayModeBar: false, responsive: true, locale: model.get("lang") });
    } while (again);
    busy = false;
  }
  const watcher = new ResizeObserver(() => {
    if (plot.offsetWidth && plot.data) globalThis.Plotly.Plots.resize(plot);
  });
  watcher.observe(root);
  listen(model, ["figure"], draw);
  draw();
  return () => {
    gone = true;
    watcher.disconnect();
    globalThis.Plotly?.purge(plot);
  };
}

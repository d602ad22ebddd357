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
  let asked = 400;
  /** Returns the height that fills the window below the page's head and cards, within reason. */
  function height() {
    if (model.get("part") === "sketch") return asked;
    const above = plot.getBoundingClientRect().top - root.closest(".simlib").getBoundingClientRect().top;
    return Math.round(Math.max(asked, Math.min(asked * 1.7, window.innerHeight - above - 34)));
  }
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
      asked = figure.height;
      spec.layout.height = height();
      plot.style.height = `${spec.layout.height}px`;
      await library.react(plot, spec.data, spec.layout, { displayModeBar: false, responsive: true, locale: model.get("lang") });
    } while (again);
    busy = false;
  }
  let width = 0;
  function fit() {
    if (!plot.offsetWidth || !plot.data) return;
    plot.style.height = `${height()}px`;
    globalThis.Plotly.Plots.resize(plot);
  }
  const watcher = new ResizeObserver(() => {
    if (root.offsetWidth === width) return;
    width = root.offsetWidth;
    fit();
  });
  watcher.observe(root);
  window.addEventListener("resize", fit);
  listen(model, ["figure"], draw);
  draw();
  return () => {
    gone = true;
    watcher.disconnect();
    window.removeEventListener("resize", fit);
    globalThis.Plotly?.purge(plot);
  };
}

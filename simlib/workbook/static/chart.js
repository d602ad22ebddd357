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

/** Makes a chart: its title, what is drawn, the figure. A figure that comes while one is drawn is drawn next, those between are left out. */
function chartBlock(model, fills) {
  const title = make("h3", { class: "chart-title" }), subtitle = make("p", { class: "chart-subtitle" });
  const plot = make("div", { class: "plot", role: "img" }), root = make("div", { class: "block chart" }, title, subtitle, plot);
  let asked = 400, next = null, drawn = "", busy = false, gone = false, width = 0;
  /** Returns the height that fills the window below the page's head and cards, within reason. */
  function height() {
    if (!fills()) return asked;
    const above = plot.getBoundingClientRect().top - root.closest(".simlib").getBoundingClientRect().top;
    return Math.round(Math.max(asked, Math.min(asked * 1.7, window.innerHeight - above - 34)));
  }
  async function draw() {
    if (busy) return;
    busy = true;
    const library = await plotly(model);
    while (next && !gone && plot.isConnected) {
      const figure = next;
      next = null;
      const spec = JSON.parse(figure.spec);
      title.textContent = figure.title;
      subtitle.textContent = figure.subtitle;
      plot.setAttribute("aria-label", `${figure.title}. ${figure.subtitle}`);
      asked = figure.height;
      spec.layout.height = height();
      plot.style.height = `${spec.layout.height}px`;
      await library.react(plot, spec.data, spec.layout, { displayModeBar: false, responsive: false, locale: model.get("lang") });
      drawn = figure.spec + model.get("lang");
      root.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    }
    busy = false;
  }
  function fit() {
    if (!plot.offsetWidth || !plot.data) return;
    plot.style.height = `${height()}px`;
    globalThis.Plotly.Plots.resize(plot);
  }
  const watcher = new ResizeObserver(() => {
    if (root.offsetWidth === width || !root.offsetWidth) return;
    width = root.offsetWidth;
    if (next) draw(); else fit();
  });
  watcher.observe(root);
  window.addEventListener("resize", fit);
  return {
    root,
    update(figure) {
      if (figure.spec + model.get("lang") === drawn && !next) return;
      next = figure;
      draw();
    },
    leave() {
      gone = true;
      watcher.disconnect();
      window.removeEventListener("resize", fit);
      if (plot.data) globalThis.Plotly?.purge(plot);
    },
  };
}

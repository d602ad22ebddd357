/** Fills an element with the tabs and the chart below them; arrows, Home and End move between tabs. */
function drawTabs(model, root) {
  const list = make("div", { class: "tabs", role: "tablist" });
  const panel = make("div", { class: "tab-panel", role: "tabpanel", id: freshId("panel"), tabindex: "0" });
  root.replaceChildren(list, panel);
  function open(name, focus) {
    model.set("active", name);
    model.save_changes();
    mark();
    if (focus) list.querySelector('[aria-selected="true"]').focus();
  }
  function mark() {
    for (const tab of list.children) {
      const chosen = tab.dataset.name === model.get("active");
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) panel.setAttribute("aria-labelledby", tab.id);
    }
    panel.classList.toggle("is-behind", model.get("figure").name !== model.get("active"));
  }
  function build() {
    list.setAttribute("aria-label", model.get("words").charts ?? "");
    list.replaceChildren(...model.get("tabs").map((tab) => make("button", {
      type: "button", role: "tab", id: freshId("tab"), "data-name": tab.name, "aria-controls": panel.id,
      onclick: () => open(tab.name, false),
    }, tab.label)));
    mark();
  }
  list.addEventListener("keydown", (event) => {
    const names = model.get("tabs").map((tab) => tab.name), here = names.indexOf(model.get("active"));
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: names.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    open(names[(steps[event.key] + names.length) % names.length], true);
  });
  listen(model, ["tabs"], build);
  listen(model, ["active", "figure"], mark);
  build();
  return drawChart(model, panel);
}

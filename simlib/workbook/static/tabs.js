const BLOCKS = { chart: chartBlock, text: textBlock, grid: gridBlock, fold: foldBlock, timeline: timelineBlock };

/** Makes the part of the page that shows blocks: those that stay are brought up to date, not made anew. */
function blocksOf(model) {
  const root = make("div", { class: "blocks" });
  let parts = [];
  return {
    root,
    update(blocks) {
      const same = parts.length === blocks.length && parts.every((part, i) => part.kind === blocks[i].kind);
      if (!same) {
        for (const part of parts) part.leave();
        const few = () => blocks.length === 1 && model.get("part") !== "sketch";
        parts = blocks.map((block) => ({ kind: block.kind, ...BLOCKS[block.kind](model, few) }));
        root.replaceChildren(...parts.map((part) => part.root));
      }
      parts.forEach((part, i) => part.update(blocks[i]));
    },
    leave() { for (const part of parts) part.leave(); },
  };
}

/** Makes a row of tabs; arrows, Home and End move between them. */
function tabRow(className, open) {
  const root = make("div", { class: className, role: "tablist" });
  root.addEventListener("keydown", (event) => {
    const tabs = [...root.children], here = tabs.indexOf(document.activeElement);
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(steps[event.key] + tabs.length) % tabs.length];
    open(next);
    root.querySelector('[aria-selected="true"]')?.focus();
  });
  return root;
}

function markTabs(row, isChosen) {
  for (const tab of row.children) {
    const chosen = isChosen(tab);
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
}

/** Shows the widget of a panel, made when it is first asked for. */
async function showPanel(model, name, holder) {
  const reference = model.get("panels")[name];
  if (!reference || holder.dataset.panel) return;
  holder.dataset.panel = name;
  const widget = await model.widget_manager.get_model(reference.replace("IPY_MODEL_", ""));
  const view = await model.widget_manager.create_view(widget);
  holder.append(view.el);
}

/** Fills an element with sections, their tabs and what the open tab shows. Returns how to leave, and how to open a tab. */
function drawTabs(model, root) {
  const panel = make("div", { class: "tab-panel", role: "tabpanel", id: freshId("panel"), tabindex: "0" });
  const news = make("p", { class: "news", role: "status" }), last = {}, shown = new Map();
  const sections = tabRow("sections", (tab) => openSection(tab.dataset.section));
  const tabs = tabRow("tabs", (tab) => open(tab.dataset.name));
  root.replaceChildren(sections, tabs, news, panel);
  const sectionOf = (name) => model.get("sections").find((one) => one.tabs.some((tab) => tab.name === name));

  function open(name) {
    if (name === model.get("active")) return;
    model.set("active", name);
    model.save_changes();
    build();
    fill();
  }
  function openSection(name) {
    const section = model.get("sections").find((one) => one.name === name);
    open(last[name] ?? section.tabs[0].name);
  }
  function build() {
    const words = model.get("words"), active = model.get("active"), section = sectionOf(active);
    if (!section) return;
    last[section.name] = active;
    sections.setAttribute("aria-label", words.sections ?? "");
    renewed(sections, model.get("sections").map((one) => ["section", one.name, one.label]), (name) => openSection(name));
    markTabs(sections, (tab) => tab.dataset.section === section.name);
    tabs.setAttribute("aria-label", section.label);
    renewed(tabs, section.tabs.map((one) => ["name", one.name, one.label]), (name) => open(name));
    markTabs(tabs, (tab) => tab.dataset.name === active);
    tabs.classList.toggle("is-single", section.tabs.length < 2);
    const label = (section.tabs.length < 2 ? sections : tabs).querySelector('[aria-selected="true"]');
    panel.setAttribute("aria-labelledby", label.id);
  }
  /** Puts tabs into a row, those that are there already left as they are. */
  function renewed(row, told, press) {
    const now = JSON.stringify(told);
    if (row.dataset.told === now) return;
    row.dataset.told = now;
    const held = row.contains(document.activeElement);
    row.replaceChildren(...told.map(([kind, name, label]) => make("button", {
      type: "button", role: "tab", id: freshId("tab"), [`data-${kind}`]: name, "aria-controls": panel.id, onclick: () => press(name),
    }, label)));
    if (held) queueMicrotask(() => row.querySelector('[aria-selected="true"]')?.focus());
  }
  function partOf(name) {
    if (!shown.has(name)) shown.set(name, blocksOf(model));
    return shown.get(name);
  }
  function fill() {
    const content = model.get("content"), active = model.get("active"), part = partOf(active);
    const here = content.name === active, ready = here && !content.busy;
    if (panel.firstChild !== part.root) panel.replaceChildren(part.root);
    panel.dataset.name = active;
    panel.classList.toggle("is-behind", !ready);
    panel.setAttribute("aria-busy", String(!ready));
    news.textContent = here ? content.text : "";
    news.hidden = !news.textContent;
    if (model.get("panels")[active]) showPanel(model, active, part.root);
    else if (ready) part.update(content.blocks);
  }
  listen(model, ["sections", "words"], build);
  listen(model, ["active"], () => { build(); fill(); });
  listen(model, ["content", "panels"], fill);
  build();
  fill();
  return { open, leave: () => { for (const part of shown.values()) part.leave(); } };
}

/** Draws the own scenarios: save, list, side by side. */
function buildStudies(model, root) {
  const words = model.get("words"), said = lineOf(model);
  const intro = make("p", { class: "note" }), now = make("p", { class: "small" });
  const name = make("input", { type: "text", maxlength: "80", autocomplete: "off", onkeydown: (event) => { if (event.key === "Enter") save(); } });
  const save = () => afterMoves(root, () => ask(model, "save", { name: name.value }));
  const question = make("div", { class: "asking", role: "group", hidden: true });
  const list = make("div"), side = make("div");
  const armed = new Set();
  root.replaceChildren(intro,
    make("div", { class: "desk-row study-name" }, fieldOf(words.name ?? "", name), buttonOf(words.save ?? "", "primary save", save)),
    now, question, said.root, make("h3", {}, words.mine ?? ""), list, side);

  function row(told, one) {
    const box = make("input", {
      type: "checkbox", "aria-label": `${words.compare} : ${one.name}`, "data-focus": `box-${one.key}`, disabled: Boolean(one.fault || one.firm),
      onchange: () => compare(one.key, box.checked),
    });
    box.checked = told.chosen.includes(one.key);
    const remove = buttonOf(armed.has(one.key) ? words.really : words.remove, `plain remove${armed.has(one.key) ? " danger" : ""}`, () => {
      if (armed.has(one.key)) {
        armed.delete(one.key);
        ask(model, "remove", { key: one.key });
      } else {
        armed.add(one.key);
        draw(true);
      }
    }, { "data-focus": `remove-${one.key}`, "aria-label": `${armed.has(one.key) ? words.really : words.remove} ${one.name}` });
    const load = buttonOf(words.load, "plain load", () => afterMoves(root, () => ask(model, "load", { key: one.key })), { "data-focus": `load-${one.key}`, "aria-label": `${words.load} ${one.name}`, disabled: Boolean(one.fault) });
    const what = one.fault ? [make("span", { class: "error-line" }, one.fault)]
      : [one.firm ? make("p", { class: "small" }, one.firm) : null, make("ul", { class: "plain-list" }, ...one.changes.map((change) => make("li", {}, change)))];
    return make("tr", { "data-key": one.key },
      make("td", { class: "tick-cell" }, box), make("th", { scope: "row" }, one.name), make("td", {}, ...what.filter(Boolean)),
      make("td", {}, one.saved), make("td", {}, make("div", { class: "tools" }, load, remove)));
  }
  function here(told) {
    const box = make("input", {
      type: "checkbox", "aria-label": `${words.compare} : ${told.hereName}`, "data-focus": "box-here", onchange: () => compare(told.here, box.checked),
    });
    box.checked = told.chosen.includes(told.here);
    return make("tr", { "data-key": "" }, make("td", { class: "tick-cell" }, box), make("th", { scope: "row" }, told.hereName), make("td", {}, told.now), make("td"), make("td"));
  }
  function compare(key, isChosen) {
    const keys = model.get("told").chosen.filter((one) => one !== key);
    ask(model, "compare", { keys: isChosen ? [...keys, key] : keys });
    draw(true);
  }
  function table(told) {
    const head = ["", words.name, words.changes, words.saved, ""].map((label) => (label ? make("th", { scope: "col" }, label) : make("td", { class: "no-head" })));
    return [
      make("div", { class: "scrolled" }, make("table", { class: "grid studies" }, make("caption", {}, words.mine), make("thead", {}, make("tr", {}, ...head)),
        make("tbody", {}, here(told), ...told.studies.map((one) => row(told, one))))),
      make("p", { class: told.studies.length ? "small" : "small none" }, told.studies.length ? words.pick : words.none)];
  }
  function comparison(told) {
    const side = told.table;
    if (!side.rows) return [];
    const head = [words.figure, side.today, ...side.columns].map((label) => make("th", { scope: "col" }, label));
    const rows = side.rows.map((one) => make("tr", { "data-name": one.name },
      make("th", { scope: "row", title: one.help }, one.label), make("td", {}, make("span", { class: "value" }, one.today)),
      ...one.cells.map((cell) => make("td", {}, make("span", { class: "value" }, cell.value), make("span", { class: `change ${cell.tone}` }, cell.change),
        cell.interval ? make("span", { class: "interval", title: words.brackets }, cell.interval) : null))));
    const what = make("tr", { class: "what" }, make("th", { scope: "row" }, words.changes), make("td", {}, "\u2013"),
      ...side.changes.map((lines) => make("td", {}, lines.length ? make("ul", { class: "plain-list" }, ...lines.map((line) => make("li", {}, line))) : "\u2013")));
    return [make("h3", {}, side.caption),
      make("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": side.caption },
        make("table", { class: "grid side" }, make("caption", {}, side.caption), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows, what))),
      make("p", { class: "small" }, words.brackets)];
  }
  function ask_again(told) {
    if (!told.asked?.name) return [];
    return [make("span", {}, told.asked.text), buttonOf(words.replace, "plain replace", () => afterMoves(root, () => ask(model, "replace", { name: told.asked.name }))),
      buttonOf(words.cancel, "plain", () => ask(model, "cancel"))];
  }
  function draw(anyway = false) {
    const told = model.get("told");
    if (!told.studies) return;
    intro.textContent = told.intro;
    now.textContent = told.now;
    said.update();
    question.hidden = !told.asked?.name;
    refilled(question, told.asked, () => ask_again(told));
    refilled(list, [told.studies, told.chosen, told.now, anyway ? [...armed] : [...armed]], () => table(told));
    refilled(side, [told.table, told.busy], () => (told.busy ? [make("p", { class: "small", role: "status" }, told.busy), ...comparison(told)] : comparison(told)));
    side.classList.toggle("is-behind", Boolean(told.busy));
  }
  return draw;
}

export default { render: drawnAs(buildStudies) };

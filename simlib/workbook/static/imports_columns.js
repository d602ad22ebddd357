/** Draws which column holds what, and how cells are read. */
function columnsOf(model, root) {
  const words = model.get("words");
  function fields(file) {
    const choices = [{ value: "", label: words.none }, ...file.columns.map((name) => ({ value: name, label: name }))];
    const row = (one) => make("tr", { "data-field": one.name },
      make("th", { scope: "row" }, one.label, one.needed ? make("span", { class: one.column ? "needed" : "needed is-missing" }, ` ${words.needed}`) : null),
      make("td", {}, chooser(choices, one.column, (column) => ask(model, "column", { role: file.role, field: one.name, column }),
        { "aria-label": `${words.column} : ${one.label}`, "data-focus": `${file.role}-${one.name}` })),
      make("td", { class: "cells" }, one.cells));
    const head = [words.field, words.column, words.cells].map((label) => make("th", { scope: "col" }, label));
    const table = (caption, fields) => make("div", { class: "scrolled" }, make("table", { class: "grid mapping" }, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...head.map((one) => one.cloneNode(true)))), make("tbody", {}, ...fields.map(row))));
    const first = file.fields.filter((one) => one.needed || one.column), others = file.fields.filter((one) => !one.needed && !one.column);
    return [make("h4", {}, file.title), table(file.title, first),
      others.length ? make("details", {}, make("summary", {}, file.others), table(file.others, others)) : null,
      file.unread ? make("p", { class: "small" }, file.unread) : null];
  }
  function states(told) {
    if (!told.values) return [];
    const rows = told.values.map((one) => make("tr", {}, make("th", { scope: "row" }, one.value),
      make("td", {}, chooser(told.choices, one.state, (state) => ask(model, "state", { value: one.value, state }), { "aria-label": `${words.means} : ${one.value}`, "data-focus": `state-${one.value}` }))));
    const head = [words.value, words.means].map((label) => make("th", { scope: "col" }, label));
    return [make("p", { class: "note" }, told.intro),
      make("table", { class: "grid states" }, make("caption", {}, told.intro), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows))];
  }
  function how(told) {
    const { how: now, isFec } = told;
    if (isFec) {
      const terms = make("input", { type: "text", "data-focus": "terms", placeholder: "net30", onchange: () => ask(model, "how", { terms: terms.value }) });
      terms.value = now.terms;
      return [make("p", { class: "note" }, words.fec), fieldOf(words.terms, terms)];
    }
    return [make("div", { class: "desk-row" },
      fieldOf(words.order, chooser(now.orders, now.order, (order) => ask(model, "how", { order }), { "data-focus": "order" })),
      fieldOf(words.mark, chooser(now.marks, now.mark, (mark) => ask(model, "how", { mark }), { "data-focus": "mark" })))];
  }
  return () => {
    const told = model.get("told"), isThere = told.columns.length > 0 || told.isFec;
    root.hidden = !isThere;
    refilled(root, [told.columns, told.states, told.how, told.isFec], () => (isThere
      ? [make("h3", {}, words.columnsHead), ...told.columns.flatMap(fields), ...states(told.states), ...how(told)].filter(Boolean) : []));
  };
}

/** Draws what reading found: rows and amounts, sentences, rejected rows. */
function findingsOf(model, root) {
  const words = model.get("words");
  function rejects(found) {
    if (!found.rejected) return [];
    const head = [words.line, words.reason, words.row].map((label) => make("th", { scope: "col" }, label));
    const rows = found.rejects.map((one) => make("tr", {}, make("td", { class: "number" }, one.line), make("td", {}, one.reason), make("td", { class: "cells" }, one.row)));
    return [make("h4", {}, words.rejects),
      make("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": words.rejects }, make("table", { class: "grid rejects" }, make("caption", {}, words.rejects), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows))),
      make("div", {}, buttonOf(words.rejectsFile, "plain", () => ask(model, "rejects")))];
  }
  function whole(found) {
    if (found.fault) return [make("p", { class: "error-line", role: "alert" }, found.fault)];
    const head = found.head.map((label) => make("th", { scope: "col", class: "number" }, label));
    const rows = found.rows.map((one) => make("tr", { "data-name": one.name }, make("th", { scope: "row" }, one.label), ...one.cells.map((cell) => make("td", { class: "number" }, cell))));
    return [make("table", { class: "grid counts" }, make("caption", {}, words.checkHead), make("thead", {}, make("tr", {}, make("td"), ...head)), make("tbody", {}, ...rows)),
      make("div", {}, ...found.lines.map((line) => make("p", { class: "note" }, line))),
      found.warnings.length ? make("ul", { class: "warnings" }, ...found.warnings.map((line) => make("li", {}, line))) : null, ...rejects(found)].filter(Boolean);
  }
  return () => {
    const { found, reading, files } = model.get("told");
    root.hidden = !files.length;
    refilled(root, [found, reading], () => [make("h3", {}, words.checkHead),
      ...(reading ? [make("p", { class: "small", role: "status" }, reading)] : []), ...(found.head || found.fault ? whole(found) : [])]);
  };
}

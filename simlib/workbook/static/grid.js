/** Makes sentences, one paragraph each. */
function textBlock(model) {
  const root = make("div", { class: "block note" });
  return {
    root,
    update(block) { root.replaceChildren(...block.lines.map((line) => make("p", {}, ...explained(model, line)))); root.hidden = !block.lines.length; },
    leave() {},
  };
}

/** Makes a table; a press on the head of a column sorts by it. A cell is what it shows, what it is sorted by, how it is marked. */
function gridBlock(model) {
  const root = make("div", { class: "block grid-block" });
  let by = -1, up = true, block = null;
  function sorted(rows) {
    if (by < 0) return rows;
    const sign = up ? 1 : -1;
    return [...rows].sort((one, other) => {
      const [a, b] = [one[by][1], other[by][1]];
      return sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), model.get("lang")));
    });
  }
  function sort(place) {
    up = by === place ? !up : !block.columns[place].number;
    by = place;
    draw();
    root.querySelectorAll("th button")[place].focus();
  }
  function table() {
    const head = block.columns.map((column, place) => make("th", {
      scope: "col", class: column.number ? "number" : "", "aria-sort": by === place ? (up ? "ascending" : "descending") : null,
    }, make("button", { type: "button", title: model.get("words").sort, onclick: () => sort(place) }, column.label, make("span", { "aria-hidden": "true" }, by === place ? (up ? " \u2191" : " \u2193") : ""))));
    const rows = sorted(block.rows).map((row) => make("tr", {}, ...row.map(([shown, , tone], place) => make(place ? "td" : "th", {
      scope: place ? null : "row", class: `${block.columns[place].number ? "number" : ""} ${tone ? `is-${tone}` : ""}`.trim() || null,
    }, shown))));
    return make("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": block.caption },
      make("table", { class: "grid" }, make("caption", {}, block.caption), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
  }
  function draw() {
    root.replaceChildren(table());
  }
  return { root, update(told) { block = told; draw(); }, leave() {} };
}

/** Makes blocks that open when asked; they are drawn when they are first seen. */
function foldBlock(model) {
  const name = make("span"), count = make("span", { class: "count" }), inside = blocksOf(model);
  const root = make("details", { class: "block fold" }, make("summary", {}, name, count), inside.root);
  let told = null;
  const fill = () => { if (root.open && told) inside.update(told.blocks); };
  root.addEventListener("toggle", fill);
  return {
    root,
    update(block) {
      told = block;
      name.textContent = block.caption;
      count.textContent = block.count;
      fill();
    },
    leave() { inside.leave(); },
  };
}

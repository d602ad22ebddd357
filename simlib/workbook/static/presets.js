/** Fills an element with the presets: a button for each policy, a list for each other kind, and the way home. */
function drawPresets(model, root) {
  function build() {
    const words = model.get("words"), away = model.get("heading").away;
    root.replaceChildren(...model.get("presets").map((kind) => (kind.name === "policies" ? buttons(kind) : choice(kind, words))),
      ...(away ? [make("button", { type: "button", class: "plain home", onclick: () => order(model, "home") }, `\u2190 ${words.home}`)] : []));
  }
  const ask = (kind, name) => order(model, "preset", { kind, name });
  function buttons(kind) {
    const id = freshId("presets");
    return make("div", { class: "kind", role: "group", "aria-labelledby": id },
      make("span", { class: "kind-name", id }, kind.label),
      ...kind.presets.map((one) => make("button", {
        type: "button", class: "chip preset", "data-name": one.name, title: one.label, onclick: () => ask(kind.name, one.name),
      }, one.short)));
  }
  function choice(kind, words) {
    const id = freshId("presets");
    const list = make("select", {
      id, class: "preset-list", "data-kind": kind.name,
      onchange: (event) => { if (event.target.value) ask(kind.name, event.target.value); event.target.value = ""; },
    }, make("option", { value: "" }, words.choose), ...kind.presets.map((one) => make("option", { value: one.name }, one.label)));
    return make("label", { class: "kind", for: id }, make("span", { class: "kind-name" }, kind.label), list);
  }
  listen(model, ["presets", "words", "heading"], build);
  build();
}

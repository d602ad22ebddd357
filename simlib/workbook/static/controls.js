/** Writes a lever's number as Python does. */
function written(knob, value, lang) {
  if (knob.kind === "choice") return (knob.choices.find((choice) => choice.value === value) ?? { label: String(value) }).label;
  const scaled = value * knob.factor;
  const digits = { minimumFractionDigits: knob.digits, maximumFractionDigits: knob.digits };
  const number = new Intl.NumberFormat(lang === "fr" ? "fr-FR" : "en-GB", digits).format(Math.abs(scaled));
  return `${scaled < 0 ? knob.beforeNegative : knob.before}${number}${knob.after}`;
}

/** Makes one lever's control; `place` puts it where a value says. */
function control(model, knob) {
  const words = model.get("words"), lang = model.get("lang"), id = freshId("lever");
  const said = make("output", { class: "value", for: id, hidden: knob.kind === "choice" });
  const { button, text } = hint(`${knob.name}${knob.of ? `, ${knob.of}` : ""}. ${words.help}`, knob.help);
  const input = knob.kind === "choice" ? choiceOf(model, knob, id) : sliderOf(model, knob, id);
  input.setAttribute("aria-describedby", text.id);
  const back = make("button", {
    type: "button", class: "back", hidden: true, title: words.resetOne, "aria-label": `${words.resetOne} (${knob.name})`,
    onclick: () => { order(model, "move", { path: knob.path, value: knob.today }); input.focus(); },
  }, `${words.today} ${written(knob, knob.today, lang)} \u21ba`);
  const root = make("div", { class: "lever", "data-path": knob.path },
    make("div", { class: "line" }, make("label", { for: id }, knob.name), button, said),
    knob.of ? make("label", { class: "of", for: id }, knob.of) : null,
    text, knob.kind === "choice" ? input : make("div", { class: "track" }, todayMark(knob), input), back);
  function place() {
    const value = standing(model, knob.path, knob.today);
    if (String(input.value) !== String(value)) input.value = value;
    said.textContent = written(knob, value, lang);
    input.setAttribute("aria-valuetext", said.textContent);
    const moved = value !== knob.today;
    back.hidden = !moved;
    root.classList.toggle("is-moved", moved);
  }
  place();
  return { root, knob, place };
}

function sliderOf(model, knob, id) {
  return make("input", {
    type: "range", id, min: knob.minimum, max: knob.maximum, step: knob.step, value: knob.today,
    oninput: (event) => {
      const value = Number(event.target.value);
      order(model, "move", { path: knob.path, value: Math.abs(value - knob.today) < knob.step / 1e6 ? knob.today : value });
    },
  });
}

function choiceOf(model, knob, id) {
  const options = knob.choices.map((choice) => make("option", { value: choice.value }, choice.label));
  return make("select", { id, onchange: (event) => order(model, "move", { path: knob.path, value: event.target.value }) }, ...options);
}

/** Makes the mark that shows where today stands on a slider. */
function todayMark(knob) {
  const share = (knob.today - knob.minimum) / (knob.maximum - knob.minimum || 1);
  return make("span", { class: "today-mark", "aria-hidden": "true", style: `left: calc(8px + ${share} * (100% - 16px))` });
}

/** Makes the fieldsets of some levers, in the order of the groups. */
function fieldsets(model, controls) {
  return model.get("groups").map((group) => [group, controls.filter((one) => one.knob.group === group.name)])
    .filter(([, mine]) => mine.length)
    .map(([group, mine]) => make("fieldset", {}, make("legend", {}, group.label), ...mine.map((one) => one.root)));
}

/** Returns the head of the levers: title, and the way back to today. */
function leversHead(model) {
  const words = model.get("words");
  return make("div", { class: "panel-head" },
    make("h2", {}, words.controls ?? ""),
    make("button", { type: "button", class: "reset", onclick: () => order(model, "reset") }, words.reset ?? ""));
}

/** Fills an element with a few levers, and keeps them where the model says. */
function drawControls(model, root) {
  let controls = [];
  function build() {
    controls = model.get("knobs").map((knob) => control(model, knob));
    root.replaceChildren(leversHead(model), ...fieldsets(model, controls));
    place();
  }
  function place() {
    for (const one of controls) one.place();
    root.querySelector(".reset").disabled = !root.querySelector(".is-moved");
  }
  listen(model, ["knobs"], build);
  listen(model, ["values", "orders", "answered"], place);
  build();
}

/** Writes a lever's number as Python does. */
function written(knob, value, lang) {
  if (knob.kind === "choice") return (knob.choices.find((choice) => choice.value === value) ?? { label: String(value) }).label;
  const scaled = value * knob.factor;
  const digits = { minimumFractionDigits: knob.digits, maximumFractionDigits: knob.digits };
  const number = new Intl.NumberFormat(lang === "fr" ? "fr-FR" : "en-GB", digits).format(Math.abs(scaled));
  return `${scaled < 0 ? knob.beforeNegative : knob.before}${number}${knob.after}`;
}

/** Tells the model that levers stand elsewhere. */
function move(model, changes) {
  model.set("values", { ...model.get("values"), ...changes });
  model.set("asked", model.get("asked") + 1);
  model.save_changes();
}

/** Makes one lever's control; `place` puts it where a value says. */
function control(model, knob) {
  const words = model.get("words"), lang = model.get("lang"), id = freshId("lever");
  const said = make("output", { class: "value", for: id });
  const { button, text } = hint(`${knob.name}${knob.of ? `, ${knob.of}` : ""}. ${words.help}`, knob.help);
  const input = knob.kind === "choice" ? choiceOf(model, knob, id) : sliderOf(model, knob, id);
  input.setAttribute("aria-describedby", text.id);
  const back = make("button", {
    type: "button", class: "back", hidden: true, title: words.resetOne, "aria-label": `${words.resetOne} (${knob.name})`,
    onclick: () => { move(model, { [knob.path]: knob.today }); input.focus(); },
  }, `${words.today} ${written(knob, knob.today, lang)} \u21ba`);
  const root = make("div", { class: "lever", "data-path": knob.path },
    make("div", { class: "line" }, make("label", { for: id }, knob.name), button, said),
    knob.of ? make("label", { class: "of", for: id }, knob.of) : null,
    text, knob.kind === "choice" ? input : make("div", { class: "track" }, todayMark(knob), input), back);
  function place(value) {
    if (String(input.value) !== String(value)) input.value = value;
    said.textContent = written(knob, value, lang);
    input.setAttribute("aria-valuetext", said.textContent);
    const moved = value !== knob.today;
    back.hidden = !moved;
    root.classList.toggle("is-moved", moved);
  }
  place(model.get("values")[knob.path]);
  return { root, path: knob.path, place };
}

function sliderOf(model, knob, id) {
  return make("input", {
    type: "range", id, min: knob.minimum, max: knob.maximum, step: knob.step, value: knob.today,
    oninput: (event) => {
      const value = Number(event.target.value);
      move(model, { [knob.path]: Math.abs(value - knob.today) < knob.step / 1e6 ? knob.today : value });
    },
  });
}

function choiceOf(model, knob, id) {
  const options = knob.choices.map((choice) => make("option", { value: choice.value }, choice.label));
  return make("select", { id, onchange: (event) => move(model, { [knob.path]: event.target.value }) }, ...options);
}

/** Makes the mark that shows where today stands on a slider. */
function todayMark(knob) {
  const share = (knob.today - knob.minimum) / (knob.maximum - knob.minimum || 1);
  return make("span", { class: "today-mark", "aria-hidden": "true", style: `left: calc(8px + ${share} * (100% - 16px))` });
}

/** Fills an element with the levers in their groups, and keeps them where the model says. */
function drawControls(model, root) {
  let controls = [];
  function build() {
    const words = model.get("words"), knobs = model.get("knobs");
    controls = knobs.map((knob) => control(model, knob));
    const groups = model.get("groups").filter((group) => knobs.some((knob) => knob.group === group.name));
    const today = Object.fromEntries(knobs.map((knob) => [knob.path, knob.today]));
    root.replaceChildren(
      make("div", { class: "panel-head" },
        make("h2", {}, words.controls ?? ""),
        make("button", { type: "button", class: "reset", onclick: () => move(model, today) }, words.reset ?? "")),
      ...groups.map((group) => make("fieldset", {}, make("legend", {}, group.label),
        ...controls.filter((_, i) => knobs[i].group === group.name).map((one) => one.root))),
    );
    place();
  }
  function place() {
    const values = model.get("values");
    for (const one of controls) one.place(values[one.path]);
    const reset = root.querySelector(".reset");
    if (reset) reset.disabled = !root.querySelector(".is-moved");
  }
  listen(model, ["knobs"], build);
  listen(model, ["values"], place);
  build();
}

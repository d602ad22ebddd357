/** Draws the report: which, in what, from what, how far it is, what was made. */
function buildExports(model, root) {
  const words = model.get("words"), said = lineOf(model), making = progressOf(model, "stop");
  const intro = make("p", { class: "note" }), form = make("div", { class: "desk-part" }), compared = make("p", { class: "note" });
  const start = buttonOf(words.make ?? "", "primary make", () => afterMoves(root, () => ask(model, "make", wish)));
  const made = make("div", { class: "desk-part documents" });
  let wish = {};
  root.replaceChildren(intro, form, make("div", {}, start), making.root, said.root, made);

  function ticks(legend, choices, name) {
    return make("fieldset", { class: "ticks" }, make("legend", {}, legend), ...choices.map((one) => {
      const box = make("input", { type: "checkbox", name, value: one.value, "data-focus": `${name}-${one.value}`, onchange: () => {
        wish[name] = box.checked ? [...wish[name], one.value] : wish[name].filter((value) => value !== one.value);
      } });
      box.checked = wish[name].includes(one.value);
      return make("label", {}, box, ` ${one.label}`);
    }));
  }
  function fields(told) {
    const about = make("p", { class: "small" });
    const say = () => { about.textContent = told.templates.find((one) => one.value === wish.template)?.help ?? ""; };
    say();
    const template = chooser(told.templates, wish.template, (value) => { wish.template = value; say(); }, { class: "template", "data-focus": "template" });
    const lang = chooser(told.langs, wish.lang, (value) => { wish.lang = value; }, { "data-focus": "lang" });
    return [make("div", { class: "desk-row" }, fieldOf(words.template, template), fieldOf(words.lang, lang)), about,
      ticks(words.formats, told.formats, "formats"),
      make("div", {}, make("p", { class: "ticks-name" }, words.compared), compared),
      told.studies.length ? ticks(words.more, told.studies, "studies") : null].filter(Boolean);
  }
  function documents(told) {
    if (!told.documents.length) return [];
    return [make("h3", {}, words.made), ...told.documents.map((one, place) => make("div", { class: "file" },
      make("strong", {}, one.name), make("span", { class: "small" }, one.size),
      buttonOf(words.keep, "plain keep", () => ask(model, "keep", { place }), { "aria-label": `${words.keep} ${one.name}` })))];
  }
  return () => {
    const told = model.get("told");
    if (!told.templates) return;
    intro.textContent = told.intro;
    compared.textContent = told.compared;
    refilled(form, [told.templates, told.formats, told.langs, told.studies, told.wish], () => {
      wish = JSON.parse(JSON.stringify(told.wish));
      return fields(told);
    });
    start.disabled = Boolean(told.busy.text);
    making.update(told.busy.text ? told.busy : null, words.cancel);
    said.update();
    refilled(made, told.documents, () => documents(told));
  };
}

const drawExports = drawnAs(buildExports);
export default {
  initialize({ model }) { keepWhatIsSent(model); },
  render: drawExports,
};

/** Sends a file in pieces, the next one when the last has arrived. */
function sendFile(model, file, role, progress) {
  const key = `${Date.now()}-${file.name}`, { piece } = model.get("told");
  return new Promise((resolve) => {
    async function next(at) {
      const bytes = await file.slice(at, at + piece).arrayBuffer();
      ask(model, "piece", { key, name: file.name, role, size: file.size, at }, [bytes]);
    }
    function heard(said) {
      if (said?.key !== key) return;
      progress(file.size ? said.got / file.size : 1);
      if (said.whole || said.stop) {
        model.off("msg:custom", heard);
        resolve();
      } else next(said.got);
    }
    model.on("msg:custom", heard);
    next(0);
  });
}

/** Draws the steps from a ledger to a firm. */
function buildImports(model, root) {
  const words = model.get("words"), said = lineOf(model);
  const intro = make("p", { class: "note" }), list = make("div");
  const columns = make("section", { class: "desk-part" }), found = make("section", { class: "desk-part" }), plan = make("div", { class: "desk-part" });
  const learning = progressOf(model, "stop"), learnt = make("div", { class: "desk-part learnt" });
  const drawColumns = columnsOf(model, columns), drawFound = findingsOf(model, found), drawPlan = planOf(model, plan);
  let roles = make("select");
  const file = make("input", { type: "file", multiple: true, accept: ".csv,.txt,.tsv,.xlsx,.xls,.ods,.parquet", hidden: true, onchange: () => take() });
  const choose = buttonOf(words.file ?? "", "primary choose", () => file.click());
  const sent = make("progress", { max: 1, value: 0, hidden: true, "aria-label": words.file });
  const path = make("input", { type: "text", class: "path", autocomplete: "off", spellcheck: "false", onkeydown: (event) => { if (event.key === "Enter") name(); } });
  const large = make("p", { class: "error-line", role: "alert", hidden: true });
  const firm = make("input", { type: "text", maxlength: "60", autocomplete: "off", onchange: () => ask(model, "name", { name: firm.value }) });
  const start = buttonOf(words.learn ?? "", "primary learn", () => ask(model, "learn", { name: firm.value }));
  const learnIntro = make("p", { class: "note" }), roleHolder = make("div");
  const planPart = make("section", { class: "desk-part" }, make("h3", {}, words.planHead ?? ""), plan);
  const learnPart = make("section", { class: "desk-part" }, make("h3", {}, words.learnHead ?? ""), learnIntro,
    make("div", { class: "desk-row" }, fieldOf(words.name ?? "", firm), start), learning.root);
  root.replaceChildren(make("h3", {}, words.filesHead ?? ""), intro,
    make("div", { class: "desk-row" }, roleHolder, choose, file, sent, fieldOf(words.path ?? "", path), buttonOf(words.take ?? "", "plain take", () => name())),
    large, said.root, list, columns, found, planPart, learnPart, learnt);

  function name() {
    large.hidden = true;
    ask(model, "path", { path: path.value, role: roles.value });
  }
  async function take() {
    const { largest, tooLarge } = model.get("told");
    large.hidden = true;
    for (const one of [...file.files]) {
      if (one.size > largest) {
        large.textContent = `${one.name} : ${tooLarge}`;
        large.hidden = false;
        continue;
      }
      sent.hidden = false;
      await sendFile(model, one, roles.value, (share) => { sent.value = share; });
      sent.hidden = true;
    }
    file.value = "";
  }
  function files(told) {
    return told.files.map((one, place) => make("div", { class: "file" }, make("strong", {}, one.name), make("span", { class: "small" }, `${one.role} · ${one.size}`),
      buttonOf(words.drop, "plain", () => ask(model, "drop", { place }), { "aria-label": `${words.drop} ${one.name}` })));
  }
  function done(told) {
    if (!told.learnt.lines) return [];
    return [make("p", { class: "done" }, told.learnt.done), make("ul", { class: "warnings" }, ...told.learnt.lines.map((line) => make("li", {}, line))),
      make("div", {}, buttonOf(words.report, "plain report", () => ask(model, "report")))];
  }
  return () => {
    const told = model.get("told");
    if (!told.files) return;
    intro.textContent = told.intro;
    learnIntro.textContent = told.learnIntro;
    refilled(roleHolder, told.roles, () => {
      roles = chooser(told.roles, roles.value || told.roles[0].value, () => {});
      return [fieldOf(words.role, roles)];
    });
    said.update();
    refilled(list, told.files, () => files(told));
    drawColumns();
    drawFound();
    drawPlan();
    if (document.activeElement !== firm) firm.value = told.firm;
    planPart.hidden = !told.canLearn;
    learnPart.hidden = !told.canLearn;
    start.disabled = Boolean(told.busy.text);
    learning.update(told.busy.text ? told.busy : null, words.cancel);
    refilled(learnt, told.learnt, () => done(told));
  };
}

const draw = drawnAs(buildImports);
export default {
  initialize({ model }) { keepWhatIsSent(model); },
  render: draw,
};

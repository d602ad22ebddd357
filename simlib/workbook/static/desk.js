/** Asks Python for something. */
function ask(model, verb, said = {}, buffers = []) {
  model.send({ verb, ...said }, undefined, buffers);
}

/** Does something once the page has answered all moves: a scenario is kept or left only as it stands after the last one. */
function afterMoves(root, then) {
  const page = root.closest(".simlib");
  const isThere = () => !page || page.dataset.asked === page.dataset.answered || page.dataset.phase === "failed";
  if (isThere()) return then();
  const watch = new MutationObserver(() => {
    if (!isThere()) return;
    watch.disconnect();
    then();
  });
  return watch.observe(page, { attributes: true });
}

/** Makes the line that says what came of what was asked; what went wrong is said at once. */
function lineOf(model) {
  const good = make("p", { class: "desk-line", role: "status" }), bad = make("p", { class: "error-line", role: "alert" });
  return {
    root: make("div", { class: "desk-said" }, good, bad),
    update() {
      const told = model.get("told"), said = told.line ?? "";
      good.textContent = told.fault ? "" : said;
      bad.textContent = told.fault ? said : "";
      good.hidden = !good.textContent;
      bad.hidden = !bad.textContent;
    },
  };
}

/** Makes a field with its label before it. */
function fieldOf(label, input) {
  input.id = freshId("desk-field");
  return make("div", { class: "desk-field" }, make("label", { for: input.id }, label), input);
}

/** Makes a button that does something at once. */
function buttonOf(label, kind, press, more = {}) {
  return make("button", { type: "button", class: kind, onclick: press, ...more }, label);
}

/** Makes a bar of progress with what it says, and a button that calls the work off. */
function progressOf(model, verb) {
  const bar = make("progress", { max: 1, value: 0 }), text = make("span"), stop = buttonOf("", "plain", () => ask(model, verb));
  const root = make("div", { class: "desk-progress", role: "status", hidden: true }, bar, text, stop);
  return {
    root,
    update(busy, cancel) {
      root.hidden = !busy;
      if (!busy) return;
      bar.value = busy.share;
      bar.setAttribute("aria-label", busy.text);
      text.textContent = busy.text;
      stop.textContent = cancel;
    },
  };
}

/** Puts children into an element only where what they are made from has changed, so that the focus is not lost. */
function refilled(root, told, children) {
  const now = JSON.stringify(told);
  if (root.dataset.told === now) return;
  root.dataset.told = now;
  const label = root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  root.replaceChildren(...children());
  if (label) root.querySelector(`[data-focus="${CSS.escape(label)}"]`)?.focus();
}

/** Draws a panel: built anew when the words change, filled whenever something is told. */
function drawnAs(build) {
  return async ({ model, el }) => {
    const root = make("div", { class: "simlib-desk" });
    el.append(root);
    let fill = () => {};
    const rebuild = () => {
      root.lang = model.get("lang");
      fill = build(model, root);
      fill();
    };
    const again = () => fill();
    model.on("change:words", rebuild);
    model.on("change:told", again);
    rebuild();
    await hearKernel(model);
    ask(model, "drawn");
    return () => {
      model.off("change:words", rebuild);
      model.off("change:told", again);
    };
  };
}

/** Offers what Python sends for keeping: a file made in the browser, which needs no address of the server. */
function keepWhatIsSent(model) {
  model.on("msg:custom", (said, buffers) => {
    if (!said?.download) return;
    const address = URL.createObjectURL(new Blob(buffers.map((one) => one.buffer ?? one), { type: said.type }));
    const link = make("a", { href: address, download: said.download });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  });
}

/** Makes a choice among some values. */
function chooser(choices, value, chosen, more = {}) {
  const select = make("select", { onchange: () => chosen(select.value), ...more }, ...choices.map((one) => make("option", { value: one.value }, one.label)));
  select.value = value;
  return select;
}

let listeners = [];

/** Calls a function when one of some traits changes, until the view that is being drawn goes. */
function listen(model, names, heard) {
  const event = names.map((name) => `change:${name}`).join(" ");
  model.on(event, heard);
  listeners.push(() => model.off(event, heard));
}

/** Draws title, subtitle, status and the choice of language. */
function drawHead(model, root) {
  const title = make("h1"), subtitle = make("p"), scenario = make("p", { class: "scenario" });
  const status = make("p", { class: "status", role: "status" });
  const languages = make("div", { class: "languages", role: "group" });
  root.replaceChildren(make("div", { class: "titles" }, title, subtitle), make("div", { class: "side" }, scenario, status, languages));
  function say() {
    const heading = model.get("heading"), words = model.get("words"), lang = model.get("lang");
    title.textContent = heading.title ?? "";
    subtitle.textContent = heading.subtitle ?? "";
    scenario.textContent = heading.scenario ?? "";
    scenario.title = heading.laid ?? "";
    scenario.classList.toggle("is-changed", heading.changed > 0);
    languages.setAttribute("aria-label", words.language ?? "");
    languages.replaceChildren(...["fr", "en"].map((one) => make("button", {
      type: "button", lang: one, "aria-pressed": String(one === lang),
      onclick: () => { model.set("wanted", one); model.save_changes(); },
    }, one.toUpperCase())));
    if (document.body.dataset.voila) {
      document.documentElement.lang = lang;
      document.title = heading.title ?? "";
    }
  }
  function tell() {
    const now = model.get("status"), behind = model.get("asked") > model.get("answered") && now.phase !== "failed";
    status.textContent = (behind ? model.get("words").updating : now.text) ?? "";
    status.dataset.phase = behind ? "updating" : now.phase ?? "";
  }
  listen(model, ["heading", "lang"], say);
  listen(model, ["status", "asked", "answered", "words"], tell);
  say();
  tell();
}

/** Says beside the cards how far the past bears the forecasts out, where the firm was tried on it. */
function drawVerdict(model, root) {
  function say() {
    const { text = "", warns = false } = model.get("heading").verdict ?? {};
    root.textContent = text;
    root.hidden = !text;
    root.classList.toggle("is-warning", warns);
  }
  listen(model, ["heading"], say);
  say();
}

/** Marks the figures as behind while a move has not been answered, or could not be. */
function watchFreshness(model, root) {
  function mark() {
    const behind = model.get("asked") > model.get("answered");
    root.classList.toggle("is-behind", behind);
    root.dataset.asked = model.get("asked");
    root.dataset.answered = model.get("answered");
    root.dataset.phase = model.get("status").phase ?? "";
  }
  listen(model, ["asked", "answered", "status"], mark);
  mark();
}

/** Keeps JupyterLab's shortcuts away from what has the focus here, so that arrows move sliders and not cells. */
function hearKeys(root) {
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
}

async function render({ model, el }) {
  listeners = [];
  const whole = model.get("part") === "all", sketch = model.get("part") === "sketch";
  const root = make("div", { class: whole ? "simlib simlib-page" : "simlib", lang: model.get("lang") });
  const controls = make("section", { class: "panel controls" });
  let leave = () => {};
  if (whole) {
    const head = make("header", { class: "head" }), cards = make("section", { class: "cards" });
    const presets = make("nav", { class: "presets" }), charts = make("section", { class: "panel charts" });
    const verdict = make("p", { class: "verdict", role: "note", hidden: true });
    root.append(head, presets, cards, verdict, make("div", { class: "body" }, controls, charts));
    drawHead(model, head);
    drawPresets(model, presets);
    drawCards(model, cards);
    drawVerdict(model, verdict);
    const foot = make("footer", { class: "foot" }), say = () => { foot.textContent = model.get("words").brackets ?? ""; };
    root.append(foot);
    listen(model, ["words"], say);
    say();
    const tabs = drawTabs(model, charts);
    leave = tabs.leave;
    drawDrawers(model, controls, tabs.open);
  } else if (sketch) {
    const chart = make("section", { class: "panel charts" }), few = model.get("knobs").length > 0;
    root.classList.add("simlib-sketch");
    root.append(make("div", { class: few ? "body" : "body is-bare" }, ...(few ? [controls] : []), chart));
    const part = blocksOf(model), fill = () => { if (model.get("content").blocks) part.update(model.get("content").blocks); };
    chart.append(part.root);
    if (few) drawControls(model, controls);
    listen(model, ["content"], fill);
    fill();
    leave = part.leave;
  } else {
    drawDrawers(model, controls);
    root.append(controls);
  }
  watchFreshness(model, root);
  listen(model, ["lang"], () => { root.lang = model.get("lang"); });
  hearKeys(root);
  el.append(root);
  const mine = listeners;
  await hearKernel(model);
  model.send("drawn"); // what was said before there was anyone to hear it is said again
  return () => {
    for (const stop of mine) stop();
    leave();
  };
}

export default { render };

let listeners = [];

/** Calls a function when one of some traits changes, until the view that is being drawn goes. */
function listen(model, names, heard) {
  const event = names.map((name) => `change:${name}`).join(" ");
  model.on(event, heard);
  listeners.push(() => model.off(event, heard));
}

/** Draws title, subtitle, status and the choice of language. */
function drawHead(model, root) {
  const title = make("h1"), subtitle = make("p"), status = make("p", { class: "status", role: "status" });
  const languages = make("div", { class: "languages", role: "group" });
  root.replaceChildren(make("div", { class: "titles" }, title, subtitle), make("div", { class: "side" }, status, languages));
  function say() {
    const heading = model.get("heading"), words = model.get("words"), lang = model.get("lang");
    title.textContent = heading.title ?? "";
    subtitle.textContent = heading.subtitle ?? "";
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

function render({ model, el }) {
  listeners = [];
  const whole = model.get("part") === "all", sketch = model.get("part") === "sketch";
  const root = make("div", { class: whole ? "simlib simlib-page" : "simlib", lang: model.get("lang") });
  const controls = make("section", { class: "panel controls" });
  let leave = () => {};
  drawControls(model, controls);
  if (whole) {
    const head = make("header", { class: "head" }), cards = make("section", { class: "cards" });
    const charts = make("section", { class: "panel charts" });
    root.append(head, cards, make("div", { class: "body" }, controls, charts));
    drawHead(model, head);
    drawCards(model, cards);
    leave = drawTabs(model, charts);
  } else if (sketch) {
    const chart = make("section", { class: "panel charts" }), few = model.get("knobs").length > 0;
    root.classList.add("simlib-sketch");
    root.append(make("div", { class: few ? "body" : "body is-bare" }, ...(few ? [controls] : []), chart));
    leave = drawChart(model, chart);
  } else {
    root.append(controls);
  }
  watchFreshness(model, root);
  listen(model, ["lang"], () => { root.lang = model.get("lang"); });
  el.append(root);
  model.send("drawn"); // what was said before there was anyone to hear it is said again
  const mine = listeners;
  return () => {
    for (const stop of mine) stop();
    leave();
  };
}

export default { render };

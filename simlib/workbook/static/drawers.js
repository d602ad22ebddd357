/** Returns a text without accents and in small letters, to search in. */
function plainLetters(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** Fills an element with the levers in drawers: a list of drawers, a field to search, the levers of the open one. */
function drawDrawers(model, root, openTab) {
  const id = freshId("drawer"), list = make("div", { class: "drawers", role: "tablist", "aria-orientation": "vertical" });
  const search = make("input", { type: "search", class: "search" });
  const body = make("div", { class: "drawer", role: "tabpanel", id, tabindex: "0" }), picked = {};
  const head = make("div");
  let open = "strongest", controls = [];
  root.replaceChildren(head, make("div", { class: "cabinet" }, list, make("div", { class: "drawer-side" }, search, body)));

  const moved = (knob) => standing(model, knob.path, knob.today) !== knob.today;
  function mine(name) {
    const knobs = model.get("knobs");
    if (name === "strongest") return knobs.filter((knob) => knob.first);
    if (name === "changed") return knobs.filter(moved);
    return knobs.filter((knob) => knob.drawer === name && !knob.plan);
  }
  function found(asked) {
    const parts = plainLetters(asked).split(/\s+/).filter(Boolean);
    return model.get("knobs").filter((knob) => {
      const text = plainLetters(`${knob.name} ${knob.of} ${knob.help}`);
      return parts.every((part) => text.includes(part));
    }).slice(0, 40);
  }
  /** Returns the levers shown, and a choice of what they are for where they are for several. */
  function shown() {
    const asked = search.value.trim();
    if (asked) return { knobs: found(asked), choice: null };
    const knobs = mine(open);
    if (open === "strongest" || open === "changed") return { knobs, choice: null };
    const of = (knob) => knob.of.split(" · ")[0], names = [...new Set(knobs.map(of).filter(Boolean))];
    if (names.length < 2) return { knobs, choice: null };
    if (!names.includes(picked[open])) picked[open] = names[0];
    const choice = make("select", { class: "pick", id: freshId("pick"), onchange: (event) => { picked[open] = event.target.value; fill(); } },
      ...names.map((name) => make("option", { value: name, selected: name === picked[open] }, name)));
    return { knobs: knobs.filter((knob) => !knob.of || of(knob) === picked[open]), choice };
  }
  function fill() {
    const words = model.get("words"), { knobs, choice } = shown();
    controls = knobs.map((knob) => control(model, knob));
    const link = open === "reminders" && !search.value.trim() && openTab
      ? make("button", { type: "button", class: "primary", onclick: () => openTab("timeline") }, words.toTimeline ?? "") : null;
    const parts = open === "changed" && !search.value.trim() ? model.get("heading").parts ?? [] : [];
    const listed = parts.length ? make("ul", { class: "parts" }, ...parts.map((part) => make("li", {}, part))) : null;
    const none = knobs.length || listed ? null : make("p", { class: "note" }, search.value.trim() ? words.foundNone : words.changedNone);
    const own = controls.filter((one) => !one.knob.of || !choice), of = controls.filter((one) => one.knob.of && choice);
    body.replaceChildren(...[
      link, ...fieldsets(model, own),
      choice && make("label", { class: "field", for: choice.id }, make("span", {}, words.pick ?? ""), choice),
      ...fieldsets(model, of), listed, none,
    ].filter(Boolean));
    place();
  }
  function mark() {
    for (const tab of list.children) {
      const chosen = tab.dataset.name === open;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) body.setAttribute("aria-labelledby", tab.id);
    }
  }
  function choose(name, focus) {
    open = name;
    search.value = "";
    mark();
    fill();
    body.scrollTop = 0;
    if (focus) list.querySelector('[aria-selected="true"]').focus();
  }
  function build() {
    const words = model.get("words");
    head.replaceChildren(leversHead(model));
    search.placeholder = words.search ?? "";
    search.setAttribute("aria-label", words.search ?? "");
    list.setAttribute("aria-label", words.controls ?? "");
    list.replaceChildren(...model.get("drawers").map((drawer) => make("button", {
      type: "button", role: "tab", id: freshId("tab"), "data-name": drawer.name, "aria-controls": id, onclick: () => choose(drawer.name, false),
    }, drawer.label, make("span", { class: "count", hidden: true }))));
    mark();
    fill();
  }
  function place() {
    for (const one of controls) one.place();
    let all = 0;
    for (const tab of list.children) {
      const count = mine(tab.dataset.name).filter(moved).length, badge = tab.querySelector(".count");
      badge.textContent = String(count);
      badge.hidden = !count || tab.dataset.name === "strongest";
      if (tab.dataset.name === "changed") {
        all = count + (model.get("heading").parts ?? []).length;
        badge.textContent = String(all);
        badge.hidden = !all;
      }
    }
    head.querySelector(".reset").disabled = !all && !(model.get("heading").changed > 0);
  }
  let known = "";
  function renew() {
    const now = JSON.stringify(model.get("knobs"));
    if (now !== known) { known = now; keepFocus(body, build); }
  }
  list.addEventListener("keydown", (event) => {
    const names = model.get("drawers").map((drawer) => drawer.name), here = names.indexOf(open);
    const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: names.length - 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    choose(names[(steps[event.key] + names.length) % names.length], true);
  });
  search.addEventListener("input", fill);
  listen(model, ["knobs"], renew);
  listen(model, ["drawers", "words", "groups"], build);
  let parts = "";
  listen(model, ["heading"], () => {
    const now = JSON.stringify(model.get("heading").parts ?? []);
    if (now !== parts && open === "changed") keepFocus(body, fill);
    parts = now;
    place();
  });
  listen(model, ["values", "orders", "answered"], place);
  build();
}

/** Draws anew, and gives the focus back to the lever that had it. */
function keepFocus(body, draw) {
  const held = document.activeElement, path = body.contains(held) ? held.closest(".lever")?.dataset.path : null;
  draw();
  if (path) body.querySelector(`.lever[data-path="${CSS.escape(path)}"] :is(input, select)`)?.focus();
}

const ICONS = {
  email: "M3 6h18v12H3z M3 7l9 7 9-7",
  sms: "M4 5h16v10H11l-5 4v-4H4z",
  statement: "M6 3h12v18H6z M9 8h6 M9 12h6 M9 16h4",
  letter: "M3 6h18v12H3z M3 18l7-6 M21 18l-7-6 M3 7l9 7 9-7",
  formal_notice: "M12 3l9.5 17h-19z M12 9v5 M12 17v.6",
  call: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4c-9 1-16-6-15-15z",
};

/** Makes the sign of a channel. */
function icon(channel) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="${ICONS[channel] ?? ICONS.email}"/></svg>`;
  return holder.content.firstChild;
}

/** Makes the reminder plans: a line of days for each, its steps on it; the step chosen can be changed below. */
function timelineBlock(model) {
  const root = make("div", { class: "block timeline" }), rows = new Map();
  let told = null, chosen = null, dragged = null, wanted = null, span = [-15, 60];
  const words = () => model.get("words");
  const key = (plan, step) => `${plan.name}/${step.name}`;
  const dayOf = (step) => standing(model, `${step.path}.day`, step.day);
  const channelOf = (step) => standing(model, `${step.path}.channel`, step.channel);
  const minimumOf = (step) => standing(model, `${step.path}.min_amount`, step.minimum);
  const label = (channel) => told.channels.find((one) => one.value === channel)?.label ?? channel;
  const signed = (day) => (day < 0 ? `J\u2212${-day}` : `J+${day}`);
  const said = (day) => (model.get("lang") === "fr" ? signed(day) : signed(day).replace("J", "D"));
  const share = (day) => (day - span[0]) / (span[1] - span[0]);

  function stretch() {
    const days = told.plans.flatMap((plan) => [...plan.steps.map(dayOf), ...plan.today]);
    const low = Math.min(-15, ...days.map((day) => day - 5)), high = Math.max(60, ...days.map((day) => day + 15));
    span = [Math.max(told.range[0], low), Math.min(told.range[1], high)];
  }
  function moveTo(step, day) {
    const kept = Math.max(told.range[0], Math.min(told.range[1], Math.round(day)));
    if (kept !== dayOf(step)) order(model, "move", { path: `${step.path}.day`, value: kept });
  }
  function press(plan, step, event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 7, PageDown: -7 };
    if (event.key in steps) moveTo(step, dayOf(step) + steps[event.key]);
    else if (event.key === "Delete" || event.key === "Backspace") drop(plan, step);
    else if (event.key === "Home") moveTo(step, 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function drop(plan, step) {
    const others = plan.steps.filter((one) => one !== step);
    chosen = others.length ? key(plan, others[0]) : null;
    wanted = chosen;
    order(model, "remove", { plan: plan.name, step: step.name });
  }
  function add(plan, day) {
    const last = Math.max(0, ...plan.steps.map(dayOf));
    wanted = `${plan.name}/+`;
    order(model, "add", { plan: plan.name, day: Math.min(told.range[1], day ?? last + 7), channel: "email" });
  }
  /** Makes a step: a slider on the line of days. */
  function stepOf(plan, step) {
    const knot = make("div", { class: "knot" }), text = make("span", { class: "when" });
    const node = make("div", {
      class: "step", role: "slider", tabindex: "0", "data-plan": plan.name, "data-step": step.name,
      "aria-valuemin": told.range[0], "aria-valuemax": told.range[1],
    }, knot, text);
    const made = { node, knot, text, plan, step };
    node.addEventListener("keydown", (event) => press(made.plan, made.step, event));
    node.addEventListener("focus", () => choose(made.plan, made.step));
    node.addEventListener("pointerdown", (event) => {
      dragged = made;
      node.setPointerCapture(event.pointerId);
      node.focus();
      event.preventDefault();
    });
    node.addEventListener("pointermove", (event) => {
      if (dragged !== made) return;
      const box = node.parentElement.getBoundingClientRect();
      moveTo(made.step, span[0] + ((event.clientX - box.left) / box.width) * (span[1] - span[0]));
    });
    const release = () => { if (dragged === made) { dragged = null; place(); } };
    node.addEventListener("pointerup", release);
    node.addEventListener("pointercancel", release);
    return made;
  }
  function choose(plan, step) {
    if (chosen === key(plan, step)) return;
    chosen = key(plan, step);
    place();
  }
  /** Makes the row of a plan. */
  function rowOf() {
    const name = make("h4"), track = make("div", { class: "line-of-days" }), editor = make("div", { class: "editor", hidden: true });
    const tools = make("div", { class: "tools" }), node = make("section", { class: "plan" }, make("div", { class: "plan-head" }, name, tools), track, editor);
    const row = { node, name, track, tools, editor, knots: new Map(), plan: null, edited: "" };
    track.addEventListener("dblclick", (event) => {
      const box = track.getBoundingClientRect();
      add(row.plan, Math.round(span[0] + ((event.clientX - box.left) / box.width) * (span[1] - span[0])));
    });
    return row;
  }
  function ticks() {
    const width = span[1] - span[0], step = width > 130 ? 30 : width > 80 ? 15 : 10, found = [];
    for (let day = Math.ceil(span[0] / step) * step; day <= span[1]; day += step) {
      found.push(make("span", { class: day ? "tick" : "tick is-due", style: `left:${100 * share(day)}%` }, day ? (day > 0 ? `+${day}` : `\u2212${-day}`) : words().due));
    }
    return found;
  }
  /** Puts everything where it stands. */
  function place() {
    if (!told) return;
    if (!dragged) stretch();
    for (const row of rows.values()) {
      const still = row.plan.today.map((day) => make("span", { class: "before", "aria-hidden": "true", style: `left:${100 * share(day)}%` }));
      row.track.replaceChildren(make("div", { class: "rail" }), ...ticks(), ...still, ...[...row.knots.values()].map((one) => one.node));
      if (!row.knots.size) row.track.append(make("span", { class: "empty" }, words().none));
      let ends = [];
      for (const one of [...row.knots.values()].sort((a, b) => dayOf(a.step) - dayOf(b.step))) {
        const day = dayOf(one.step), channel = channelOf(one.step), x = share(day) * (row.track.clientWidth || 700);
        let level = ends.findIndex((end) => end < x - 60);
        if (level < 0) level = ends.length;
        ends[level] = x + 60;
        one.node.style.left = `${100 * share(day)}%`;
        one.node.style.setProperty("--level", String(Math.min(level, 2)));
        one.node.classList.toggle("is-chosen", chosen === key(row.plan, one.step));
        one.node.classList.toggle("is-moved", one.step.moved || day !== one.step.today);
        if (one.drawn !== channel) { one.knot.replaceChildren(icon(channel)); one.drawn = channel; }
        one.text.textContent = `${said(day)} · ${label(channel)}`;
        one.node.setAttribute("aria-label", `${one.step.label}, ${label(channel)}, ${row.plan.label}`);
        one.node.setAttribute("aria-valuenow", String(day));
        one.node.setAttribute("aria-valuetext", said(day));
      }
      row.track.style.setProperty("--levels", String(Math.min(3, Math.max(1, ends.length))));
      edit(row);
    }
  }
  /** Shows the step chosen, in fields. */
  function edit(row) {
    const one = [...row.knots.values()].find((made) => chosen === key(row.plan, made.step));
    row.editor.hidden = !one;
    if (!one) { row.edited = ""; return; }
    const { step, plan } = one, fields = row.editor.querySelectorAll("input, select");
    if (row.edited === key(plan, step) + model.get("lang") && fields.length === 3) {
      [dayOf(step), channelOf(step), minimumOf(step)].forEach((value, i) => {
        if (fields[i] !== document.activeElement || fields[i].tagName === "SELECT") fields[i].value = value;
      });
      return;
    }
    row.edited = key(plan, step) + model.get("lang");
    const field = (text, input) => make("label", { class: "field" }, make("span", {}, text), input);
    const numbered = (value, least, most, by, set) => make("input", {
      type: "number", value, min: least, max: most, step: by,
      onchange: (event) => { if (event.target.value !== "" && event.target.validity.valid) set(Number(event.target.value)); else event.target.value = value; },
    });
    const options = told.channels.map((channel) => make("option", { value: channel.value, selected: channel.value === channelOf(step) }, channel.label));
    row.editor.replaceChildren(
      make("strong", {}, step.label),
      field(words().day, numbered(dayOf(step), told.range[0], told.range[1], 1, (day) => moveTo(step, day))),
      field(words().channel, make("select", { onchange: (event) => order(model, "move", { path: `${step.path}.channel`, value: event.target.value }) }, ...options)),
      field(words().minimum, numbered(minimumOf(step), 0, 1000000, 50, (value) => order(model, "move", { path: `${step.path}.min_amount`, value }))),
      make("button", { type: "button", class: "plain", onclick: () => drop(plan, step) }, words().remove));
  }
  function tools(row) {
    const plan = row.plan;
    row.tools.replaceChildren(...[
      make("button", { type: "button", class: "plain add", onclick: () => add(plan) }, `+ ${words().add}`),
      plan.own ? make("button", { type: "button", class: "plain", onclick: () => order(model, "share", { segment: plan.name }) }, words().shared) : null,
    ].filter(Boolean));
  }
  function owners() {
    if (!told.others.length || told.plans.length + told.others.length < 2) return [];
    const id = freshId("own");
    return [make("label", { class: "field", for: id }, make("span", {}, words().own),
      make("select", { id, onchange: (event) => { if (event.target.value) order(model, "own", { segment: event.target.value }); } },
        make("option", { value: "" }, words().choose), ...told.others.map((one) => make("option", { value: one.name }, one.label))))];
  }
  function update(block) {
    const held = document.activeElement?.closest?.(".step, .editor") && root.contains(document.activeElement);
    told = block;
    for (const name of [...rows.keys()]) if (!told.plans.some((plan) => plan.name === name)) rows.delete(name);
    for (const plan of told.plans) {
      const row = rows.get(plan.name) ?? rowOf();
      rows.set(plan.name, row);
      row.plan = plan;
      row.name.textContent = plan.label;
      row.track.setAttribute("aria-label", `${words().steps} : ${plan.label}`);
      row.track.setAttribute("role", "group");
      const before = new Set(row.knots.keys());
      for (const name of before) if (!plan.steps.some((step) => step.name === name)) row.knots.delete(name);
      for (const step of plan.steps) {
        const made = row.knots.get(step.name) ?? stepOf(plan, step);
        row.knots.set(step.name, made);
        Object.assign(made, { plan, step });
        if (wanted === `${plan.name}/+` && !before.has(step.name)) { chosen = wanted = key(plan, step); }
      }
      tools(row);
    }
    const parts = [make("p", { class: "chart-subtitle" }, words().intro)];
    if (!told.calls && told.plans.some((plan) => plan.steps.some((step) => channelOf(step) === "call"))) parts.push(make("p", { class: "note" }, words().noCalls));
    const ordered = told.plans.map((plan) => rows.get(plan.name).node);
    if (!held || !ordered.every((node) => root.contains(node))) root.replaceChildren(...parts, ...ordered, make("div", { class: "owners" }, ...owners()));
    place();
    if (wanted && chosen === wanted) {
      for (const row of rows.values()) for (const one of row.knots.values()) if (key(row.plan, one.step) === chosen) one.node.focus();
      wanted = null;
    }
  }
  const watcher = new ResizeObserver(place);
  watcher.observe(root);
  listen(model, ["orders"], place);
  return { root, update, leave: () => watcher.disconnect() };
}

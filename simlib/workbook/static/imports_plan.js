/** Draws today's reminders: one row each, changed in place. */
function planOf(model, root) {
  const words = model.get("words");
  return () => {
    const told = model.get("told").plan;
    refilled(root, told, () => {
      const days = told.days.map((one) => ({ ...one }));
      const send = () => ask(model, "plan", { days });
      const number = (one, name, label, place, more) => {
        const input = make("input", { type: "number", "aria-label": `${label} ${place + 1}`, "data-focus": `${name}-${place}`, onchange: () => {
          one[name] = input.value === "" ? null : Number(input.value);
          send();
        }, ...more });
        input.value = one[name];
        return input;
      };
      const rows = days.map((one, place) => make("tr", {},
        make("td", {}, number(one, "day", words.day, place, { min: -30, max: 180, step: 1 })),
        make("td", {}, chooser(told.channels, one.channel, (value) => { one.channel = value; send(); }, { "aria-label": `${words.channel} ${place + 1}`, "data-focus": `channel-${place}` })),
        make("td", {}, number(one, "min_amount", words.minimum, place, { min: 0, step: 50 })),
        make("td", {}, buttonOf(words.remove, "plain", () => { days.splice(place, 1); send(); }, { "aria-label": `${words.remove} ${place + 1}` }))));
      const head = [words.day, words.channel, `${words.minimum} (€)`].map((label) => make("th", { scope: "col" }, label));
      const add = buttonOf(words.add, "plain add", () => {
        days.push({ day: Math.min(180, Math.max(0, ...days.map((one) => one.day)) + 15), channel: "email", min_amount: 0 });
        send();
      }, { disabled: days.length >= told.most, "data-focus": "add" });
      return [make("p", { class: "note" }, told.intro),
        days.length ? make("table", { class: "grid plan-today" }, make("caption", {}, words.planHead), make("thead", {}, make("tr", {}, ...head, make("td"))), make("tbody", {}, ...rows))
          : make("p", { class: "small" }, words.noDays),
        make("div", {}, add)];
    });
  };
}

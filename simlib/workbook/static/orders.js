/** Asks for something to be done. Orders are numbered and kept until they are answered; of moves of one lever only the last is kept. */
function order(model, verb, said = {}) {
  const n = model.get("asked") + 1;
  let waiting = model.get("orders").filter((one) => one.n > model.get("answered"));
  if (verb === "move") waiting = waiting.filter((one) => one.verb !== "move" || one.path !== said.path);
  model.set("orders", [...waiting, { n, verb, ...said }]);
  model.set("asked", n);
  model.save_changes();
}

/** Returns where a value stands: as asked for last, else as the scenario has it, else a value given. */
function standing(model, path, otherwise) {
  for (const one of [...model.get("orders")].reverse()) {
    if (one.n <= model.get("answered") || one.verb !== "move") break;
    if (one.path === path) return one.value;
  }
  return model.get("values")[path] ?? otherwise;
}

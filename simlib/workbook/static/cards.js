/** Fills an element with the cards: label, value, change, interval, sentence. */
function drawCards(model, root) {
  const open = new Set();
  function build() {
    const words = model.get("words"), cards = model.get("cards");
    root.setAttribute("aria-label", words.cards ?? "");
    root.replaceChildren(...cards.map((card) => oneCard(model, card, words, open)));
    if (!cards.length) root.replaceChildren(make("p", { class: "waiting" }, words.waiting ?? ""));
  }
  listen(model, ["cards"], build);
  build();
}

function oneCard(model, card, words, open) {
  const { button, text } = hint(`${card.label}. ${words.help}`, card.help);
  if (open.has(card.name)) button.click();
  button.addEventListener("click", () => (text.hidden ? open.delete(card.name) : open.add(card.name)));
  return make("article", { class: `card is-${card.tone}`, "data-name": card.name },
    make("div", {}, make("div", { class: "line" }, make("h3", {}, card.label), button), text),
    make("p", { class: "figure", title: card.band }, card.value),
    make("p", { class: "change" }, make("strong", {}, card.change), card.interval ? make("span", { title: words.brackets }, card.interval) : null),
    make("p", { class: "sentence" }, ...explained(model, card.sentence)));
}

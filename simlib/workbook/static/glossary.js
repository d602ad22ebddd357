let known = { told: null, pattern: null, terms: new Map() };

/** Returns the terms of the glossary and the pattern that finds them, made anew when the language changes. */
function termsOf(model) {
  const told = model.get("words").glossary ?? [];
  if (known.told === told) return known;
  const terms = new Map(), escaped = (form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/[\s\u00a0\u202f]+/g, "[\\s\\u00a0\\u202f]+");
  for (const one of told) for (const form of one.forms) terms.set(plainForm(form), one);
  const forms = [...terms.keys()].sort((a, b) => b.length - a.length).map(escaped);
  known = { told, terms, pattern: forms.length ? new RegExp(`(?<![\\p{L}\\p{N}-])(?:${forms.join("|")})(?![\\p{L}\\p{N}-])`, "giu") : null };
  return known;
}

function plainForm(form) { return form.toLowerCase().replace(/[\s\u00a0\u202f]+/g, " "); }

/** Returns a text with its first term of each kind made explainable, on hover and by keyboard. */
function explained(model, text) {
  const { pattern, terms } = termsOf(model);
  if (!pattern) return [text];
  const parts = [], done = new Set();
  let last = 0;
  for (const found of text.matchAll(pattern)) {
    const term = terms.get(plainForm(found[0]));
    if (!term || done.has(term)) continue;
    done.add(term);
    parts.push(text.slice(last, found.index), termed(found[0], term));
    last = found.index + found[0].length;
  }
  return [...parts, text.slice(last)].filter((part) => part !== "");
}

/** Makes a word that says what it means when it is pointed at or reached. */
function termed(shown, term) {
  const word = make("dfn", { class: "term", tabindex: "0" }, shown);
  let leaving = 0;
  const show = () => { clearTimeout(leaving); tell(word, term); };
  const hide = () => { leaving = setTimeout(untell, 200, word); };
  for (const event of ["mouseenter", "focus"]) word.addEventListener(event, show);
  for (const event of ["mouseleave", "blur"]) word.addEventListener(event, hide);
  word.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    untell(word);
  });
  return word;
}

/** Shows what a term means, beside it and within the window; it stays while it is pointed at. */
function tell(word, term) {
  const root = word.closest(".simlib");
  if (!root || word.hasAttribute("aria-describedby")) return;
  root.querySelector(".meaning")?.remove();
  for (const other of root.querySelectorAll(".term[aria-describedby]")) other.removeAttribute("aria-describedby");
  const id = freshId("meaning");
  const note = make("div", { class: "meaning", role: "tooltip", id }, make("strong", {}, term.term), make("p", {}, term.meaning), make("p", { class: "source" }, term.source));
  root.append(note);
  word.setAttribute("aria-describedby", id);
  const at = word.getBoundingClientRect(), size = note.getBoundingClientRect();
  note.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8))}px`;
  note.style.top = `${at.bottom + size.height + 6 < window.innerHeight ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)}px`;
  note.addEventListener("mouseleave", () => untell(word));
}

function untell(word) {
  const note = document.getElementById(word.getAttribute("aria-describedby"));
  if (note?.matches(":hover")) return;
  note?.remove();
  word.removeAttribute("aria-describedby");
}

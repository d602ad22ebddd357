/** Makes an element: attributes by name, listeners by "on" and the event's name, children as elements or plain text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let lastNumber = 0;

/** Returns an id that no other element of the page has. */
function freshId(stem) {
  lastNumber += 1;
  return `simlib-${stem}-${lastNumber}`;
}

/** Makes a button that unfolds a help text, and the text: shown on hover as a title too. */
function hint(label, help) {
  const id = freshId("help");
  const text = make("p", { class: "help", id, hidden: true }, help);
  const button = make("button", {
    type: "button", class: "hint", title: help, "aria-label": label, "aria-expanded": "false", "aria-controls": id,
    onclick: () => {
      text.hidden = !text.hidden;
      button.setAttribute("aria-expanded", String(!text.hidden));
    },
  }, "?");
  return { button, text };
}

/**
 * Makes the model hear its kernel whatever happened before. anywidget (0.11) gives a browser two seconds to load a widget's module; on a
 * busy machine that is too short, and from then on it drops every message of the kernel: the figures would never come.
 */
async function hearKernel(model) {
  const mine = await model.widget_manager.get_model(model.get("own"));
  const plain = Object.getPrototypeOf(Object.getPrototypeOf(mine))._handle_comm_msg;
  mine.comm?.on_msg((message) => plain.call(mine, message));
}

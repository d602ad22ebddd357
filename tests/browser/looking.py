"""What is looked for on a page: texts that are too small, texts that lie over one another, and every text there is."""

TEXTS_TOO_SMALL = """(smallest) => {
  const walker = document.createTreeWalker(document.querySelector('.simlib'), NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (text && parent.checkVisibility() && parseFloat(getComputedStyle(parent).fontSize) < smallest) found.push(text);
  }
  return [...new Set(found)];
}"""

OVERLAPPING = """() => {
  const root = document.querySelector('.simlib'), shown = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), scale = window.innerWidth;
  const clip = (box, element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (up !== element && style.overflow !== 'visible' && !(up instanceof SVGElement)) {
        const edge = up.getBoundingClientRect();
        box = { left: Math.max(box.left, edge.left), right: Math.min(box.right, edge.right),
                top: Math.max(box.top, edge.top), bottom: Math.min(box.bottom, edge.bottom) };
      }
    }
    return box;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement, text = node.textContent.trim();
    if (!text || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (parent.closest('thead, caption, option, .hoverlayer, [hidden], .meaning')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const one of range.getClientRects()) {
      const slack = one.height * .15, edges = { left: one.left, right: one.right, top: one.top + slack, bottom: one.bottom - slack };
      const box = clip(edges, parent);
      if (box.right - box.left > 1 && box.bottom - box.top > 1) shown.push({ node, text, box });
    }
  }
  const found = [];
  shown.forEach((a, i) => shown.slice(i + 1).forEach((b) => {
    if (a.node === b.node) return;
    const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    if (wide > 2 && high > 2) found.push(`${a.text.slice(0, 40)} / ${b.text.slice(0, 40)}`);
  }));
  return [...new Set(found)];
}"""
"""Pairs of texts that lie over one another as shown; what a scrolled box hides does not count, nor do heads that stay in place."""

EVERY_TEXT = """() => {
  const root = document.querySelector('.simlib'), found = new Set();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.add(walker.currentNode.textContent.trim());
  for (const one of root.querySelectorAll('p, li, label, h1, h2, h3, h4, td, th, dfn')) found.add(one.textContent.trim());
  for (const name of ['title', 'aria-label', 'placeholder', 'aria-valuetext'])
    for (const one of root.querySelectorAll(`[${name}]`)) found.add(one.getAttribute(name).trim());
  return [...found].filter(Boolean);
}"""
"""Every text of the page, shown or not, titles and names that are read aloud among them."""

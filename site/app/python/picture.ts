// What a program has drawn, as part of the page: whatever its SVG says, only shapes and words of a chart come through.

const SVG = "http://www.w3.org/2000/svg";
const ELEMENTS = new Set(["svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text"]);
const ATTRIBUTES = new Set(
  ("class viewBox width height x y x1 y1 x2 y2 cx cy r d points fill fill-opacity stroke stroke-dasharray text-anchor " +
    "font-size aria-hidden focusable").split(" "),
);

/** Nothing if it is no SVG. */
export function pictureOf(source: string): SVGElement | undefined {
  const { documentElement } = new DOMParser().parseFromString(source, "image/svg+xml");
  const copied = documentElement.localName === "svg" ? copy(documentElement) : undefined;
  copied?.setAttribute("aria-hidden", "true"); // the figure around it says what it shows
  return copied;
}

function copy(element: Element): SVGElement | undefined {
  if (!ELEMENTS.has(element.localName)) return undefined;
  const made = document.createElementNS(SVG, element.localName);
  for (const { name, value } of element.attributes) if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  for (const child of element.childNodes) {
    if (child instanceof Element) made.append(...[copy(child)].filter((copied) => copied !== undefined));
    else if (child.nodeType === Node.TEXT_NODE) made.append(child.textContent ?? "");
  }
  return made;
}

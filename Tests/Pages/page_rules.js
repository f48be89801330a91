// Rules that a page must keep, checked on the rendered page. Returns a list of [rule, what is
// wrong]. Not a replacement for axe: only for features that this project's pages use.
const wrong = [];
const say = (rule, element, detail) => {
  const name = element ? element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") +
    (element.getAttribute("class") ? "." + element.getAttribute("class").split(" ").join(".") : "") : "page";
  wrong.push([rule, name + ": " + detail]);
};
const all = (selector) => Array.from(document.querySelectorAll(selector));
const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
const text = (element) => (element.textContent || "").trim();

// The document
if (!document.documentElement.lang) say("lang", null, "the page names no language");
if (!document.title.trim()) say("title", null, "the page has no title");
const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']");
if (!policy || !policy.content.includes("default-src 'none'")) say("policy", null, "no policy that forbids loading");
else if (policy.content.includes("unsafe")) say("policy", policy, policy.content);
const viewport = document.querySelector("meta[name=viewport]");
if (!viewport || /user-scalable\s*=\s*no|maximum-scale/.test(viewport.content))
  say("viewport", viewport, "zoom is hindered");
for (const element of all("*"))
  for (const attribute of element.attributes)
    if (attribute.name.startsWith("on")) say("handler", element, attribute.name);

// Names
for (const image of all("img")) if (!image.hasAttribute("alt")) say("alt", image, "no alternative text");
for (const drawing of all("svg"))
  if (drawing.getAttribute("aria-hidden") !== "true" &&
    !(drawing.getAttribute("role") === "img" && drawing.getAttribute("aria-label")))
    say("svg-name", drawing, "neither hidden nor named");
for (const control of all("input, select, textarea"))
  if (!(control.labels && control.labels.length && text(control.labels[0])) && !control.getAttribute("aria-label"))
    say("label", control, "no label");
for (const element of all("button, a[href], summary")) {
  const named = text(element) || element.getAttribute("aria-label") || element.querySelector("[alt]:not([alt='']), [role=img][aria-label]");
  if (shown(element) && !named) say("name", element, "nothing to read");
}
const counts = {};
for (const element of all("[id]")) counts[element.id] = (counts[element.id] || 0) + 1;
for (const id in counts) if (counts[id] > 1) say("unique-id", document.getElementById(id), counts[id] + " times");
for (const attribute of ["aria-labelledby", "aria-describedby", "for"])
  for (const element of all("[" + attribute + "]"))
    for (const id of element.getAttribute(attribute).split(/\s+/))
      if (!document.getElementById(id)) say("reference", element, attribute + " names " + id);
for (const link of all("a[href^='#']"))
  if (!document.getElementById(link.getAttribute("href").slice(1))) say("anchor", link, link.getAttribute("href"));
for (const link of all("a[href]"))
  if (!["file:", location.protocol].includes(link.protocol)) say("scheme", link, link.protocol);

// Structure
const headings = all("h1, h2, h3, h4, h5, h6").filter(shown);
if (headings.filter((h) => h.tagName === "H1").length !== 1) say("heading-one", null, "not exactly one h1");
let level = 0;
for (const heading of headings) {
  const next = Number(heading.tagName[1]);
  if (next > level + 1) say("heading-order", heading, "h" + level + " is followed by h" + next);
  if (!text(heading)) say("heading-empty", heading, "no text");
  level = next;
}
if (all("main").length !== 1) say("landmark", null, "not exactly one main");
for (const name of ["header", "footer"]) if (all("body > " + name).length !== 1) say("landmark", null, "no " + name);
for (const nav of all("nav")) if (!nav.getAttribute("aria-label")) say("landmark", nav, "no name");
for (const element of document.body.children)
  if (shown(element) && !element.matches("header, main, footer, .skip, script, dialog, nav"))
    say("landmark", element, "outside of every landmark");
for (const list of all("ul, ol"))
  for (const child of list.children) if (child.tagName !== "LI") say("list", list, "holds " + child.tagName);
for (const list of all("dl"))
  for (const child of list.querySelectorAll("dd"))
    if (!child.previousElementSibling || !child.previousElementSibling.matches("dt, dd"))
      say("dl", list, "dd without dt");
for (const head of all("th")) if (!head.scope) say("scope", head, "no scope");
for (const element of all("[tabindex]")) if (element.tabIndex > 0) say("tabindex", element, String(element.tabIndex));
for (const area of all("div, section, ul")) {
  if (!shown(area) || !["auto", "scroll"].includes(getComputedStyle(area).overflowX)) continue;
  const reachable = area.tabIndex >= 0 || area.querySelector("a, button, input, [tabindex]");
  if (area.scrollWidth > area.clientWidth + 1 && !reachable) say("scrollable", area, "cannot be scrolled by keyboard");
}

// Width
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) say("width", null, root.scrollWidth + " px in " + root.clientWidth);

// Contrast (WCAG 2.2, 1.4.3 and 1.4.11)
// Computed colours are written rgb(r, g, b) or rgba(r, g, b, a).
const parse = (colour) => {
  const [r, g, b, a] = colour.match(/[\d.]+/g).map(Number);
  return [r, g, b, a ?? 1];
};
const canvas = [255, 255, 255, 1];
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
const background = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor);
    if (colour[3] > 0) layers.push(colour);
    if (colour[3] === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), canvas);
};
const luminance = (colour) => {
  const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = colour.map((value) => linear(value / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const measure = (rule, element, colour, least) => {
  const under = background(element);
  const ratio = contrast(over(parse(colour), under), under);
  if (ratio < least) say(rule, element, ratio.toFixed(2) + " < " + least + " (" + colour + ")");
};
const seen = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let measured = 0;
while (walker.nextNode() && measured < 20000) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || element.closest("script, style, .skip:not(:focus)")) continue;
  // Elements of the same kind in similar positions look alike: the first few are enough.
  const kind = [element, element.parentElement, element.closest("section, header, footer, dialog")]
    .map((at) => at && at.tagName + "." + at.getAttribute("class")).join(" ");
  if (seen.has(kind) || !shown(element) || element.disabled) continue;
  seen.add(kind);
  measured += 1;
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  measure("contrast", element, element.closest("svg") ? style.fill : style.color, large ? 3 : 4.5);
  if (size < 9) say("small-text", element, size + " px");
}
for (const shape of all(".mark, .share rect, .chart .line, .chart .pick, .bar circle, [data-list]").slice(0, 400)) {
  if (!shown(shape)) continue;
  const style = getComputedStyle(shape);
  const [colour, opacity] = style.stroke !== "none"
    ? [style.stroke, style.strokeOpacity] : [style.fill, style.fillOpacity];
  const [r, g, b] = parse(colour);
  measure("graphic-contrast", shape, `rgba(${r}, ${g}, ${b}, ${opacity})`, 3);
}

// Size of clickable elements (WCAG 2.2, 2.5.8); links within text may be smaller
for (const element of all("button, input, select, summary, nav a")) {
  if (!shown(element) || element.labels?.length && element.type === "checkbox") continue;
  const box = element.getBoundingClientRect();
  if (box.width > 0 && (box.height < 15.5 || box.width < 15.5)) say("target", element, box.width + " × " + box.height);
}
return wrong;

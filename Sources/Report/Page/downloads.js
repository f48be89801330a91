"use strict";
// Files that the page makes from its own contents, without a network: its drawings as SVG, its
// features as CSV. What does not use the document comes first, so that Tests/Pages can test it
// alone.

// Spreadsheets take text that begins like this for a formula, also with full-width letters, and
// after spaces.
const formulaStart = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

// A cell of a CSV file (RFC 4180). An apostrophe before text that would be a formula makes it text.
function csvCell(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value === "number") return String(value);
  const text = formulaStart.test(value) ? "'" + value : value;
  const isPlain = !/[",\r\n]/.test(text) && text === text.trim();
  return isPlain ? text : '"' + text.replace(/"/g, '""') + '"';
}

function csvText(rows) {
  return rows.map((row) => row.map(csvCell).join(",") + "\r\n").join("");
}

// Makes a file name from a heading.
function fileName(text, end) {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return (plain.slice(0, 60) || "page") + end;
}

function download(name, type, text) {
  const link = make("a", { download: name });
  link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The properties that a drawing gets from the page's style.
const drawnStyle = [
  "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray",
  "stroke-linecap", "stroke-linejoin", "font-family", "font-size", "font-weight", "text-anchor",
];

// A copy of a drawing, including its style.
function styledCopy(element) {
  const copy = element.cloneNode(false);
  for (const name of ["class", "data-list", "role"]) copy.removeAttribute(name);
  const style = getComputedStyle(element);
  for (const name of drawnStyle) {
    const value = style.getPropertyValue(name);
    if (value && !/^(normal|auto|none|start|1)$/.test(value)) copy.setAttribute(name, value);
    if (value === "none" && ["fill", "stroke"].includes(name)) copy.setAttribute(name, value);
  }
  for (const child of element.childNodes) {
    if (child.nodeType === 3) copy.append(child.data);
    else if (child.nodeType === 1 && !child.matches(".ring")) copy.append(styledCopy(child));
  }
  return copy;
}

// Text below a drawing; long lines are broken.
function captionLines(lines, width) {
  const most = Math.floor(width / 5.2);
  return lines.flatMap((line) => {
    const broken = [""];
    for (const word of line.split(/\s+/).filter(Boolean)) {
      const last = broken.at(-1);
      if (last && last.length + 1 + word.length > most) broken.push(word.slice(0, most));
      else broken[broken.length - 1] = (last ? last + " " : "") + word.slice(0, most);
    }
    return broken;
  });
}

// A drawing of the page as a file of its own, with a title, and with lines of text below; entries
// are marks with their names.
function svgFile(drawing, title, lines, entries = []) {
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const [ground, ink] = ["backgroundColor", "color"].map((name) =>
    getComputedStyle(document.documentElement)[name]);
  const font = { "font-family": "sans-serif", "font-size": 10, fill: ink };
  const texts = captionLines(lines, width);
  const columns = Math.max(1, Math.floor(width / 120));
  const legend = Math.ceil(entries.length / columns) * 14;
  const whole = 24 + height + 8 + legend + texts.length * 14 + 8;
  const file = make("svg", { viewBox: `0 0 ${width} ${whole}`, width, height: whole });
  file.append(make("title", {}, title),
    make("rect", { width, height: whole, fill: ground }),
    make("text", { ...font, x: 12, y: 16, "font-size": 12, "font-weight": "bold" }, title));
  const copy = styledCopy(drawing);
  for (const [name, value] of Object.entries({ x: 0, y: 24, width, height }))
    copy.setAttribute(name, value);
  file.append(copy);
  entries.forEach(({ mark, name }, index) => {
    const row = Math.floor(index / columns);
    const [x, y] = [12 + index % columns * 120, 24 + height + 12 + row * 14];
    const sign = styledCopy(mark);
    for (const [key, value] of Object.entries({ x, y: y - 8, width: 10, height: 10 }))
      sign.setAttribute(key, value);
    const short = Array.from(name).length > 18 ? Array.from(name).slice(0, 17).join("") + "\u2026"
      : name;
    file.append(sign, make("text", { ...font, x: x + 14, y }, short));
  });
  texts.forEach((line, index) => file.append(
    make("text", { ...font, x: 12, y: 24 + height + 12 + legend + index * 14 + 4 }, line)));
  const text = new XMLSerializer().serializeToString(file);
  // XML allows no other control characters.
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + plain + "\n";
}

// A button that saves a drawing.
function drawingButton(name, text) {
  const save = make("button", { type: "button", "class": "save" }, "Save as SVG");
  save.addEventListener("click", () => download(name(), "image/svg+xml", text()));
  return save;
}

function offerMap(plane) {
  const drawing = one("svg", plane);
  const title = () => one("h1").textContent.trim() + ": map";
  const text = () => {
    const shown = all("main > .cluster:not([hidden])").slice(0, 56);
    const entries = shown.map((section) => ({
      mark: one("h2 .mark", section), name: one("h2", section).textContent.trim(),
    }));
    const lines = all(".axes li").map((line) => line.textContent);
    return svgFile(drawing, title(), lines, entries);
  };
  one("#map-name").before(drawingButton(() => fileName(title(), ".svg"), text));
}

function offerCharts() {
  for (const figure of all(".charts figure")) {
    const heading = one("figcaption", figure);
    const title = one("h1").textContent.trim() + ": " + one("b", heading).textContent;
    const note = Array.from(heading.childNodes).filter((node) => node.nodeType === 3)
      .map((node) => node.data.trim()).filter(Boolean);
    const save = drawingButton(() => fileName(title, ".svg"),
      () => svgFile(one("svg", figure), title, note));
    save.setAttribute("aria-label", "Save " + one("b", heading).textContent + " as SVG");
    figure.append(save);
  }
}

// One row per pictured face: its photo, its current cluster, and its figures and features as on the
// page.
function featureRows() {
  const labels = all("#population tbody th").map((head) => head.textContent);
  const figures = ["distance", "margin", "steadiness"];
  const { way } = one("main").dataset;
  const rows = all(".faces > li[id]").filter((face) => one("details", face)).map((face) => {
    const section = face.closest("section");
    const number = /^cluster(-?\d+)$/.exec(section.id);
    const numbers = one("details > p", face)?.textContent || "";
    const which = /face (\d+) of/.exec(numbers);
    const figure = (name) => {
      const found = new RegExp(name + " ([\u2212\\d.]+)").exec(numbers);
      return found ? numberIn(found[1]) : null;
    };
    const values = (one("p + p", face)?.textContent || "").split(" ").map(numberIn);
    const title = number ? one("h2", section).textContent.trim() : "";
    return [
      identityOf(face, way).path, which ? Number(which[1]) - 1 : 0, number ? Number(number[1]) : null,
      number && title === "Cluster " + number[1] ? null : title, ...figures.map(figure),
      ...labels.map((_, index) => values[index]),
    ];
  });
  return [["path", "face", "cluster", "name", ...figures, ...labels], ...rows];
}

function offerFeatures(section) {
  const save = make("button", { type: "button", "class": "save" }, 
    one(".rest") ? "Save the faces with pictures as CSV" : "Save all faces as CSV");
  save.addEventListener("click", () => {
    const name = fileName(one("h1").textContent.trim() + ": features", ".csv");
    download(name, "text/csv", csvText(featureRows()));
  });
  section.append(save);
}

function startDownloads(plane) {
  if (plane) offerMap(plane);
  offerCharts();
  const features = one("#population")?.closest("section");
  if (features && one("li[id]")) offerFeatures(features);
}

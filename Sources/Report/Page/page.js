"use strict";
// The page's script. The page can be read without it. It adds the large view of a face, finding and
// sorting, the map's pointer and the fading averages; desk.js and desk_page.js, which come before
// it, add the reader's changes to the clusters. It builds elements and sets text, never markup, so
// that data cannot become code. What does not use the document comes first, so that Tests/Pages can
// test it alone.

// The first point of each line of a face: jaw, brows, nose, eyes, lips.
const lineStarts = [0, 17, 22, 27, 31, 36, 42, 48, 60];
// The digits of packed points: characters that HTML need not escape (LandmarkCode.swift).
const digits =
  "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~";

// The 68 points in the picture's square, 0 to 1, from 145 characters (LandmarkCode.swift).
function unpackedPoints(packed) {
  let [at, x, y] = [0, 0, 0];
  const digit = () => digits.indexOf(packed[at++]);
  return Array.from({ length: 68 }, (_, point) => {
    if (lineStarts.includes(point)) {
      const cell = digit() + 88 * digit() + 7744 * digit();
      [x, y] = [cell % 825, Math.floor(cell / 825)];
    } else {
      x += 2 * (digit() - 44);
      y += 2 * (digit() - 44);
    }
    return [x, y].map((step) => step / 824 * 1.5 - 0.25);
  });
}

// The points of a sketch in its square, 0 to 1, from its path (FaceSketch.swift).
function sketchedPoints(path) {
  const points = [];
  for (const line of path.split("M").slice(1)) {
    const numbers = line.match(/-?\d+/g).map(Number);
    let [x, y] = [0, 0];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      x += numbers[i];
      y += numbers[i + 1];
      points.push([x / 200, y / 200]);
    }
  }
  return points;
}

// The readable path of a link, without the characters that reorder text.
function readablePath(reference) {
  return decodeURIComponent(reference.replace(/^file:\/\//, ""))
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, (mark) =>
      "[U+" + mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
}

// The value of object-view-box that cuts the face out of a linked photo; empty if the view is
// unknown.
function viewBox(view) {
  const [x, y, side, width, height] = (view || "").split(" ").map(Number);
  if (!(side > 0)) return "";
  const insets = [y, width - x - side, height - y - side, x].map((length, index) =>
    (100 * length / (index % 2 ? width : height)).toFixed(3) + "%");
  return "inset(" + insets.join(" ") + ")";
}

// A number in the page's text, which has a true minus sign.
function numberIn(text) {
  return parseFloat(text.replace("\u2212", "-"));
}

// The distance of a point of the map from another, if it is mostly in a given direction; Infinity
// if not.
function reach(from, to, [right, down]) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = dx * right + dy * down;
  const aside = Math.abs(dx * down) + Math.abs(dy * right);
  return along > 0 && aside <= along ? along + aside : Infinity;
}

// The item with the minimum of a function, if that is below a limit; otherwise null.
function least(items, measure, limit) {
  let [best, smallest] = [null, limit];
  for (const item of items) {
    const value = measure(item);
    if (value < smallest) [best, smallest] = [item, value];
  }
  return best;
}

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const drawn = ["svg", "path", "circle", "rect", "line", "text", "title"];

function make(name, attributes = {}, text = "") {
  // Where this is needed, the page already has a drawing, whose namespace can be used.
  const element = drawn.includes(name)
    ? document.createElementNS(one("svg").namespaceURI, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

const nameOf = (face) => one("bdi", face).textContent;
const linkedPath = (link) => readablePath(link.getAttribute("href"));
const clusterOf = (face) => one("h2", face.closest("section"));

// A face's margin or steadiness; a larger number than any for faces without one.
function figureOf(face, pattern) {
  const found = pattern.exec((one("p", face) || face).textContent);
  return found ? Number(found[1]) : 2;
}

// The 68 points in the picture's square: unpacked, or read from the sketch; empty if unknown.
function pointsOf(face) {
  const packed = one("details", face).dataset.l;
  if (packed) return unpackedPoints(packed);
  const sketch = one(".sketch path", face);
  return sketch ? sketchedPoints(sketch.getAttribute("d")) : [];
}

// Shows the part of a linked photo with the face, upright.
function crop(image) {
  const box = viewBox(image.dataset.v);
  if (!box) return;
  image.style.objectViewBox = box;
  const turned = image.dataset.v.split(" ")[5];
  if (turned) image.style.rotate = turned + "deg";
}

// A copy of a face's picture, loaded at once.
function pictureOf(face) {
  const copy = one("img, .sketch, .nopicture", face)?.cloneNode(true);
  if (copy?.matches("img")) {
    copy.loading = "eager";
    crop(copy);
  }
  return copy;
}

// The table of all features: what a face's numbers are compared with, and the lengths that they
// measure.
function featuresOfAll() {
  return all("#population tbody tr").map((row) => ({
    label: row.cells[0].textContent,
    mean: numberIn(row.cells[1].textContent),
    deviation: numberIn(row.cells[2].textContent),
    lengths: (row.dataset.lengths || "").split(",").filter(Boolean)
      .map((length) => length.split("-").map((end) => end.split("+").map(Number))),
  }));
}

// The points and the measured lengths, to be shown over a picture.
function overlay(points, features) {
  const svg = make("svg", { viewBox: "0 0 1 1", "class": "overlay", "aria-hidden": "true" });
  const few = features.length <= 10 ? " few" : "";
  features.forEach((feature, index) => {
    for (const ends of feature.lengths) {
      const [from, to] = ends.map((end) => [0, 1].map((axis) =>
        end.reduce((sum, point) => sum + points[point][axis], 0) / end.length));
      const line = { x1: from[0], y1: from[1], x2: to[0], y2: to[1], "data-feature": index };
      for (const kind of ["halo", "length"])
        svg.append(make("line", { ...line, "class": kind + few }));
    }
  });
  for (const [x, y] of points) svg.append(make("circle", { cx: x, cy: y, r: 0.0065 }));
  return svg;
}

// A dot on a line: the distance from the mean in deviations, up to three (SpreadBar.swift).
function deviationBar(z) {
  const at = (value) => 50 + 50 / 3 * Math.max(-3, Math.min(3, value)) + "%";
  const svg = make("svg", { "class": "bar", "aria-hidden": "true" });
  svg.append(make("rect", { x: at(-1), width: 100 / 3 + "%" }), make("circle", { cx: at(z) }));
  return svg;
}

// Shows only the lengths of one feature; null shows all.
function choose(index) {
  for (const button of all("#view-features button"))
    button.setAttribute("aria-pressed", String(button.dataset.feature === String(index)));
  one("#view-picture").classList.toggle("chosen", index !== null);
  for (const line of all("#view-picture line"))
    line.classList.toggle("on", line.dataset.feature === String(index));
}

// The row of a feature in the table of one face.
function featureRow(feature, index, value, isDrawn) {
  const head = make("th", { scope: "row" });
  if (feature.lengths.length && isDrawn) {
    const state = { type: "button", "data-feature": index, "aria-pressed": "false" };
    const button = make("button", state, feature.label);
    button.addEventListener("click", () =>
      choose(button.getAttribute("aria-pressed") === "true" ? null : index));
    head.append(button);
  } else {
    head.textContent = feature.label;
  }
  const difference = make("td", { "class": "difference" });
  if (feature.deviation > 0) {
    const z = (value - feature.mean) / feature.deviation;
    const text = z.toFixed(1).replace("-0.0", "0.0").replace("-", "\u2212");
    difference.append(deviationBar(z), make("span", {}, text));
  }
  const row = make("tr");
  row.append(head, make("td", {}, value.toFixed(3)), make("td", {}, feature.mean.toFixed(3)),
    difference);
  return row;
}

// Scrolls to an element and stays there. Lists out of sight have an estimated height: as soon as
// they come into view, everything below them moves. A newer goal, or scrolling by the reader, ends
// it.
let goal = 0;
function reveal(element, block) {
  goal += 1;
  const own = goal;
  let [frames, quiet, last] = [0, 0, NaN];
  const settle = () => {
    if (own !== goal) return;
    element.scrollIntoView({ block, behavior: "instant" });
    const top = element.getBoundingClientRect().top;
    quiet = Math.abs(top - last) < 1 ? quiet + 1 : 0;
    last = top;
    frames += 1;
    if (quiet < 3 && frames < 60) requestAnimationFrame(settle);
  };
  settle();
}

// Shows the target of the page's address or of a link, even if a search has hidden it.
function revealNamed(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target || target.matches("main")) return false;
  showAgain(target);
  reveal(target, target.matches("section") ? "start" : "center");
  return true;
}

// Undoes a search that has hidden an element.
function showAgain(element) {
  const isHidden = element.closest("[hidden]") || element.hidden;
  const name = one("#find-name");
  if (!isHidden || !name) return;
  name.value = "";
  name.dispatchEvent(new Event("input"));
  for (const item of [element, ...all("section[hidden], li[hidden]")]) item.hidden = false;
}

// Shows one face in the dialog.
function fillView(face, features) {
  const points = pointsOf(face);
  const isDrawn = points.length === 68;
  one("#view-picture").replaceChildren(pictureOf(face));
  if (isDrawn) one("#view-picture").append(overlay(points, features));
  one("#view-toggle").hidden = !isDrawn;

  one("#view-name").replaceChildren(one("bdi", face).cloneNode(true));
  one("#view-cluster").replaceChildren(...clusterOf(face).cloneNode(true).childNodes);
  for (const mark of all(".edge, .moves", face))
    one("#view-cluster").append(" ", mark.cloneNode(true));
  one("#view-words").replaceChildren(
    ...all(".words", face).map((words) => words.cloneNode(true)));
  const numbers = one("details > p", face).cloneNode(true);
  const link = one("a", numbers);
  link.replaceChildren(make("bdi", {}, linkedPath(link)));
  one("#view-numbers").replaceChildren(...numbers.childNodes);

  const values = (one("p + p", face)?.textContent || "").split(" ").map(numberIn);
  const rows = features
    .map((feature, index) => [feature, index, values[index], isDrawn])
    .filter(([, , value]) => Number.isFinite(value)).map((row) => featureRow(...row));
  one("#view-features tbody").replaceChildren(...rows);
  one("#view-features").hidden = rows.length === 0;
}

// The large view of one face, in a dialog
function startView(view, desk) {
  const features = featuresOfAll();
  let shown = null;
  const speak = (how) => desk[how](shown, (face) => show(face));
  if (desk) {
    const [move, refuse] = [button("Move \u2026"), button("Not this person")];
    move.addEventListener("click", () => speak("move"));
    refuse.addEventListener("click", () => speak("refuse"));
    one("#view-close").before(move, refuse);
  }
  const show = (face) => {
    shown = face;
    fillView(face, features);
    const order = all(".faces > li:not([hidden])");
    // Read by screen readers, which would otherwise not announce the new face.
    const position = order.indexOf(face) + 1 + " of " + order.length;
    const name = nameOf(face) + ", " + clusterOf(face).textContent.trim();
    one("#view-position").replaceChildren(position,
      make("span", { "class": "unseen" }, ": " + name));
    one("#view-back").disabled = order[0] === face;
    one("#view-next").disabled = order[order.length - 1] === face;
  };
  const step = (by) => {
    const order = all(".faces > li:not([hidden])");
    const next = order[order.indexOf(shown) + by];
    if (next) show(next);
    const active = document.activeElement;
    if (active === document.body || active.disabled) one("#view-close").focus();
  };
  document.addEventListener("click", (event) => {
    const summary = event.target.closest(".faces summary");
    if (summary) {
      event.preventDefault();
      show(summary.closest("li"));
      view.showModal();
    } else if (event.target === view) {
      view.close();
    }
  });
  document.addEventListener("focusin", (event) => {
    const summary = event.target.closest(".faces summary");
    if (summary) summary.setAttribute("aria-haspopup", "dialog");
  });
  one("#view-close").addEventListener("click", () => view.close());
  one("#view-back").addEventListener("click", () => step(-1));
  one("#view-next").addEventListener("click", () => step(1));
  one("#view-overlay").addEventListener("change", (event) =>
    one("#view-picture").classList.toggle("bare", !event.target.checked));
  view.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
    const how = { m: "move", x: "refuse" }[event.key.toLowerCase()];
    if (!desk || !how || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    speak(how);
  });
  view.addEventListener("close", () => {
    // Do not scroll back if the reader followed a link.
    const isLeft = view.returnValue === "link";
    view.returnValue = "";
    if (isLeft) return;
    const summary = one("summary", shown);
    summary.focus({ preventScroll: true });
    reveal(summary, "nearest");
  });
}

// Finding and sorting
function startFind(tools, faces) {
  tools.hidden = false;
  // The bar stays in view, so scrolling must stop below it.
  const root = document.documentElement;
  const leaveRoom = () => {
    const isFixed = getComputedStyle(tools).position === "sticky";
    root.style.scrollPaddingTop = isFixed ? tools.offsetHeight + "px" : "";
  };
  new ResizeObserver(leaveRoom).observe(tools);
  leaveRoom();
  const named = faces.concat(all(".message li")).map((item) => ({ item, text: null }));
  // Reading ten thousand paths takes a moment: do it when the field gets the focus.
  const read = () => {
    for (const entry of named) {
      const link = one("a", entry.item);
      entry.text ??= (link ? linkedPath(link) : nameOf(entry.item)).toLocaleLowerCase();
    }
  };
  one("#find-name").addEventListener("focus", read, { once: true });
  // Parts that are hidden if nothing in them is found: sections, rests of lists, reasons
  const whole = new Set(all("main > section").filter((part) => !one("li[id], .message li", part)));
  const parts = () => all(".faces, .rest, .reason, .message, main > section")
    .filter((part) => !whole.has(part));
  let pending = 0;
  const find = () => {
    const wanted = one("#find-name").value.trim().toLocaleLowerCase();
    let found = 0;
    // A cluster whose name matches shows all its faces.
    const called = new Set(all("main > .cluster").filter((section) => wanted
      && one("h2", section).textContent.toLocaleLowerCase().includes(wanted)));
    if (wanted) read();
    for (const entry of named) {
      const matches = !wanted || entry.text.includes(wanted)
        || (called.size > 0 && called.has(entry.item.closest("section")));
      if (entry.item.hidden === matches) entry.item.hidden = !matches;
      if (matches) found += 1;
    }
    for (const rest of all(".rest"))
      if (wanted && one("li:not([hidden])", rest)) rest.open = true;
    for (const part of parts()) part.hidden = !one("li:not([hidden])", part);
    one("#find-count").textContent = wanted ? found + " of " + named.length + " found" : "";
  };
  one("#find-name").addEventListener("input", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(find);
  });
  startOrder(faces);
}

// The order of faces in their lists: the page's original order, until another is chosen. Faces that
// were moved there come last.
let orderIn = homeOrder;

function homeOrder(list) {
  const home = list.closest("section").id;
  const rank = (face) => (face.home === home ? 0 : 1e9) + face.rank;
  return (a, b) => rank(a) - rank(b);
}

function startOrder(faces) {
  faces.forEach((face, rank) => {
    face.rank = rank;
    face.home = face.closest("section").id;
  });
  const names = new Intl.Collator("en", { numeric: true });
  const orders = all(".order").map((order) => ({ order, own: order.textContent }));
  one("#find-order").addEventListener("change", (event) => {
    const chosen = event.target.value;
    const by = (pattern) => {
      const figures = new Map(faces.map((face) => [face, figureOf(face, pattern)]));
      return (a, b) => figures.get(a) - figures.get(b);
    };
    const compare = {
      borderline: by(/margin ([\d.]+)/),
      steadiness: by(/steadiness ([\d.]+)/),
      name: (a, b) => names.compare(nameOf(a), nameOf(b)),
    }[chosen];
    orderIn = (list) => (a, b) => compare?.(a, b) || homeOrder(list)(a, b);
    for (const list of all(".faces, .rest ul"))
      list.append(...Array.from(list.children).sort(orderIn(list)));
    for (const { order, own } of orders) {
      const inCluster = (text) => (order.closest(".cluster") ? text : own);
      order.textContent = {
        typical: own,
        borderline: inCluster("borderline first"),
        steadiness: inCluster("least steady first"),
        name: "by file name",
      }[chosen];
    }
  });
}

// The positions of all faces on the map.
function marksOn(plane) {
  const found = [];
  for (const path of all("[data-list]", plane)) {
    const list = all("#" + path.dataset.list + " li[id]");
    const marks = path.getAttribute("d").matchAll(/M(-?[\d.]+) (-?[\d.]+)/g);
    let index = 0;
    for (const [, x, y] of marks) {
      if (Number(x) > -900) found.push({ x: Number(x), y: Number(y), face: list[index] });
      index += 1;
    }
  }
  return found;
}

// The marks of faces on the map, redrawn when faces are moved.
class MapMarks {
  constructor(plane) {
    this.drawing = one("svg", plane);
    this.marks = new Map(marksOn(plane).map((mark) => [mark.face, mark]));
    this.paths = new Map(all("[data-list]", plane).map((path) => {
      const shape = /M-?[\d.]+ -?[\d.]+([^M]*)/.exec(path.getAttribute("d"));
      return [path.dataset.list, { path, shape: shape ? shape[1] : "h0" }];
    }));
  }

  // [[number of a cluster or null, its faces], ...]
  draw(clusters) {
    for (const [number, faces] of clusters) {
      const { path, shape } = this.pathOf(number);
      path.setAttribute("d", faces.map((face) => {
        const mark = this.marks.get(face);
        return "M" + (mark ? mark.x + " " + mark.y : "-999 0") + shape;
      }).join(""));
    }
  }

  pathOf(number) {
    const list = number === null ? "unplaced" : "cluster" + number;
    if (!this.paths.has(list)) {
      const width = one(".disc", this.drawing)?.getAttribute("stroke-width") || 6;
      const path = make("path", {
        "class": (number === null ? "c7" : "c" + number % 8) + " disc", "stroke-width": width,
        "data-list": list,
      });
      one(".ring", this.drawing).before(path);
      this.paths.set(list, { path, shape: "h0" });
    }
    return this.paths.get(list);
  }
}

// Goes to a face in its list.
function goTo(face) {
  showAgain(face);
  const rest = face.closest(".rest");
  if (rest) rest.open = true;
  const target = one("summary, a", face);
  target.focus({ preventScroll: true, focusVisible: true });
  reveal(target, "center");
}

// The map's pointer
function startMap(plane) {
  const [width, height] = [480, 340];
  const marks = marksOn(plane);
  const drawing = one("svg", plane);
  const ring = make("circle", { r: 8, "class": "ring", cx: -99, cy: -99 });
  drawing.append(ring);
  const tip = one("#map-tip");
  one("#map-keys").hidden = false;
  let current = null;

  const point = (mark) => {
    current = mark;
    tip.hidden = !mark;
    ring.setAttribute("cx", mark ? mark.x : -99);
    ring.setAttribute("cy", mark ? mark.y : -99);
    one("#map-name").textContent = mark
      ? nameOf(mark.face) + ", " + clusterOf(mark.face).textContent.trim() : "";
    if (!mark) return;
    const picture = pictureOf(mark.face);
    if (picture?.matches("img")) picture.alt = "";
    tip.replaceChildren(...(picture ? [picture] : []), make("span", {}, nameOf(mark.face)));
    const box = drawing.getBoundingClientRect();
    const [left, top] = [mark.x / width * box.width, mark.y / height * box.height];
    const beside = left + (left > box.width / 2 ? -128 : 12);
    tip.style.left = Math.max(0, Math.min(box.width - 116, beside)) + "px";
    tip.style.top = Math.max(0, Math.min(box.height - 140, top - 60)) + "px";
  };
  const under = (event) => {
    const box = drawing.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * width;
    const y = (event.clientY - box.top) / box.height * height;
    const near = (16 / box.width * width) ** 2;
    return least(marks, (mark) => (mark.x - x) ** 2 + (mark.y - y) ** 2, near);
  };
  const go = () => current && goTo(current.face);
  drawing.addEventListener("pointermove", (event) => point(under(event)));
  drawing.addEventListener("pointerleave", () => point(null));
  drawing.addEventListener("click", (event) => {
    point(under(event));
    go();
  });
  plane.addEventListener("blur", () => point(null));
  const ways = {
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  };
  plane.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (event.key === "Enter") {
      // Otherwise the same key press would open the face that gets the focus.
      event.preventDefault();
      go();
    }
    if (event.key === "Escape") point(null);
    if (!way) return;
    event.preventDefault();
    const from = current || { x: width / 2, y: height / 2 };
    point(least(marks, (mark) => reach(from, mark, way), Infinity) || current || marks[0]);
  });
}

// The average of all faces under that of each cluster, and the slider that fades between them
function startAverages(whole) {
  for (const stack of all(".averages figure:not(.whole) .stack")) {
    const under = whole.cloneNode(true);
    under.removeAttribute("role");
    under.removeAttribute("aria-label");
    under.setAttribute("aria-hidden", "true");
    if (under.matches("img")) under.alt = "";
    under.classList.add("under");
    stack.prepend(under);
  }
  one("#mix").hidden = false;
  const mix = () =>
    one(".averages").style.setProperty("--mix", one("#mix-range").value / 100);
  one("#mix-range").addEventListener("input", mix);
  mix();
}

// Links within the page
function startLinks(view) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (view?.open) view.close("link");
    const hash = link.getAttribute("href");
    if (!revealNamed(hash)) return;
    event.preventDefault();
    if (location.hash !== hash) history.pushState(null, "", hash);
    // Tab continues from here, as after any link.
    const target = document.getElementById(hash.slice(1));
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });
  for (const kind of ["wheel", "touchmove", "keydown"])
    addEventListener(kind, () => { goal += 1; }, { passive: true, capture: true });
  if (location.hash) revealNamed(location.hash);
}

function start() {
  const [view, tools, plane] = ["#view", "#find", "#map"].map((selector) => one(selector));
  const whole = one(".averages .whole .stack > *");
  const faces = all("li[id]");
  if (tools && faces.length > 1) startFind(tools, faces);
  if (plane) startMap(plane);
  const hasDesk = one("main").dataset.page && tools && faces.length > 1 && view?.showModal;
  const desk = hasDesk ? new DeskPage(tools, plane) : null;
  if (view && view.showModal) startView(view, desk);
  startLinks(view);
  startDownloads(plane);
  if (whole && one(".averages figure:not(.whole)")) startAverages(whole);
  // A linked photo can be cropped once it is loaded.
  document.addEventListener("load", (event) => {
    if (event.target.dataset?.v) crop(event.target);
  }, true);
}

if (typeof document !== "undefined") start();

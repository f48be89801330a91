/// The page's script. Everything can be read without it; it adds the view of one face, finding and sorting, the map's
/// pointer and the fading averages. It builds elements and sets text, never markup: data cannot become code.
enum Script {
  static let javaScript =
    "\"use strict\";\n(function () {\n" + [common, view, find, map, averages, photos].joined() + "})();\n"

  private static let common = #"""
    const one = (selector, root = document) => root.querySelector(selector);
    const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
    const make = (name, attributes = {}, text = "") => {
      const drawn = ["svg", "path", "circle", "rect", "line"].includes(name);
      // The page has a drawing already where this is needed: its namespace need not be spelt out.
      const element = drawn ? document.createElementNS(one("svg").namespaceURI, name) : document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      return element;
    };
    const faces = all("li[id]");
    const nameOf = (face) => one("bdi", face).textContent;
    // A link's path as people read it, without the characters that reorder text.
    const pathOf = (link) => decodeURIComponent(link.getAttribute("href").replace(/^file:\/\//, ""))
      .replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, (mark) =>
        "[U+" + mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
    const marginOf = (face) => Number((/margin ([\d.]+)/.exec((one("p", face) || face).textContent) || [0, 2])[1]);
    const sectionOf = (face) => face.closest("section");

    """#

  private static let view = #"""
    // One face at large
    const view = one("#view");
    const pictured = () => all(".faces > li:not([hidden])");
    let shown = null;

    const features = all("#population tbody tr").map((row) => ({
      label: row.cells[0].textContent,
      mean: parseFloat(row.cells[1].textContent.replace("\u2212", "-")),
      deviation: parseFloat(row.cells[2].textContent),
      lengths: (row.dataset.lengths || "").split(",").filter(Boolean)
        .map((length) => length.split("-").map((end) => end.split("+").map(Number))),
    }));

    // The 68 points in the picture's square, 0 to 1: packed (LandmarkCode), or read from the sketch (FaceSketch).
    const digits = "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~";
    function pointsOf(face) {
      const packed = one("details", face).dataset.l;
      if (packed) {
        let [at, x, y] = [0, 0, 0];
        const digit = () => digits.indexOf(packed[at++]);
        return Array.from({ length: 68 }, (_, point) => {
          if ([0, 17, 22, 27, 31, 36, 42, 48, 60].includes(point)) {
            const cell = digit() + 88 * digit() + 7744 * digit();
            [x, y] = [cell % 825, Math.floor(cell / 825)];
          } else {
            x += 2 * (digit() - 44);
            y += 2 * (digit() - 44);
          }
          return [x, y].map((step) => step / 824 * 1.5 - 0.25);
        });
      }
      const sketch = one(".sketch path", face);
      if (!sketch) return [];
      const points = [];
      for (const line of sketch.getAttribute("d").split("M").slice(1)) {
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

    function overlay(points) {
      const svg = make("svg", { viewBox: "0 0 1 1", "class": "overlay", "aria-hidden": "true" });
      const few = features.length <= 10;
      features.forEach((feature, index) => {
        for (const ends of feature.lengths) {
          const [from, to] = ends.map((end) => [0, 1].map((axis) =>
            end.reduce((sum, point) => sum + points[point][axis], 0) / end.length));
          for (const kind of ["halo", "length"])
            svg.append(make("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], "data-feature": index,
              "class": kind + (few ? " few" : "") }));
        }
      });
      for (const [x, y] of points) svg.append(make("circle", { cx: x, cy: y, r: 0.0065 }));
      return svg;
    }

    function spread(z) {
      const at = (value) => 60 + 20 * Math.max(-3, Math.min(3, value));
      const svg = make("svg", { viewBox: "-6 0 132 16", "class": "bar", "aria-hidden": "true" });
      svg.append(make("rect", { x: at(-1), y: 2, width: 40, height: 12 }),
        make("path", { d: "M0 8h120M60 1v14", "class": "axis" }), make("circle", { cx: at(z), cy: 8, r: 4 }));
      return svg;
    }

    function choose(index) {
      const picture = one("#view-picture");
      for (const button of all("#view-features button"))
        button.setAttribute("aria-pressed", String(button.dataset.feature === String(index)));
      picture.classList.toggle("chosen", index !== null);
      for (const line of all("line", picture))
        line.classList.toggle("on", line.dataset.feature === String(index));
    }

    function fill(face) {
      shown = face;
      const picture = one("#view-picture");
      picture.replaceChildren(...[one("img, .sketch, .nopicture", face).cloneNode(true)]);
      const image = one("img", picture);
      if (image) {
        image.loading = "eager";
        crop(image);
      }
      const points = pointsOf(face);
      if (points.length === 68) picture.append(overlay(points));
      one("#view-toggle").hidden = points.length !== 68;

      one("#view-name").replaceChildren(one("bdi", face).cloneNode(true));
      const heading = one("h2", sectionOf(face)).cloneNode(true);
      one("#view-cluster").replaceChildren(...heading.childNodes);
      const edge = one(".edge", face);
      if (edge) one("#view-cluster").append(" ", edge.cloneNode(true));
      const numbers = one("details > p", face).cloneNode(true);
      const link = one("a", numbers);
      link.replaceChildren(make("bdi", {}, pathOf(link)));
      one("#view-numbers").replaceChildren(...numbers.childNodes);

      const values = (one("p + p", face)?.textContent || "").split(" ")
        .map((text) => parseFloat(text.replace("\u2212", "-")));
      const rows = [];
      features.forEach((feature, index) => {
        const value = values[index];
        if (!Number.isFinite(value)) return;
        const z = feature.deviation > 0 ? (value - feature.mean) / feature.deviation : NaN;
        const row = make("tr");
        const head = make("th", { scope: "row" });
        if (feature.lengths.length && points.length === 68) {
          const state = { type: "button", "data-feature": index, "aria-pressed": "false" };
          const button = make("button", state, feature.label);
          button.addEventListener("click", () => choose(button.getAttribute("aria-pressed") === "true" ? null : index));
          head.append(button);
        } else {
          head.textContent = feature.label;
        }
        const difference = make("td", { "class": "difference" });
        if (Number.isFinite(z))
          difference.append(spread(z), make("span", {}, z.toFixed(1).replace("-0.0", "0.0").replace("-", "\u2212")));
        row.append(head, make("td", {}, value.toFixed(3)), make("td", {}, feature.mean.toFixed(3)), difference);
        rows.push(row);
      });
      one("#view-features tbody").replaceChildren(...rows);
      one("#view-features").hidden = rows.length === 0;
      const order = pictured();
      one("#view-back").disabled = order[0] === face;
      one("#view-next").disabled = order[order.length - 1] === face;
    }

    function step(by) {
      const order = pictured();
      const next = order[order.indexOf(shown) + by];
      if (next) fill(next);
      if (document.activeElement === document.body || document.activeElement.disabled) one("#view-close").focus();
    }

    if (view && view.showModal) {
      document.addEventListener("click", (event) => {
        const summary = event.target.closest(".faces summary");
        if (summary) {
          event.preventDefault();
          fill(summary.closest("li"));
          view.showModal();
        } else if (event.target === view || event.target.closest("#view a[href^='#']")) {
          view.close();
        }
      });
      document.addEventListener("focusin", (event) => {
        if (event.target.matches(".faces summary")) event.target.setAttribute("aria-haspopup", "dialog");
      });
      one("#view-close").addEventListener("click", () => view.close());
      one("#view-back").addEventListener("click", () => step(-1));
      one("#view-next").addEventListener("click", () => step(1));
      one("#view-overlay").addEventListener("change", (event) =>
        one("#view-picture").classList.toggle("bare", !event.target.checked));
      view.addEventListener("keydown", (event) => {
        if (event.key === "ArrowLeft") step(-1);
        if (event.key === "ArrowRight") step(1);
      });
      view.addEventListener("close", () => {
        const summary = one("summary", shown);
        summary.focus({ preventScroll: true });
        summary.scrollIntoView({ block: "nearest" });
      });
    }

    """#

  private static let find = #"""
    // Finding and sorting
    const tools = one("#find");
    if (tools && faces.length > 1) {
      tools.hidden = false;
      const lists = all(".faces, .rest ul").map((list) => ({ list, items: Array.from(list.children) }));
      const named = faces.concat(all(".message li")).map((item) => ({ item, text: null }));
      const count = one("#find-count");
      let pending = 0;
      const apply = () => {
        const wanted = one("#find-name").value.trim().toLocaleLowerCase();
        let found = 0;
        for (const entry of named) {
          if (wanted && entry.text === null)
            {
            const link = one("a", entry.item);
            entry.text = (link ? pathOf(link) : nameOf(entry.item)).toLocaleLowerCase();
          }
          const matches = !wanted || entry.text.includes(wanted);
          if (entry.item.hidden === matches) entry.item.hidden = !matches;
          if (matches) found += 1;
        }
        for (const rest of all(".rest")) if (wanted && one("li:not([hidden])", rest)) rest.open = true;
        count.textContent = wanted ? found + " of " + named.length + " found" : "";
      };
      one("#find-name").addEventListener("input", () => {
        cancelAnimationFrame(pending);
        pending = requestAnimationFrame(apply);
      });
      const names = new Intl.Collator("en", { numeric: true });
      one("#find-order").addEventListener("change", (event) => {
        const margins = new Map(faces.map((face) => [face, marginOf(face)]));
        const compare = {
          typical: () => 0,
          borderline: (a, b) => margins.get(a) - margins.get(b),
          name: (a, b) => names.compare(nameOf(a), nameOf(b)),
        }[event.target.value];
        for (const { list, items } of lists) list.append(...items.slice().sort(compare));
      });
    }

    """#

  private static let map = #"""
    // The map
    const plane = one("#map");
    if (plane) {
      const places = [];
      for (const path of all("[data-list]", plane)) {
        const list = all("#" + path.dataset.list + " li[id]");
        let index = 0;
        for (const [, x, y] of path.getAttribute("d").matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)) {
          if (Number(x) > -900) places.push({ x: Number(x), y: Number(y), face: list[index], paint: path });
          index += 1;
        }
      }
      const drawing = one("svg", plane);
      const ring = make("circle", { r: 8, "class": "ring", cx: -99, cy: -99 });
      drawing.append(ring);
      const tip = one("#map-tip");
      one("#map-keys").hidden = false;
      let current = null;

      const point = (place) => {
        current = place;
        tip.hidden = !place;
        ring.setAttribute("cx", place ? place.x : -99);
        ring.setAttribute("cy", place ? place.y : -99);
        one("#map-name").textContent = place
          ? nameOf(place.face) + ", " + one("h2", sectionOf(place.face)).textContent.trim() : "";
        if (!place) return;
        const picture = one("img, .sketch", place.face);
        const copy = picture && picture.cloneNode(true);
        if (copy && copy.matches("img")) {
          copy.alt = "";
          copy.loading = "eager";
        }
        tip.replaceChildren(...(copy ? [copy] : []), make("span", {}, nameOf(place.face)));
        if (copy && copy.matches("img")) crop(copy);
        const box = drawing.getBoundingClientRect();
        const [left, top] = [place.x / 480 * box.width, place.y / 340 * box.height];
        tip.style.left = Math.max(0, Math.min(box.width - 116, left + (left > box.width / 2 ? -128 : 12))) + "px";
        tip.style.top = Math.max(0, Math.min(box.height - 140, top - 60)) + "px";
      };
      const nearest = (event) => {
        const box = drawing.getBoundingClientRect();
        const [x, y] = [(event.clientX - box.left) / box.width * 480, (event.clientY - box.top) / box.height * 340];
        let [best, least] = [null, (16 / box.width * 480) ** 2];
        for (const place of places) {
          const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
          if (distance < least) [best, least] = [place, distance];
        }
        return best;
      };
      const go = () => {
        if (!current) return;
        const rest = current.face.closest(".rest");
        if (rest) rest.open = true;
        current.face.hidden = false;
        const target = one("summary, a", current.face);
        target.scrollIntoView({ block: "center" });
        target.focus({ preventScroll: true, focusVisible: true });
      };
      drawing.addEventListener("pointermove", (event) => point(nearest(event)));
      drawing.addEventListener("pointerleave", () => point(null));
      drawing.addEventListener("click", (event) => {
        point(nearest(event));
        go();
      });
      plane.addEventListener("blur", () => point(null));
      plane.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (event.key === "Enter") {
          // Else the face that gets the focus would be opened by the same key.
          event.preventDefault();
          go();
        }
        if (event.key === "Escape") point(null);
        if (!way) return;
        event.preventDefault();
        const from = current || { x: 240, y: 170 };
        let [best, least] = [current, Infinity];
        for (const place of places) {
          const [dx, dy] = [place.x - from.x, place.y - from.y];
          const along = dx * way[0] + dy * way[1];
          const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
          if (along > 0 && aside <= along && along + aside < least) [best, least] = [place, along + aside];
        }
        point(best || places[0]);
      });
    }

    """#

  private static let averages = #"""
    // The average of all under that of each cluster, and the slider between them
    const whole = one(".averages .whole .stack > *");
    if (whole && one(".averages figure:not(.whole)")) {
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
      const mix = () => one(".averages").style.setProperty("--mix", one("#mix-range").value / 100);
      one("#mix-range").addEventListener("input", mix);
      mix();
    }

    """#

  private static let photos = #"""
    // Linked photos: show the part with the face once it is there
    function crop(image) {
      const [x, y, side, width, height] = (image.dataset.v || "").split(" ").map(Number);
      if (!(side > 0)) return;
      const inset = [y, width - x - side, height - y - side, x].map((length, index) =>
        (100 * length / (index % 2 ? width : height)).toFixed(3) + "%");
      image.style.objectViewBox = "inset(" + inset.join(" ") + ")";
    }
    document.addEventListener("load", (event) => {
      if (event.target.dataset && event.target.dataset.v) crop(event.target);
    }, true);

    """#
}

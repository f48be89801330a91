"use strict";
// The desk on the page: titles can be edited, clusters merged and faces moved, also by keyboard.
// The browser stores the statements, and they can be saved as a file.

const counted = (count) => count.toLocaleString("en") + (count === 1 ? " face" : " faces");
const facesOf = (section) => all("li[id]", section);
const numberOf = (section) => Number(section.id.slice("cluster".length));
const faceId = (face) => Number(face.id.slice(1));
const button = (text, attributes = {}) => make("button", { type: "button", ...attributes }, text);

// How the file identifies a face: by the path of its photo, as in the records, and its box.
function identityOf(face, way) {
  let path = decodeURIComponent(one("a", face).getAttribute("href"));
  if (path.startsWith("file:///")) path = path.slice("file://".length);
  else if (way && path.startsWith(way)) path = path.slice(way.length);
  const box = (face.dataset.b || "").split(" ").map(Number);
  return box.length === 4 ? { path, box } : { path };
}

// What the browser stores for this page; it may store nothing, for example in private windows.
function keeper(key) {
  const name = "face-clustering:" + key;
  return {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(name));
        return Array.isArray(kept?.said) ? kept : { said: [] };
      } catch {
        return { said: [] };
      }
    },
    write(kept) {
      try {
        if (kept.said.length) localStorage.setItem(name, JSON.stringify(kept));
        else localStorage.removeItem(name);
        return true;
      } catch {
        return false;
      }
    },
  };
}

// The parts of the page that show one cluster: its heading, link, average and list.
class ClusterView {
  // links: the links to sections, by their targets.
  constructor(section, number, side, links) {
    this.section = section;
    this.list = one(".faces", section);
    this.lead = one(".lead", section);
    this.order = one(".order", section);
    this.link = links.nav.get("#" + section.id)?.closest("li");
    this.average = links.averages.get("#" + section.id)?.closest("figure");
    this.row = side?.rowOf(section);
    // The first one is in the heading. A selector with two parts would search the whole page.
    this.mark = one(".mark", section);
    this.number = number;
  }

  // Other parts of the page that belong to the cluster.
  get parts() {
    return [this.link, this.average, this.row].filter(Boolean);
  }

  get labels() {
    return [this.section, ...this.parts].flatMap((part) => all(".label", part));
  }

  // The list that a face belongs to: faces without a picture are below the others, in a list that
  // can be opened.
  listFor(face) {
    if (one("summary", face)) return this.list;
    if (!one(".rest", this.section)) {
      const rest = make("details", { "class": "rest" });
      rest.append(make("summary"), make("ul"));
      this.list.after(rest);
    }
    return one(".rest ul", this.section);
  }

  title(name) {
    const text = name || "Cluster " + this.number;
    for (const label of this.labels) label.textContent = text;
    if (this.tools) {
      this.rename.setAttribute("aria-label", "Name " + text);
      this.merge.setAttribute("aria-label", "Merge " + text + " …");
    }
  }

  // Updates the number of faces wherever it is shown. Figures and averages stay as they were when
  // the page was made.
  count(count, members, faceOf) {
    const near = members.filter((id) => one(".edge", faceOf(id))).length;
    const edge = make("b", { "class": "edge" }, "borderline");
    this.lead.replaceChildren(counted(count),
      ...(near ? [", of which " + near.toLocaleString("en") + " ", edge] : []), ", ",
      this.order, ".");
    for (const span of this.parts.flatMap((part) => all("a > span, figcaption > span, th > span",
      part))) span.textContent = counted(count);
    for (const part of [this.section, ...this.parts]) part.hidden = count === 0;
    this.row?.classList.toggle("one", count === 1);
    const [rest, listed] = [one(".rest", this.section), all(".rest li", this.section).length];
    if (!rest) return;
    rest.hidden = listed === 0;
    one("summary", rest).textContent = listed.toLocaleString("en")
      + (listed === 1 ? " more face" : " more faces") + ", without pictures";
  }

  // Adds, once, a note that the figures beside the faces are older than the reader's changes.
  date() {
    const caption = one(".features caption", this.section);
    if (!caption || one(".dated", caption)) return;
    caption.append(make("span", { "class": "dated" }, " (made before your changes)"));
  }
}

// Makes a section that the page lacks, for a cluster or for faces without one.
function newSection(number) {
  const id = number === null ? "unplaced" : "cluster" + number;
  const heading = number === null ? "h-unplaced" : "h" + number;
  const section = make("section", { id, "aria-labelledby": heading });
  const title = make("h2", { id: heading });
  if (number === null) {
    title.textContent = "Faces without a cluster";
  } else {
    section.classList.add("cluster");
    const mark = make("svg", {
      "class": "mark c" + number % 8, viewBox: "-8 -8 16 16", "aria-hidden": "true",
    });
    mark.append(make("circle", { r: 5.6 }));
    title.append(mark, " ", make("bdi", { "class": "label" }, "Cluster " + number));
  }
  const lead = make("p", { "class": "lead" });
  lead.append(make("span", { "class": "order" }, "as you put them"));
  section.append(title, lead, make("ul", { "class": "faces" }));
  const last = all("main > .cluster").pop();
  if (number === null || !last) (one(".unclustered") || one("#population")?.closest("section")
    || one("main").lastElementChild).before(section);
  else last.after(section);
  return section;
}

// The links in a part of the page to its sections: looked up once, as there may be thousands.
const linksIn = (selector) => new Map(all(selector + " a").map((link) =>
  [link.getAttribute("href"), link]));

// Adds the link to a new section at the top.
function addLink(section, known) {
  const links = one("nav ul");
  if (!links) return;
  const link = make("a", { href: "#" + section.id });
  const [mark, label] = [one(".mark", section), one(".label", section)];
  link.append(mark.cloneNode(true), " ", label.cloneNode(true), make("span"));
  const item = make("li");
  item.append(link);
  links.append(item);
  known.set("#" + section.id, link);
}

// Inserts faces into a list, according to its order.
function putFaces(list, faces) {
  const compare = orderIn(list);
  if (faces.length > 8) {
    const order = Array.from(new Set([...list.children, ...faces])).sort(compare);
    list.append(...order);
    return;
  }
  for (const face of faces) {
    const next = Array.from(list.children).find((other) =>
      other !== face && compare(other, face) > 0);
    list.insertBefore(face, next || null);
  }
}

class DeskPage {
  constructor(tools, plane) {
    this.main = one("main");
    this.tools = tools;
    this.map = plane && new MapMarks(plane);
    this.side = one("#side") && new SideTable(one("#side"));
    this.keeper = keeper(this.main.dataset.page);
    this.links = { nav: linksIn("nav"), averages: linksIn(".averages") };
    this.faces = new Map();
    this.views = new Map();
    const clusters = all("main > .cluster").map((section) => {
      const [number, faces] = [numberOf(section), facesOf(section)];
      this.views.set(number, this.viewOf(section, number));
      const text = one(".label", section).textContent;
      return {
        number, name: text === "Cluster " + number ? null : text, faces: this.know(faces),
        more: Number(section.dataset.more) || 0,
      };
    });
    const unplaced = one("#unplaced");
    const without = unplaced ? this.know(facesOf(unplaced)) : [];
    if (unplaced) this.views.set(null, this.viewOf(unplaced, null));
    const moved = all(".hand").map((mark) => faceId(mark.closest("li")));
    this.desk = new Desk(clusters, without, moved);
    for (const view of this.views.values()) this.addTools(view);
    this.addBar();
    this.listen();
    this.restore();
  }

  viewOf(section, number) {
    return new ClusterView(section, number, this.side, this.links);
  }

  know(faces) {
    return faces.map((face) => {
      const id = faceId(face);
      this.faces.set(id, face);
      return id;
    });
  }

  view(number) {
    if (!this.views.has(number)) {
      const section = newSection(number);
      if (number !== null) addLink(section, this.links.nav);
      this.views.set(number, this.viewOf(section, number));
      this.addTools(this.views.get(number));
    }
    return this.views.get(number);
  }

  titleOf(number) {
    return number === null ? "no cluster" : this.desk.names.get(number) || "Cluster " + number;
  }

  // Buttons below a heading.
  addTools(view) {
    if (view.number === null) return;
    view.tools = make("p", { "class": "desk" });
    view.rename = button("Name", { "class": "rename" });
    view.merge = button("Merge \u2026", { "class": "merge" });
    view.tools.append(view.rename, view.merge);
    one("h2", view.section).after(view.tools);
    view.title(this.desk.names.get(view.number));
  }

  addBar() {
    this.undoButton = button("Undo", { id: "desk-undo", "aria-keyshortcuts": "Control+Z" });
    this.saveButton = button("Save names", { id: "desk-save" });
    this.status = make("output", { id: "desk-status", "aria-live": "polite" });
    const bar = make("div", { "class": "changes", role: "group", "aria-label": "Your changes" });
    bar.append(this.undoButton, this.saveButton, this.status);
    this.tools.append(bar);
    const help = make("p", { "class": "quiet desk-help" },
      "Name and merge clusters with the buttons below their headings. On a face, M moves it and X "
      + "says that it does not belong to its cluster; its large view has buttons for both. The "
      + "browser stores your changes; “Save names” makes a file for fc-names.");
    this.tools.before(help);
    this.report();
  }

  report(text = "") {
    const count = this.desk.said.length;
    this.undoButton.disabled = count === 0;
    this.saveButton.disabled = count === 0;
    const unsaved = count === this.saved || count === 0
      ? "" : count + (count === 1 ? " change" : " changes") + " not in a file";
    this.status.textContent = [text, unsaved].filter(Boolean).join(" \u00b7 ");
  }

  keep() {
    const isKept = this.keeper.write({
      said: this.desk.kept, saved: this.saved, since: this.since,
    });
    this.isLost = !isKept && this.desk.said.length !== this.saved;
  }

  // Carries out a statement, shows the change, and stores it.
  say(what, text) {
    const clusters = this.desk.say(what);
    if (!clusters) return false;
    this.since ||= new Date().toISOString().slice(0, 16).replace(/[-:]/g, "").replace("T", "-");
    this.show(this.desk.said.at(-1));
    this.keep();
    this.report(this.isLost ? "This browser cannot store your changes: save your names" : text);
    return true;
  }

  undo() {
    const entry = this.desk.undo();
    if (!entry) return;
    this.saved = Math.min(this.saved, this.desk.said.length);
    this.show(entry);
    this.keep();
    this.report({ name: "Name restored", merge: "Merge undone" }[entry.what] || "Moved back");
    if (this.undoButton.disabled && document.activeElement === document.body)
      one("#find-name").focus();
  }

  // Updates the page after one change of the desk.
  show({ what, cluster, to, face, faces }) {
    if (what === "name") return this.view(cluster).title(this.desk.names.get(cluster));
    for (const number of [cluster, to]) this.settle(number, faces || [face]);
    const total = all(".counts dt").find((term) => /^clusters?$/.test(term.textContent));
    if (total) total.nextElementSibling.textContent = this.desk.numbers.length;
    this.map?.draw([cluster, to].map((number) =>
      [number, (this.desk.members.get(number) || []).map((id) => this.faces.get(id))]));
    return null;
  }

  settle(number, changed) {
    const members = this.desk.members.get(number) || [];
    const view = this.view(number);
    const here = changed.filter((id) => this.desk.clusterOf.get(id) === number)
      .map((id) => this.faces.get(id));
    for (const list of new Set(here.map((face) => view.listFor(face))))
      putFaces(list, here.filter((face) => view.listFor(face) === list));
    this.side?.settle(view.section, here);
    for (const face of here) this.markHand(face);
    if (number !== null) view.title(this.desk.names.get(number));
    view.count(this.desk.size(number), members, (id) => this.faces.get(id));
    view.date();
  }

  markHand(face) {
    const isMoved = this.desk.moved.has(faceId(face));
    const mark = one(".hand", face);
    if (isMoved && !mark) (one("summary", face) || face).append(make("b", { "class": "hand" }, "by hand"));
    if (!isMoved) mark?.remove();
  }

  restore() {
    const kept = this.keeper.read();
    this.saved = 0;
    this.since = kept.since;
    for (const what of kept.said.filter(Boolean)) if (this.desk.say(what)) this.show(this.desk.said.at(-1));
    if (this.desk.said.length === 0) return;
    this.saved = Math.min(Number(kept.saved) || 0, this.desk.said.length);
    this.report("Your earlier changes have been restored");
  }

  save() {
    const way = this.main.dataset.way;
    const text = this.desk.file((id) => identityOf(this.faces.get(id), way));
    download("names-" + this.since + ".ndjson", "application/x-ndjson", text);
    this.saved = this.desk.said.length;
    this.keep();
    this.report("Saved: run fc-names with this file");
  }

  // Shows a text field instead of the buttons.
  editTitle(view) {
    const before = this.desk.names.get(view.number) || "";
    const field = make("input", {
      type: "text", maxlength: 200, "aria-label": "Name of " + this.titleOf(view.number),
      autocomplete: "off", spellcheck: "false", enterkeyhint: "done",
    });
    field.value = before;
    const [done, stop] = [button("Keep"), button("Cancel")];
    const end = (isKept) => {
      if (!field.isConnected) return;
      const name = cleanName(field.value) || null;
      view.tools.replaceChildren(view.rename, view.merge);
      if (isKept) this.say({ what: "name", cluster: view.number, name },
        name ? "Named " + name : "Name removed");
      view.rename.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
      if (["Enter", "Escape"].includes(event.key)) event.preventDefault();
    });
    done.addEventListener("click", () => end(true));
    stop.addEventListener("click", () => end(false));
    view.tools.replaceChildren(field, done, stop);
    field.focus();
    field.select();
  }

  merge(view) {
    const own = this.titleOf(view.number);
    this.chooser.ask("Merge " + own + " into", this.choices(view.number), (to) => {
      if (to === undefined) return view.merge.focus();
      this.say({ what: "merge", cluster: view.number, to },
        own + " merged into " + this.titleOf(to));
      reveal(this.views.get(to).section, "start");
      return this.views.get(to).merge.focus({ preventScroll: true });
    });
  }

  choices(but) {
    return this.desk.numbers.filter((number) => number !== but).map((number) => ({
      value: number, text: this.titleOf(number), mark: this.views.get(number).mark,
      note: counted(this.desk.size(number)),
    }));
  }

  // The face that gets the focus when a face leaves a list.
  neighbour(face) {
    return face.nextElementSibling || face.previousElementSibling;
  }

  move(face, after) {
    const from = this.desk.clusterOf.get(faceId(face));
    const alone = from !== null && this.desk.size(from) === 1;
    const choices = this.choices(from);
    if (!alone) choices.push({ value: null, text: "A new cluster", note: "" });
    this.chooser.ask("Move " + nameOf(face) + " to", choices, (to) => {
      const next = this.neighbour(face);
      if (to !== undefined) this.say({ what: "move", face: faceId(face), to },
        nameOf(face) + " moved to " + (to === null ? "a new cluster" : this.titleOf(to)));
      after(to === undefined ? face : next || face);
    });
  }

  refuse(face, after) {
    const from = this.desk.clusterOf.get(faceId(face));
    if (from === null) return;
    const next = this.neighbour(face);
    this.say({ what: "not", face: faceId(face) },
      nameOf(face) + " removed from " + this.titleOf(from));
    after(next || face);
  }

  listen() {
    this.chooser = new Chooser();
    const viewOf = (element) => this.views.get(numberOf(element.closest("section")));
    const focus = (face) => one("summary, a", face)?.focus();
    document.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (!pressed) return;
      if (pressed.matches(".rename")) this.editTitle(viewOf(pressed));
      if (pressed.matches(".merge")) this.merge(viewOf(pressed));
    });
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.metaKey) return;
      if (event.ctrlKey && event.key.toLowerCase() === "z" && !event.target.matches("input")) {
        event.preventDefault();
        this.undo();
      }
      const face = event.ctrlKey ? null : event.target.closest(".faces > li, .rest li");
      if (!face || !this.faces.has(faceId(face))) return;
      if (event.key.toLowerCase() === "m") {
        event.preventDefault();
        this.move(face, focus);
      }
      if (event.key.toLowerCase() === "x") this.refuse(face, focus);
    });
    this.undoButton.addEventListener("click", () => this.undo());
    this.saveButton.addEventListener("click", () => this.save());
    addEventListener("beforeunload", (event) => {
      if (this.isLost) event.preventDefault();
    });
  }
}

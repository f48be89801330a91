"use strict";
// The reader's statements about the clusters: names, merges, moves, "not this person". It does not
// use the document, so that Tests/Pages can test it alone. Faces are numbers; clusters have the
// numbers of the page.

// How many faces identify a cluster in the saved file.
const mostAnchors = 8;

// The part of a name that is kept: no control characters, no characters that reorder the text
// around them, no space around it, at most 200 characters.
function cleanName(text) {
  const plain = String(text ?? "").replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ").trim();
  return Array.from(plain).slice(0, 200).join("").trim();
}

// The desk: the clusters of faces, the names of clusters, and the statements made so far.
class Desk {
  // clusters: [{ number, name, faces: [face, ...], more }]. name is null for a cluster without a
  // name; more is the number of its faces that are not on the page.
  constructor(clusters, unplaced = [], moved = []) {
    this.members = new Map(clusters.map(({ number, faces }) => [number, faces.slice()]));
    this.members.set(null, unplaced.slice());
    this.names = new Map(clusters.map(({ number, name }) => [number, name || null]));
    this.more = new Map(clusters.map(({ number, more }) => [number, more || 0]));
    this.clusterOf = new Map();
    for (const [number, faces] of this.members)
      for (const face of faces) this.clusterOf.set(face, number);
    this.moved = new Set(moved);
    this.said = [];
  }

  // The faces that identify a cluster: the most typical ones that were not put there by hand.
  anchors(number, but = null) {
    const members = this.members.get(number).filter((face) => face !== but);
    const own = members.filter((face) => !this.moved.has(face));
    return (own.length ? own : members).slice(0, mostAnchors);
  }

  // The number of faces in a cluster.
  size(number) {
    return (this.members.get(number) || []).length + (this.more.get(number) || 0);
  }

  // Moves the count of faces that are not on the page.
  moveMore(from, to, count) {
    this.more.set(from, (this.more.get(from) || 0) - count);
    this.more.set(to, (this.more.get(to) || 0) + count);
  }

  // The numbers of the clusters that have faces, in the original order.
  get numbers() {
    return Array.from(this.members.keys())
      .filter((number) => number !== null && this.members.get(number).length > 0);
  }

  // Carries out a statement, and stores how to undo it. Returns the clusters that changed, or
  // nothing if the statement is not new or is about something that does not exist.
  say({ what, cluster, to = null, face, name }) {
    const isThere = (number) => this.names.has(number) && this.members.get(number).length > 0;
    const entry = { what, cluster, to, face, name };
    if (what === "name") {
      const called = name === null ? null : cleanName(name) || null;
      if (!isThere(cluster) || called === this.names.get(cluster)) return null;
      Object.assign(entry, {
        name: called, before: this.names.get(cluster), of: this.anchors(cluster),
      });
      this.names.set(cluster, called);
    } else if (what === "merge") {
      if (!isThere(cluster) || !isThere(to) || cluster === to) return null;
      Object.assign(entry, {
        of: this.anchors(cluster), at: this.anchors(to), before: this.names.get(to),
        faces: this.members.get(cluster), more: this.more.get(cluster) || 0,
      });
      this.moveMore(cluster, to, entry.more);
      for (const member of entry.faces) this.clusterOf.set(member, to);
      this.members.set(to, this.members.get(to).concat(entry.faces));
      this.members.set(cluster, []);
      if (!entry.before) this.names.set(to, this.names.get(cluster));
    } else if (!this.put(entry, isThere)) {
      return null;
    }
    this.said.push(entry);
    return this.touched(entry);
  }

  // Moves a face to another cluster, a new one, or none.
  put(entry, isThere) {
    const { what, face, to } = entry;
    const from = this.clusterOf.get(face);
    if (from === undefined || !["move", "not"].includes(what)) return false;
    if (what === "not" && from === null) return false;
    const isNew = what === "move" && (to === null || !this.names.has(to));
    if (what === "move" && !isNew && (!isThere(to) || to === from)) return false;
    if (isNew && from !== null && this.size(from) === 1) return false;
    const members = this.members.get(from);
    Object.assign(entry, {
      cluster: from, index: members.indexOf(face), was: this.moved.has(face),
      of: from === null ? [] : this.anchors(from, face), isNew,
      at: what === "not" || isNew ? [] : this.anchors(to, face),
    });
    if (what === "not") entry.to = null;
    if (isNew) {
      entry.to = Math.max(-1, ...this.names.keys()) + 1;
      this.names.set(entry.to, null);
      this.members.set(entry.to, []);
    }
    members.splice(entry.index, 1);
    this.members.get(entry.to).push(face);
    this.clusterOf.set(face, entry.to);
    this.moved.add(face);
    return true;
  }

  // Undoes the last statement. Returns it, or null if there is none.
  undo() {
    const entry = this.said.pop();
    if (!entry) return null;
    const { what, cluster, to, face } = entry;
    if (what === "name") this.names.set(cluster, entry.before);
    else if (what === "merge") {
      const merged = this.members.get(to);
      this.members.set(to, merged.slice(0, merged.length - entry.faces.length));
      this.members.set(cluster, entry.faces);
      for (const member of entry.faces) this.clusterOf.set(member, cluster);
      this.names.set(to, entry.before);
      this.moveMore(to, cluster, entry.more);
    } else {
      this.members.get(to).pop();
      this.members.get(cluster).splice(entry.index, 0, face);
      this.clusterOf.set(face, cluster);
      if (!entry.was) this.moved.delete(face);
      if (entry.isNew) for (const map of [this.members, this.names]) map.delete(to);
    }
    return entry;
  }

  touched({ what, cluster, to }) {
    return what === "name" ? [cluster] : [cluster, to];
  }

  // The statements, to be repeated when the page is opened again.
  get kept() {
    return this.said.map(({ what, cluster, to, face, name }) => ({ what, cluster, to, face, name }));
  }

  // The statements without those that later ones replace: earlier names of the same cluster, and
  // earlier moves of the same face, unless something in between depends on them.
  get lasting() {
    const [named, moved] = [new Set(), new Set()];
    const lasting = [];
    for (const entry of this.said.slice().reverse()) {
      const { what, cluster, to, face } = entry;
      const isIdle = what === "name" ? named.has(cluster) : what !== "merge" && moved.has(face);
      if (isIdle) continue;
      lasting.push(entry);
      for (const anchor of (entry.of || []).concat(entry.at || [])) moved.delete(anchor);
      if (what === "merge") for (const number of [cluster, to]) named.delete(number);
      else if (what === "name") named.add(cluster);
      else moved.add(face);
    }
    return lasting.reverse();
  }

  // The file for fc-names: one statement per line. `describe` gives the photo and box of a face.
  file(describe) {
    const faces = (list) => list.map(describe);
    return this.lasting.map(({ what, name, face, of, at, isNew }) => {
      if (what === "name") return { name, cluster: faces(of) };
      if (what === "merge") return { merge: [faces(at), faces(of)] };
      if (what === "not") return { not: describe(face), cluster: faces(of.length ? of : [face]) };
      const from = of.length ? { from: faces(of) } : {};
      return { move: describe(face), to: isNew ? null : faces(at), ...from };
    }).map((statement) => JSON.stringify(statement) + "\n").join("");
  }
}

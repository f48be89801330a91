"use strict";
// The table at the top with the clusters side by side. It follows the reader's changes.
class SideTable {
  constructor(section) {
    this.body = one("tbody", section);
    this.rows = new Map(all("tr[data-of]", section).map((row) => [row.dataset.of, row]));
    this.pictures = new Map(all("a[href^='#f']", section).map((link) =>
      [link.getAttribute("href").slice(1), link.closest("li")]));
  }

  // The row of a section of the page; a new row for a new section.
  rowOf(section) {
    if (!this.rows.has(section.id)) {
      const link = make("a", { href: "#" + section.id });
      link.append(...all("h2", section).flatMap((heading) =>
        Array.from(heading.childNodes, (node) => node.cloneNode(true))));
      const head = make("th", { scope: "row" });
      head.append(link, " ", make("span"));
      const [row, cell] = [make("tr", { "data-of": section.id }), make("td")];
      cell.append(make("ul"));
      row.append(head, cell);
      const last = this.rows.get("unplaced");
      if (last) last.before(row);
      else this.body.append(row);
      this.rows.set(section.id, row);
    }
    return this.rows.get(section.id);
  }

  // Moves pictures of faces to the row of the section that they are in, in the order of its list.
  settle(section, faces) {
    const pictures = one("ul", this.rowOf(section));
    const order = faces.length > 8 ? Array.from(section.querySelectorAll("li[id]")) : faces;
    for (const face of order.slice().reverse()) {
      const picture = this.pictures.get(face.id);
      let next = face.nextElementSibling;
      while (next && !this.pictures.has(next.id)) next = next.nextElementSibling;
      const following = next && this.pictures.get(next.id);
      if (picture) pictures.insertBefore(picture, following?.parentNode === pictures
        ? following : one(".more", pictures));
    }
  }
}

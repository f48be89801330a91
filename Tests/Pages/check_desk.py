#!/usr/bin/env python3
"""Names, merges and moves on a page of clusters in a browser, by keyboard alone, and checks what a
person relies on. Prints one line per violation; status 1 if there is any.

    check_desk.py --browser chromium|firefox page.html FOLDER

At 1280 px, light, a cluster is named, another merged into it, a face moved, one taken out of its
cluster, one moved to a new cluster from its large view, something undone. Then the tab is closed and
the page opened again in another one, at 390 px, dark: everything is still there. It is saved; the
file is then in FOLDER, as names.ndjson. It also checks the rules of page_rules.js and, if it is in
.build/tools, of axe-core, in each state; that there are no console messages and no horizontal
scrolling; that the focus is never lost, and that changes are announced.
Needs Debian's chromium and chromium-driver, or firefox-esr.
"""
import sys

from browsers import Keys
from walk import Walk, main

CLUSTERS = """
    return Array.from(document.querySelectorAll("main > .cluster, #unplaced"), (section) =>
      [section.querySelector("h2").textContent.trim(),
       Array.from(section.querySelectorAll("li[id]"), (face) => face.id).sort()])
      .filter(([, faces]) => faces.length).sort();"""


# The table at the top, in the form of CLUSTERS.
SIDE = """
    return Array.from(document.querySelectorAll("#side tr[data-of]:not([hidden])"), (row) =>
      [row.querySelector("th a").textContent.trim(),
       Array.from(row.querySelectorAll("td a"), (link) => link.hash.slice(1)).sort()]).sort();"""


class Desk(Walk):
    name = "desk"

    def clusters(self, when):
        """The title and the faces of each cluster; the table at the top must show the same."""
        clusters = self.ask(CLUSTERS)
        side = [[title.replace("Without a cluster", "Faces without a cluster"), faces]
                for title, faces in self.ask(SIDE)]
        self.expect(f"the table ({when})", sorted(side), clusters)
        return clusters

    def said(self, words):
        if words not in self.ask("return document.querySelector('#desk-status').textContent"):
            self.say("status", f"does not say {words!r}")

    def kept(self, when):
        """The focus is on something."""
        if self.ask("return document.activeElement === document.body"):
            self.say("focus", f"lost after {when}")

    def name_and_merge(self):
        section = "document.querySelector('main > .cluster')"
        self.tab_to(f"{section}.querySelector('.rename')")
        self.press(Keys.ENTER)
        self.wait("document.activeElement.matches('.desk input')")
        self.look("naming")
        self.press("Ann <b>&", Keys.ENTER)
        self.kept("naming")
        self.wait(f"{section}.querySelector('h2').textContent.trim() === 'Ann <b>&'")
        if self.ask("return document.querySelector('nav a').textContent.trim()").find("Ann <b>&") < 0:
            self.say("naming", "the link above has the old name")
        self.said("Named Ann")
        # Escape keeps the old title.
        self.press(Keys.ENTER)
        self.wait("document.activeElement.matches('.desk input')")
        self.press("Nobody", Keys.ESCAPE)
        self.kept("Escape")
        self.wait(f"{section}.querySelector('h2').textContent.trim() === 'Ann <b>&'")
        self.hostile(section)

        second = "document.querySelectorAll('main > .cluster')[1]"
        self.tab_to(f"{second}.querySelector('.merge')")
        self.press(Keys.ENTER)
        self.wait("document.querySelector('#chooser').open")
        self.look("choosing")
        self.press("no such")
        self.wait("!document.querySelector('#chooser [role=option]')")
        self.press(*[Keys.BACKSPACE] * 7, "ann", Keys.ENTER)
        self.wait("!document.querySelector('#chooser').open")
        self.kept("merging")
        self.wait(f"{second}.hidden")
        self.said("merged into Ann")

    def hostile(self, section):
        """Pasted text becomes a name, and a short one; then it is undone."""
        title = f"{section}.querySelector('h2').textContent.trim()"
        for pasted, kept in [("</b><script>alert(1)</script><img src=x onerror=alert(2)>", None),
                             ("\\u001b[31mred\\u0007\\u202egpj", "[31mred gpj"),
                             ("x" * 10_000, "x" * 200)]:
            self.press(Keys.ENTER)
            self.wait("document.activeElement.matches('.desk input')")
            self.ask(f"document.activeElement.value = '{pasted}'")
            self.press(Keys.ENTER)
            self.kept("a hostile name")
            self.wait(f"{title} === '{kept or pasted}'")
        self.look("a long name")
        for _ in range(3):
            self.control("z")
        self.wait(f"{title} === 'Ann <b>&'")

    def move(self):
        face = "document.querySelector('main > .cluster .faces > li')"
        self.ask(f"{face}.querySelector('summary').focus()")
        moved = self.ask(f"return {face}.id")
        self.press("m")
        self.wait("document.querySelector('#chooser').open")
        self.press(Keys.DOWN, Keys.UP, Keys.ENTER)
        self.wait(f"!document.getElementById('{moved}').closest('section').matches('#cluster0')")
        self.kept("moving")
        refused = self.ask("return document.activeElement.closest('li').id")
        self.press("x")
        self.wait(f"document.getElementById('{refused}').closest('#unplaced')")
        self.kept("not this person")
        # Through its large view, into a new cluster.
        self.press(Keys.ENTER)
        self.wait("document.querySelector('#view').open")
        self.look("large view")
        alone = self.ask("return document.querySelector('#view-name').textContent")
        self.press("m")
        self.wait("document.querySelector('#chooser').open")
        self.press("a new", Keys.ENTER)
        self.wait("!document.querySelector('#chooser').open")
        self.press(Keys.ESCAPE)
        self.wait("!document.querySelector('#view').open")
        self.kept("the large view")
        new = self.ask(f"""return Array.from(document.querySelectorAll("li[id]"), (face) => face)
            .find((face) => face.querySelector("bdi").textContent === {alone!r}).closest("section")
            .querySelectorAll("li").length""")
        if new != 1:
            self.say("new cluster", f"{new} faces")

    def undo(self):
        before = self.clusters("before undoing")
        face = "document.querySelector('main > .cluster:not([hidden]) .faces > li')"
        self.ask(f"{face}.querySelector('summary').focus()")
        self.press("x")
        self.wait("document.querySelector('#desk-status').textContent.includes('removed from')")
        self.control("z")
        self.wait("document.querySelector('#desk-status').textContent.includes('back')")
        if self.clusters("after undoing") != before:
            self.say("undo", "something is not as it was")

    def again(self):
        before = self.clusters("changed")
        self.look("changed")
        self.browser.renew()
        self.open(390, "dark")
        self.wait("document.querySelector('#desk-status')")
        self.expect("again", self.clusters("again"), before)
        self.said("restored")
        self.look("opened again")

    def save(self):
        self.tab_to("document.querySelector('#desk-save')")
        self.press(Keys.ENTER)
        file = self.saved("names-*.ndjson")
        if file:
            file.rename(self.folder / "names.ndjson")
        self.said("Saved")

    def run(self):
        self.open(1280, "light")
        self.look("opened")
        self.name_and_merge()
        self.move()
        self.undo()
        self.again()
        self.save()
        self.quiet()


if __name__ == "__main__":
    sys.exit(main(Desk, sys.argv[1:], __doc__))

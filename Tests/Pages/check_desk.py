#!/usr/bin/env python3
"""Names, merges and moves on a page of clusters in a browser, by keyboard alone, and checks what a
person relies on. Prints one line a violation; status 1 if there is any.

    check_desk.py --browser chromium|firefox page.html FOLDER

At 1280 px, light, a cluster is named, another merged into it, a face moved, one said to be of none,
one moved to a new cluster from its large view, something undone. Then the tab is closed and the page
opened again in another one, at 390 px, dark: all is there. It is saved; the file stands in FOLDER
then, as names.ndjson. Checked besides: the rules of page_rules.js and, where it is in .build/tools,
of axe-core, in each state; no console message, no horizontal scrolling; that the focus is never
lost, and that what happened is said.
Needs Debian's chromium and chromium-driver, or firefox-esr.
"""
import os
import pathlib
import sys
import time

from browsers import Chromium, Firefox, Keys
from check_pages import ASK_AXE, AXE, RULES

CLUSTERS = """
    return Array.from(document.querySelectorAll("main > .cluster, #unplaced"), (section) =>
      [section.querySelector("h2").textContent.trim(),
       Array.from(section.querySelectorAll("li[id]"), (face) => face.id).sort()])
      .filter(([, faces]) => faces.length).sort();"""


class Desk:
    def __init__(self, browser, path, folder):
        self.browser, self.path, self.folder = browser, path, folder
        self.ask, self.press = browser.ask, browser.press
        self.violations = []

    def say(self, rule, detail):
        self.violations.append(f"{self.path.name}: {self.browser.name}: {rule}: {detail}")

    def wait(self, condition):
        """For what a busy machine does late; five seconds at most."""
        for _ in range(50):
            if self.ask("return Boolean(" + condition + ")"):
                return True
            time.sleep(0.1)
        self.say("wait", condition)
        return False

    def look(self, when):
        """The page's rules and axe-core's, now."""
        for rule, detail in self.ask(RULES):
            self.say(f"{rule} ({when})", detail)
        if self.ask("return document.documentElement.scrollWidth > innerWidth + 1"):
            self.say("wide", when)
        self.console()
        if AXE.exists():
            for rule, detail in self.ask(AXE.read_text() + ";" + ASK_AXE):
                self.say(f"axe {rule} ({when})", detail)
            self.browser.messages()  # axe tries a style of its own, which the policy forbids
        shots = os.environ.get("PAGE_SHOTS")
        if shots:
            os.makedirs(shots, exist_ok=True)
            self.browser.screenshot(f"{shots}/desk-{self.browser.name}-{when.replace(' ', '-')}.png")

    def console(self):
        for message in self.browser.messages():
            self.say("console", message[:300])

    def tab_to(self, element):
        """Goes on by Tab until an element has the focus."""
        for _ in range(300):
            self.press(Keys.TAB)
            if self.ask(f"return document.activeElement === {element}"):
                return
        self.say("tab", f"does not come to {element}")

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
        # Escape keeps the old one.
        self.press(Keys.ENTER)
        self.wait("document.activeElement.matches('.desk input')")
        self.press("Nobody", Keys.ESCAPE)
        self.kept("Escape")
        self.wait(f"{section}.querySelector('h2').textContent.trim() === 'Ann <b>&'")

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
        self.said("part of Ann")

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
        # By its large view, into a cluster of its own.
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
        before = self.ask(CLUSTERS)
        face = "document.querySelector('main > .cluster:not([hidden]) .faces > li')"
        self.ask(f"{face}.querySelector('summary').focus()")
        self.press("x")
        self.wait("document.querySelector('#desk-status').textContent.includes('is not of')")
        self.browser.perform(dict(type="key", id="keys", actions=[
            dict(type="keyDown", value="\ue009"), dict(type="keyDown", value="z"),
            dict(type="keyUp", value="z"), dict(type="keyUp", value="\ue009")]))
        self.wait("document.querySelector('#desk-status').textContent.includes('back')")
        if self.ask(CLUSTERS) != before:
            self.say("undo", "something is not as it was")

    def again(self):
        before = self.ask(CLUSTERS)
        self.look("changed")
        self.browser.renew()
        self.browser.download_to(self.folder)
        self.browser.open(self.path, 390, "dark", True)
        self.wait("document.querySelector('#desk-status')")
        if self.ask(CLUSTERS) != before:
            self.say("again", f"{self.ask(CLUSTERS)} instead of {before}")
        self.said("is back")
        self.look("opened again")

    def save(self):
        self.tab_to("document.querySelector('#desk-save')")
        self.press(Keys.ENTER)
        for _ in range(100):
            found = [path for path in self.folder.glob("names-*.ndjson") if path.stat().st_size]
            if found:
                found[0].rename(self.folder / "names.ndjson")
                break
            time.sleep(0.1)
        else:
            self.say("save", "no file came")
        self.said("Saved")

    def check(self):
        self.browser.open(self.path, 1280, "light", True)
        self.look("opened")
        self.name_and_merge()
        self.move()
        self.undo()
        self.again()
        self.save()
        self.console()
        return self.violations


def main(arguments):
    kinds = {kind.name: kind for kind in (Chromium, Firefox)}
    if len(arguments) != 4 or arguments[0] != "--browser" or arguments[1] not in kinds:
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(arguments[3]).resolve()
    folder.mkdir(exist_ok=True)
    browser = kinds[arguments[1]]()
    try:
        browser.download_to(folder)
        violations = Desk(browser, pathlib.Path(arguments[2]), folder).check()
    finally:
        browser.quit()
    for violation in violations:
        print(violation)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

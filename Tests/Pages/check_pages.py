#!/usr/bin/env python3
"""Opens pages in Chromium and Firefox and checks what a reader relies on. Prints one line per
violation; status 1 if there is any.

    check_pages.py [--quick] [--browser chromium|firefox] page.html ...

Every page is opened at 1280 and 390 px, light and dark, with and without scripts (--quick: 1280
light with scripts, 390 dark without; Firefox always with scripts). Checked: no console messages; no
requests except for the page itself, data: and, if its policy allows linked photos, files; no
horizontal scrolling; the rules of page_rules.js (names, structure, contrast) and, if it is in
.build/tools, of axe-core; the order and the visibility of the keyboard focus; faces open and close
by keyboard, and are announced; links and the map's points lead to the right element; searching,
sorting; reduced motion.
Needs Debian's chromium and chromium-driver, or firefox-esr.

$PAGE_SHOTS names a folder for a screenshot of each page and combination.
"""
import os
import pathlib
import sys
import time

from browsers import Chromium, Firefox, Keys
from walk import ASK_AXE, AXE, RULES


class Page:
    """One page in one combination of width, colours and scripts."""

    def __init__(self, browser, path, width, colours, scripts):
        self.browser, self.path, self.scripts, self.width = browser, path, scripts, width
        self.where = (f"{path.name}: {browser.name}, {width} px, {colours}, "
                      f"scripts {'on' if scripts else 'off'}")
        self.violations = []
        self.combination = (width, colours, scripts)
        self.ask, self.press = browser.ask, browser.press
        browser.open(path, *self.combination)
        time.sleep(0.2)
        shots = os.environ.get("PAGE_SHOTS")
        if shots:
            os.makedirs(shots, exist_ok=True)
            name = f"{path.stem}-{browser.name}-{width}-{colours}{'' if scripts else '-no-scripts'}"
            browser.screenshot(f"{shots}/{name}.png")

    def say(self, rule, detail):
        self.violations.append(f"{self.where}: {rule}: {detail}")

    def wait(self, condition):
        """Waits for what a busy machine does late; three seconds at most."""
        for _ in range(30):
            if self.ask(condition):
                return
            time.sleep(0.1)

    def check(self):
        self.rules()
        self.focus()
        self.faces()
        if self.scripts:
            self.finding()
            self.mapping()
        self.motion()
        self.console()
        self.requests()
        if self.scripts:
            self.landing()
        return self.violations

    def rules(self, when=""):
        for rule, detail in self.ask(RULES):
            self.say(rule + when, detail)
        if self.scripts and AXE.exists():
            self.console()
            for rule, detail in self.ask(AXE.read_text() + ";" + ASK_AXE):
                self.say("axe " + rule + when, detail)
            self.browser.messages()  # axe tries to add a style, which the policy forbids

    def focus(self):
        """Tab follows the page's order; the focused element shows it; the skip link works."""
        self.ask("document.activeElement.blur(); window.scrollTo(0, 0)")
        self.press(Keys.TAB)
        if self.ask("return document.activeElement.className") != "skip":
            self.say("skip-link", "is not the first stop")
        self.press(Keys.ENTER)
        time.sleep(0.1)
        self.press(Keys.TAB)
        if not self.ask("return Boolean(document.activeElement.closest('main, footer')) || "
                        "!document.querySelector('main :is(a, summary, [tabindex])')"):
            self.say("skip-link", "does not lead into the content")
        self.ask("document.activeElement.blur(); document.querySelector('.skip')?.focus(); window.last = null")
        for stop in range(40):
            self.press(Keys.TAB)
            found = self.ask("""
                const now = document.activeElement;
                if (!now || now === document.body) return null;
                const before = window.last;
                window.last = now;
                const box = now.getBoundingClientRect(), style = getComputedStyle(now);
                return {
                  name: now.tagName + " " + now.textContent.trim().slice(0, 30),
                  backwards: Boolean(before && before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_PRECEDING),
                  outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                  inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight
                    && box.right > 0 && box.left < innerWidth };
                """)
            if found is None:
                break
            if found["backwards"]:
                if stop > 0 and self.ask("return document.activeElement.matches('.skip, header *')"):
                    break  # around once
                self.say("focus-order", found["name"])
            if not found["outline"]:
                self.say("focus-visible", found["name"])
            if not found["inside"]:
                self.say("focus-in-view", found["name"])

        # Tab leaves the page at its end: without the focus, Firefox ignores Enter.
        self.ask("window.focus()")

    def faces(self):
        if not self.ask("return Boolean(document.querySelector('.faces summary'))"):
            return
        first = "document.querySelector('.faces summary')"
        self.ask(f"{first}.scrollIntoView({{block: 'center'}}); {first}.focus()")
        self.press(Keys.ENTER)
        self.wait("return document.querySelector('#view').open" if self.scripts
                  else f"return {first}.parentElement.open")
        if not self.scripts:
            if not self.ask(f"return {first}.parentElement.open"):
                self.say("details", "Enter does not open a face")
            self.rules(" (open)")
            self.press(Keys.ENTER)
            time.sleep(0.1)
            if self.ask(f"return {first}.parentElement.open"):
                self.say("details", "Enter does not close a face")
            return
        if not self.ask("return document.querySelector('#view').open"):
            self.say("dialog", "Enter does not open a face")
            return
        self.rules(" (dialog)")
        state = """
            const view = document.querySelector('#view');
            return { name: document.querySelector('#view-name').textContent,
                     wide: view.scrollWidth > view.clientWidth,
                     inside: view.contains(document.activeElement),
                     points: view.querySelectorAll('.overlay circle').length,
                     lines: view.querySelectorAll('.overlay .length').length,
                     measured: document.querySelectorAll('#population [data-lengths]').length > 0,
                     known: Boolean(document.querySelector('.faces details').dataset.l
                       || document.querySelector('.faces .sketch')) };
            """
        found = self.ask(state)
        expected = self.ask("return document.querySelector('.faces bdi').textContent")
        if found["name"] != expected:
            self.say("dialog", f"shows {found['name']!r} instead of {expected!r}")
        if found["wide"]:
            self.say("dialog", "scrolls sideways")
        if not found["inside"]:
            self.say("dialog", "has not the focus")
        if found["known"] and found["points"] != 68:
            self.say("dialog", f"{found['points']} points instead of 68")
        if found["known"] and found["measured"] and found["lines"] == 0:
            self.say("dialog", "no measured lengths")
        count = self.ask("return document.querySelectorAll('.faces > li').length")
        if count > 1:
            self.press(Keys.RIGHT)
            second = self.ask("return document.querySelectorAll('.faces > li bdi')[1].textContent")
            if self.ask(state)["name"] != second:
                self.say("dialog", "the right arrow does not go on")
            said = self.ask("""
                const status = document.querySelector("#view [role=status], #view [aria-live]");
                return status ? status.textContent : "";""")
            if not said.startswith(f"2 of {count}: {second}, "):
                self.say("dialog", f"screen readers are told {said!r} of the next face")
            self.press(Keys.LEFT)
        self.press(Keys.ESCAPE)
        time.sleep(0.1)
        if self.ask("return document.querySelector('#view').open"):
            self.say("dialog", "Escape does not close it")
        if not self.ask(f"return document.activeElement === {first}"):
            self.say("dialog", "the focus does not return to the face")

    def finding(self):
        if not self.ask("const tools = document.querySelector('#find'); return Boolean(tools && !tools.hidden)"):
            return
        total = self.ask("return document.querySelectorAll('.faces > li:not([hidden])').length")
        wanted = self.ask("const all = document.querySelectorAll('.faces bdi'); return all[all.length - 1].textContent")
        wanted = wanted.strip()[:40]
        self.ask("document.querySelector('#find-name').focus()")
        self.press(wanted)
        time.sleep(0.3)
        names = self.ask("""
            return Array.from(document.querySelectorAll(".faces > li:not([hidden])"), (face) =>
              face.textContent + decodeURIComponent(face.querySelector("a").getAttribute("href")))""")
        if not names or any(wanted.lower() not in name.lower() for name in names):
            self.say("finding", f"{wanted!r} finds {len(names)}, among them other names")
        if not self.ask("return /^[0-9]+ of [0-9]+ found$/.test(document.querySelector('#find-count').textContent)"):
            self.say("finding", "does not say how many were found")
        self.press(*[Keys.BACKSPACE] * len(wanted), "no such name")
        time.sleep(0.3)
        empty = self.ask("""
            const shown = (element) => element.getClientRects().length > 0;
            return Array.from(document.querySelectorAll(".cluster, #unplaced, .unclustered, .reason"))
              .filter(shown).map((section) => section.textContent.trim().slice(0, 20))""")
        if empty:
            self.say("finding", f"without a hit these stay, empty: {empty}")
        self.press(*[Keys.BACKSPACE] * len("no such name"))
        time.sleep(0.3)
        if self.ask("return document.querySelectorAll('.faces > li:not([hidden])').length") != total:
            self.say("finding", "an empty search does not show all")
        order = "return Array.from(document.querySelectorAll('.faces > li'), (li) => li.id).join()"
        before = self.ask(order)
        choose = ("const order = document.querySelector('#find-order'); order.value = '%s'; "
                  "order.dispatchEvent(new Event('change'))")
        self.ask(choose % "name")
        if not self.ask("""
            const names = new Intl.Collator("en", { numeric: true });
            return Array.from(document.querySelectorAll(".faces")).every((list) =>
              Array.from(list.querySelectorAll("bdi"), (name) => name.textContent)
                .every((name, i, all) => i === 0 || names.compare(all[i - 1], name) <= 0))"""):
            self.say("sorting", "not by name")
        typical = self.ask("return Array.from(document.querySelectorAll('.cluster > .lead'), (lead) => "
                           "lead.textContent).filter((text) => text.includes('typical'))")
        if typical:
            self.say("sorting", f"by name, and it says {typical[0]!r}")
        self.ask(choose % "typical")
        if self.ask(order) != before:
            self.say("sorting", "the first order does not come back")

    def mapping(self):
        if not self.ask("return Boolean(document.querySelector('#map'))"):
            return
        self.ask("const map = document.querySelector('#map'); map.scrollIntoView({block: 'center'}); map.focus()")
        self.press(Keys.RIGHT)
        self.press(Keys.UP)
        if not self.ask("return document.querySelector('#map-name').textContent"):
            self.say("map", "arrow keys name no face")
        self.press(Keys.ENTER)
        time.sleep(0.1)
        if not self.ask("return Boolean(document.activeElement.closest('.faces, .rest'))"):
            self.say("map", "Enter does not lead to the face")

    def motion(self):
        moving = self.ask("""
            return Array.from(document.querySelectorAll('body *')).slice(0, 5000).filter((element) => {
              const style = getComputedStyle(element);
              return (style.transitionProperty !== "none" && parseFloat(style.transitionDuration) > 0)
                || (style.animationName !== "none"); }).length""")
        if moving:
            self.say("motion", f"{moving} elements move although less motion is asked for")

    def landing(self):
        """A link to a cluster shows its heading at the top of the visible part; a face on the map leads to
        the face; with smooth scrolling, as for a reader who did not ask for less motion."""
        headings = self.ask("return Array.from(document.querySelectorAll('nav a'), (link) => "
                            "link.getAttribute('href'))")
        for link in sorted({*headings[:1], *headings[-1:]}):
            self.browser.open(self.path, *self.combination, motion="no-preference")
            self.ask(f"document.querySelector('nav a[href=\"{link}\"]').click()")
            where = self.settled(f"(document.querySelector('{link} h2') || document.body)")
            bar = self.ask("const bar = document.querySelector('#find'); return bar && !bar.hidden "
                           "? Math.max(0, bar.getBoundingClientRect().bottom) : 0")
            atEnd = self.ask("return scrollY + innerHeight > document.documentElement.scrollHeight - 2")
            if where["top"] < bar - 1 or where["top"] > bar + 120 and not atEnd:
                self.say("landing", f"{link}: its heading is at {where['top']:.0f} px, "
                                    f"below a bar of {bar:.0f}")
            if where["covered"]:
                self.say("landing", f"{link}: its heading is covered")
        if not self.ask("return Boolean(document.querySelector('#map'))"):
            return
        self.browser.open(self.path, *self.combination, motion="no-preference")
        self.ask("document.querySelector('#map').focus()")
        self.press(Keys.RIGHT, Keys.UP, Keys.ENTER)
        where = self.settled("document.activeElement")
        if where["covered"] or not 0 <= where["top"] < self.browser.HEIGHT - 20:
            self.say("landing", f"the map's face is at {where['top']:.0f} px")

    def settled(self, element):
        """The position of an element once nothing moves any more, and whether something covers it."""
        last = None
        for _ in range(40):
            time.sleep(0.1)
            top = self.ask(f"return {element}.getBoundingClientRect().top")
            if top == last:
                break
            last = top
        time.sleep(0.4)
        return self.ask(f"""
            const element = {element}, box = element.getBoundingClientRect();
            const over = document.elementFromPoint(box.left + box.width / 2, box.top + 3);
            return {{ top: box.top, covered: Boolean(over && over.closest(".find")) }};""")

    def console(self):
        for message in self.browser.messages():
            self.say("console", message[:300])

    def requests(self):
        own = self.path.resolve().as_uri()
        policy = self.ask("return document.querySelector('meta[http-equiv]')?.content || ''")
        links = any(rule.split()[:1] == ["img-src"] and "file:" in rule for rule in policy.split(";"))
        for url, kind in self.browser.requests():
            url = url.split("#")[0]
            linked = links and kind == "Image" and url.startswith("file:")
            if url != own and not url.startswith("data:") and not linked:
                self.say("request", url[:300])


def main(arguments):
    quick = "--quick" in arguments
    kinds = [Chromium, Firefox]
    if "--browser" in arguments:
        at = arguments.index("--browser")
        kinds = [kind for kind in kinds if kind.name == arguments[at + 1]]
        arguments = arguments[:at] + arguments[at + 2:]
    paths = [pathlib.Path(argument) for argument in arguments if argument != "--quick"]
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        print("check_pages.py: no such file: " + ", ".join(missing), file=sys.stderr)
        return 2
    violations = 0
    for kind in kinds:
        violations += check(kind, paths, quick)
    return 1 if violations else 0


def check(kind, paths, quick):
    combinations = [(1280, "light", True), (390, "dark", False)] if quick else [
        (width, colours, scripts)
        for width in (1280, 390) for colours in ("light", "dark") for scripts in (True, False)]
    if kind is Firefox:
        combinations = [(width, colours, True) for width, colours, scripts in combinations
                        if scripts or quick]
    violations = 0
    browser = kind()
    try:
        for path in paths:
            for combination in combinations:
                found = Page(browser, path, *combination).check()
                violations += len(found)
                print("".join(line + "\n" for line in found), end="")
    finally:
        browser.quit()
    print(f"{kind.name}: {len(paths)} pages, {len(combinations)} combinations each: "
          f"{violations} violations", file=sys.stderr)
    return violations


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

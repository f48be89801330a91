"""A walk through a page in a browser, by keyboard: shared by check_desk.py and check_quiz.py, with
the rules that check_pages.py checks too.

    class Visit(Walk):
        def run(self): …
    sys.exit(main(Visit, sys.argv[1:], __doc__))
"""
import os
import pathlib
import sys
import time

from browsers import Chromium, Firefox, Keys

HERE = pathlib.Path(__file__).parent
RULES = (HERE / "page_rules.js").read_text()
AXE = HERE / "../../.build/tools/axe_playwright_python/axe.min.js"
ASK_AXE = """
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) =>
      [rule.id, node.target.join(" ") + ": " + rule.help]));
    """


class Walk:
    """One page in one browser; faults are collected in `violations`."""
    # The beginning of its screenshots' names.
    name = "walk"

    def __init__(self, browser, path, folder):
        self.browser, self.path, self.folder = browser, path, folder
        self.ask, self.press = browser.ask, browser.press
        self.violations = []

    def open(self, width, colours):
        self.browser.open(self.path, width, colours, True)
        # Firefox forgets a folder that was set before it had a page.
        self.browser.download_to(self.folder)

    def say(self, rule, detail):
        self.violations.append(f"{self.path.name}: {self.browser.name}: {rule}: {detail}")

    def expect(self, what, found, wanted):
        if found != wanted:
            self.say(what, f"{found!r} instead of {wanted!r}")

    def wait(self, condition):
        """Waits for what a busy machine does late; five seconds at most."""
        for _ in range(50):
            if self.ask("return Boolean(" + condition + ")"):
                return True
            time.sleep(0.1)
        self.say("wait", condition)
        return False

    def look(self, when):
        """Checks the page's rules and axe-core's now."""
        for rule, detail in self.ask(RULES):
            self.say(f"{rule} ({when})", detail)
        if self.ask("return document.documentElement.scrollWidth > innerWidth + 1"):
            self.say("scrolling", f"sideways ({when})")
        self.console()
        if AXE.exists():
            for rule, detail in self.ask(AXE.read_text() + ";" + ASK_AXE):
                self.say(f"axe {rule} ({when})", detail)
            self.browser.messages()  # axe tries to add a style, which the policy forbids
        shots = os.environ.get("PAGE_SHOTS")
        if shots:
            os.makedirs(shots, exist_ok=True)
            name = f"{self.name}-{self.browser.name}-{when.replace(', ', '-').replace(' ', '-')}"
            self.browser.screenshot(f"{shots}/{name}.png")

    def console(self):
        for message in self.browser.messages():
            self.say("console", message[:300])

    def quiet(self):
        """Nothing on the console, nothing fetched."""
        self.console()
        own = self.path.resolve().as_uri()
        for url, _ in self.browser.requests():
            if url.split("#")[0] != own and not url.startswith(("data:", "blob:")):
                self.say("request", url[:300])

    def tab_to(self, element, most=300):
        """Presses Tab until an element, given by JavaScript, has the focus."""
        for _ in range(most):
            self.press(Keys.TAB)
            self.at_stop()
            if self.ask(f"return document.activeElement === {element}"):
                # After Tab has gone around through the browser's own controls, Firefox ignores Enter otherwise.
                self.ask("window.focus()")
                return
        self.say("tab", f"does not come to {element}")

    def at_stop(self):
        """Called at each stop of the focus."""

    def summary(self):
        """A line for standard error at the end."""
        return ""

    def control(self, key):
        self.browser.perform(dict(type="key", id="keys", actions=[
            dict(type="keyDown", value="\ue009"), dict(type="keyDown", value=key),
            dict(type="keyUp", value=key), dict(type="keyUp", value="\ue009")]))

    def saved(self, pattern):
        """The file that the page saves now; None if none appears within ten seconds."""
        for _ in range(100):
            found = [path for path in self.folder.glob(pattern) if path.stat().st_size]
            if found:
                return found[0]
            time.sleep(0.1)
        self.say("save", f"no file {pattern} came")
        return None


def main(visit, arguments, usage):
    """Runs `visit(browser, page, folder).run()` for `--browser NAME page.html FOLDER`. Prints the
    faults; returns 1 if there are any, 2 for other arguments."""
    kinds = {kind.name: kind for kind in (Chromium, Firefox)}
    if len(arguments) != 4 or arguments[0] != "--browser" or arguments[1] not in kinds:
        print(usage, file=sys.stderr)
        return 2
    folder = pathlib.Path(arguments[3]).resolve()
    folder.mkdir(exist_ok=True)
    browser = kinds[arguments[1]]()
    try:
        walk = visit(browser, pathlib.Path(arguments[2]), folder)
        walk.run()
    finally:
        browser.quit()
    print("".join(line + "\n" for line in walk.violations), end="")
    print(walk.summary(), end="", file=sys.stderr)
    return 1 if walk.violations else 0

#!/usr/bin/env python3
"""Opens pages in Chromium and checks what a reader relies on. Prints one line a violation; status 1 if there is any.

    check_pages.py [--quick] page.html ...

Every page is opened at 1280 and 390 px, light and dark, with and without scripts (--quick: 1280 light with scripts,
390 dark without). Checked: no console message; no request but for the page itself, data: and, where its policy allows
linked photos, files; no horizontal scrolling; the rules of page_rules.js (names, structure, contrast); the order and the
visibility of the keyboard focus; faces open and close by keyboard; finding, sorting, the map; reduced motion.
Needs Chromium, its driver and Selenium (Debian: chromium, chromium-driver, python3-selenium).

$PAGE_SHOTS names a folder for a screenshot of each page and combination.
"""
import json
import os
import pathlib
import shutil
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

RULES = (pathlib.Path(__file__).parent / "page_rules.js").read_text()


class Page:
    """One page in one combination of width, colours and scripts."""

    def __init__(self, driver, path, width, colours, scripts):
        self.driver, self.path, self.scripts, self.width = driver, path, scripts, width
        self.where = f"{path.name}: {width} px, {colours}, scripts {'on' if scripts else 'off'}"
        self.violations = []
        cdp = driver.execute_cdp_cmd
        cdp("Emulation.setDeviceMetricsOverride", dict(
            width=width, height=900, deviceScaleFactor=1, mobile=width < 600))
        cdp("Emulation.setEmulatedMedia", dict(features=[
            dict(name="prefers-color-scheme", value=colours), dict(name="prefers-reduced-motion", value="reduce")]))
        cdp("Emulation.setScriptExecutionDisabled", dict(value=not scripts))
        for log in ("browser", "performance"):
            driver.get_log(log)
        driver.get(path.resolve().as_uri())
        time.sleep(0.2)
        shots = os.environ.get("PAGE_SHOTS")
        if shots:
            os.makedirs(shots, exist_ok=True)
            driver.save_screenshot(f"{shots}/{path.stem}-{width}-{colours}{'' if scripts else '-no-scripts'}.png")

    def say(self, rule, detail):
        self.violations.append(f"{self.where}: {rule}: {detail}")

    def ask(self, expression):
        """The value of an expression in the page; works with the page's own scripts off too."""
        answer = self.driver.execute_cdp_cmd("Runtime.evaluate", dict(
            expression=f"(() => {{ {expression} }})()", returnByValue=True, awaitPromise=True))
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", str(answer)))
        return answer["result"].get("value")

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

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
        return self.violations

    def rules(self):
        for rule, detail in self.ask(RULES):
            self.say(rule, detail)

    def focus(self):
        """Tab goes through the page in its order; what has the focus shows it; the skip link works."""
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

    def faces(self):
        if not self.ask("return Boolean(document.querySelector('.faces summary'))"):
            return
        first = "document.querySelector('.faces summary')"
        self.ask(f"{first}.scrollIntoView({{block: 'center'}}); {first}.focus()")
        self.press(Keys.ENTER)
        time.sleep(0.15)
        if not self.scripts:
            if not self.ask(f"return {first}.parentElement.open"):
                self.say("details", "Enter does not open a face")
            for rule, detail in self.ask(RULES):
                self.say(rule + " (open)", detail)
            self.press(Keys.ENTER)
            time.sleep(0.1)
            if self.ask(f"return {first}.parentElement.open"):
                self.say("details", "Enter does not close a face")
            return
        if not self.ask("return document.querySelector('#view').open"):
            self.say("dialog", "Enter does not open a face")
            return
        for rule, detail in self.ask(RULES):
            self.say(rule + " (dialog)", detail)
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
            self.press(Keys.ARROW_RIGHT)
            second = self.ask("return document.querySelectorAll('.faces > li bdi')[1].textContent")
            if self.ask(state)["name"] != second:
                self.say("dialog", "the right arrow does not go on")
            self.press(Keys.ARROW_LEFT)
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
        self.press(*[Keys.BACKSPACE] * len(wanted))
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
        self.ask(choose % "typical")
        if self.ask(order) != before:
            self.say("sorting", "the first order does not come back")

    def mapping(self):
        if not self.ask("return Boolean(document.querySelector('#map'))"):
            return
        self.ask("const map = document.querySelector('#map'); map.scrollIntoView({block: 'center'}); map.focus()")
        self.press(Keys.ARROW_RIGHT)
        self.press(Keys.ARROW_UP)
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

    def console(self):
        for entry in self.driver.get_log("browser"):
            self.say("console", entry["message"][:300])

    def requests(self):
        own = self.path.resolve().as_uri()
        policy = self.ask("return document.querySelector('meta[http-equiv]')?.content || ''")
        links = any(rule.split()[:1] == ["img-src"] and "file:" in rule for rule in policy.split(";"))
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            url = message["params"]["request"]["url"].split("#")[0]
            image = message["params"].get("type") == "Image"
            if url != own and not url.startswith("data:") and not (links and image and url.startswith("file:")):
                self.say("request", url[:300])


def browser():
    options = Options()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ["--headless=new", "--disable-dev-shm-usage", "--allow-file-access-from-files"]:
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or "chromedriver"))
    driver.execute_cdp_cmd("Network.enable", {})
    return driver


def main(arguments):
    quick = "--quick" in arguments
    paths = [pathlib.Path(argument) for argument in arguments if argument != "--quick"]
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        print("check_pages.py: no such file: " + ", ".join(missing), file=sys.stderr)
        return 2
    combinations = [(1280, "light", True), (390, "dark", False)] if quick else [
        (width, colours, scripts)
        for width in (1280, 390) for colours in ("light", "dark") for scripts in (True, False)]
    violations = 0
    driver = browser()
    try:
        for path in paths:
            for combination in combinations:
                found = Page(driver, path, *combination).check()
                violations += len(found)
                print("".join(line + "\n" for line in found), end="")
    finally:
        driver.quit()
    print(f"{len(paths)} pages, {len(combinations)} combinations each: {violations} violations", file=sys.stderr)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

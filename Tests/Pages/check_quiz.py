#!/usr/bin/env python3
"""Answers a quiz of fc-quiz in a browser, by keyboard alone, and checks what a person relies on.
Prints one line per violation; status 1 if there is any.

    check_quiz.py --browser chromium|firefox quiz.html ANSWERS

The first questions are answered by number keys at 1280 px, light. Then the tab is closed and the
page opened again in another one, at 390 px, dark: it continues where it was, with Tab and Enter, and
with number keys to the end. Checked: the rules of page_rules.js and, if it is in .build/tools, of
axe-core, in each of the page's states; no console messages, no requests, no horizontal scrolling;
that nothing read out differs from question to question; undoing; the result's figures; and that the
saved answers are those that were given. They are then in the folder ANSWERS.
Needs Debian's chromium and chromium-driver, or firefox-esr.
"""
import json
import sys

from browsers import Keys
from quiz_answers import read, solution
from walk import Walk, main

# What a screen reader reads for a question, except its number.
LABELS = """
    const section = document.querySelector("#question");
    return Array.from(section.querySelectorAll("button, [aria-label], img, svg, p"), (element) =>
      [element.tagName === "IMG" || element.tagName === "SVG" || element.tagName === "svg" ? "picture"
        : element.tagName, element.getAttribute("aria-label"), element.getAttribute("alt") || "",
       element.title || "", element.textContent.trim()].join("|")).join("\\n");
    """


class Quiz(Walk):
    name = "quiz"

    def __init__(self, browser, path, folder):
        super().__init__(browser, path, folder)
        self.data = read(path)
        self.count = len(self.data["questions"])
        self.choices = []
        self.labels = set()

    def heading(self):
        return self.ask("return document.querySelector('section:not([hidden]) h2').textContent")

    def summary(self):
        return (f"{self.browser.name}: {len(self.choices)} questions: "
                f"{len(self.violations)} violations\n")

    def at_stop(self):
        """The focus must always be visible."""
        found = self.ask("""
            const now = document.activeElement, style = getComputedStyle(now);
            const box = now.getBoundingClientRect();
            return { name: now.id || now.tagName,
              seen: now === document.body || style.outlineStyle !== "none"
                && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight
            };""")
        if not found["seen"]:
            self.say("focus", f"on {found['name']} is not seen")

    def go_to(self, selector):
        """By keyboard, as a person would."""
        self.tab_to(f"document.querySelector('{selector}')", most=12)

    def wanted(self):
        """The right answers about clusters, the first position for random groups."""
        odd, is_control, _ = solution(self.data, len(self.choices) + 1)
        return 0 if is_control else odd

    def answer(self, by):
        number = len(self.choices) + 1
        self.expect("heading", self.heading(), f"Question {number} of {self.count}")
        self.expect("progress", self.ask("return document.querySelector('progress').value"), number - 1)
        self.labels.add(self.ask(LABELS))
        choice = self.wanted()
        if by == "keys":
            self.press(str(choice + 1))
        else:
            self.go_to(f"#choice-{choice + 1}")
            self.press(Keys.ENTER)
        self.choices.append(choice)

    def run(self):
        browser = self.browser
        self.open(1280, "light")
        self.look("start")
        self.go_to("#start-person")
        self.press("Ann <Ö> 🙂")
        self.press(Keys.ENTER)
        if not self.wait("!document.querySelector('#question').hidden"):
            return
        self.look("question")
        third = self.count // 3
        while len(self.choices) < third:
            self.answer("keys")
        self.undo()
        self.stop()
        self.quiet()
        browser.renew()
        self.open(390, "dark")
        self.expect("going on", self.ask("return document.querySelector('#start-begin').textContent"),
                    f"Continue with question {third + 1} of {self.count}")
        self.look("start again")
        self.go_to("#start-begin")
        self.press(Keys.ENTER)
        self.wait("!document.querySelector('#question').hidden")
        for _ in range(2):
            self.answer("tab")
        self.look("question, narrow")
        self.fits()
        while len(self.choices) < self.count:
            self.answer("keys")
        self.wait("!document.querySelector('#result').hidden")
        self.result()
        self.quiet()
        if len(self.labels) != 1:
            self.say("labels", f"{len(self.labels)} kinds of questions are read out")

    def undo(self):
        """A French 3, undone by keyboard; keys that are held, or pressed with modifiers, choose nothing."""
        number = len(self.choices) + 1
        self.ask("document.dispatchEvent(new KeyboardEvent('keydown', { key: '\"', code: 'Digit3' }))")
        self.expect("heading", self.heading(), f"Question {number + 1} of {self.count}")
        self.go_to("#question-undo")
        self.press(Keys.ENTER)
        self.expect("undone", self.heading(), f"Question {number} of {self.count}")
        self.ask("""
            for (const more of [{ repeat: true }, { ctrlKey: true }, { altKey: true }])
              document.dispatchEvent(new KeyboardEvent("keydown", { key: "1", ...more }));""")
        self.expect("keys", self.heading(), f"Question {number} of {self.count}")

    def stop(self):
        """In the middle the page shows no result, and continues."""
        self.go_to("#question-stop")
        self.press(Keys.ENTER)
        self.expect("heading", self.heading(), "Your answers so far")
        text = self.ask("return document.querySelector('#result-text').textContent")
        if f"answered {len(self.choices)} of {self.count} " not in text or "%" in text:
            self.say("stop", text)
        self.look("stopped")
        self.go_to("#result-on")
        self.press(Keys.ENTER)

    def fits(self):
        """All three faces fit on a phone's screen, each large enough to see and touch."""
        boxes = self.ask("""
            return Array.from(document.querySelectorAll(".faces button"), (button) => {
              const box = button.getBoundingClientRect();
              return [box.left, box.right, box.bottom, box.width]; });""")
        for left, right, bottom, width in boxes:
            if left < 0 or right > 391 or bottom > self.browser.HEIGHT or width < 100:
                self.say("phone", f"a face from {left:.0f} to {right:.0f} px, down to {bottom:.0f}")

    def result(self):
        self.expect("heading", self.heading(), "Your result")
        self.look("result")
        solutions = [solution(self.data, number) for number in range(1, self.count + 1)]
        right = [odd == choice for (odd, *_), choice in zip(solutions, self.choices)]
        about = [sum(hit for hit, one in zip(right, solutions) if one[1] == kind)
                 for kind in (False, True)]
        text = self.ask("return document.querySelector('#result-text').textContent")
        for kind, hits in enumerate(about):
            count = sum(one[1] == kind for one in solutions)
            if f"in {hits} of {count} questions" not in text:
                self.say("result", f"does not tell {hits} of {count}: {text}")
        if "you see these groups" not in text:
            self.say("result", f"does not tell what that means: {text}")
        self.go_to("#result-save")
        self.press(Keys.ENTER)
        file = self.saved("answers-*.ndjson")
        if not file:
            return
        answers = [json.loads(line) for line in file.read_text().splitlines()]
        self.expect("saved", [one["choice"] - 1 for one in answers], self.choices)
        self.expect("saved", [one["right"] for one in answers], right)
        self.expect("saved", {one["person"] for one in answers}, {"Ann <Ö> 🙂"})
        self.expect("saved", [(one["odd"] - 1, one["about"] == "control", one["clusters"])
                              for one in answers], solutions)


if __name__ == "__main__":
    sys.exit(main(Quiz, sys.argv[1:], __doc__))

#!/usr/bin/env python3
"""Opens a page that was made again with saved names, and continues there by keyboard alone. Prints
one line per violation; status 1 if there is any.

    check_anew.py --browser chromium|firefox page.html FOLDER

At 360 px, dark: the page has a cluster Ann <b>&, and faces that were moved say so. Its second
cluster that is not Ann's is named Bob, and saved; the file is then in FOLDER, as more.ndjson.
It also checks what walk.py does.
Needs Debian's chromium and chromium-driver, or firefox-esr.
"""
import sys

from browsers import Keys
from walk import Walk, main


class Anew(Walk):
    name = "anew"

    def run(self):
        self.open(360, "dark")
        self.wait("document.querySelector('#desk-status')")
        titles = self.ask("return Array.from(document.querySelectorAll('main > .cluster h2'), "
                          "(title) => title.textContent.trim())")
        self.expect("named clusters", [name for name in titles if not name.startswith("Cluster ")],
                    ["Ann <b>&"])
        self.expect("said before", self.ask("return document.querySelector('#desk-save').disabled"),
                    True)
        if not self.ask("return document.querySelectorAll('.hand').length > 0"):
            self.say("by hand", "no face says that it was moved")
        self.look("opened")
        other = next(place for place, name in enumerate(titles) if name.startswith("Cluster "))
        section = f"document.querySelectorAll('main > .cluster')[{other}]"
        self.tab_to(f"{section}.querySelector('.rename')")
        self.press(Keys.ENTER)
        self.wait("document.activeElement.matches('.desk input')")
        self.press("Bob", Keys.ENTER)
        self.wait(f"{section}.querySelector('h2').textContent.trim() === 'Bob'")
        self.tab_to("document.querySelector('#desk-save')")
        self.press(Keys.ENTER)
        file = self.saved("names-*.ndjson")
        if file:
            file.rename(self.folder / "more.ndjson")
        self.quiet()


if __name__ == "__main__":
    sys.exit(main(Anew, sys.argv[1:], __doc__))

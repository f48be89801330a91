#!/usr/bin/env python3
"""Saves the files that a page offers, by keyboard, and checks them. Prints one line per violation;
status 1 if there is any.

    check_downloads.py --browser chromium|firefox page.html FOLDER

Each drawing is saved as SVG and the features as CSV, into FOLDER. Checked: each SVG is well-formed
XML, has a title, and contains what the page draws (as many marks, or points of the line) with its
own colours, no class, no script and no address; the CSV has one row per pictured face, with as many
cells as its header, ends its lines with CR LF, and no cell begins a formula. It also checks what
walk.py does.
Needs Debian's chromium and chromium-driver, or firefox-esr.
"""
import csv
import io
import re
import sys
import xml.etree.ElementTree as ElementTree

from browsers import Keys
from walk import Walk, main

SVG = "{http://www.w3.org/2000/svg}"


class Downloads(Walk):
    name = "downloads"

    def run(self):
        self.open(1280, "light")
        self.wait("document.querySelector('.save')")
        self.look("opened")
        count = self.ask("return document.querySelectorAll('.save').length")
        for index in range(count):
            element = f"document.querySelectorAll('.save')[{index}]"
            self.tab_to(element)
            text = self.ask(f"return {element}.textContent")
            self.press(Keys.ENTER)
            if "SVG" in text:
                self.drawing(element, index)
            else:
                self.table()
        self.quiet()

    def drawing(self, element, index):
        file = self.saved("*.svg")
        if not file:
            return
        text = file.read_bytes().decode()
        file.rename(self.folder / f"drawing-{index}.saved")
        root = ElementTree.fromstring(text)
        if not (root.findtext(f"{SVG}title") or "").strip():
            self.say("svg", "has no title")
        for word in ("class=", "var(", "script", "href", "url("):
            if word in text:
                self.say("svg", f"holds {word}")
        if text.count("http") != text.count('xmlns="http://www.w3.org/2000/svg"'):
            self.say("svg", "names an address")
        drawn = self.ask(f"""
            const svg = {element}.closest("section, figure").querySelector(".plane > svg, .chart");
            return Array.from(svg.querySelectorAll("path[d]"), (path) => path.getAttribute("d"));""")
        inner = root.find(f"{SVG}svg")
        found = [path.get("d") for path in inner.iter(f"{SVG}path")]
        self.expect("drawing", found, drawn)
        for path in inner.iter(f"{SVG}path"):
            if not re.match("rgb|none", path.get("fill", "")):
                self.say("svg", f"a path is filled with {path.get('fill')}")

    def table(self):
        file = self.saved("*.csv")
        if not file:
            return
        text = file.read_bytes().decode()
        file.rename(self.folder / "features.csv")
        if re.search(r"(?<!\r)\n", re.sub(r'"[^"]*"', "", text)):
            self.say("csv", "a line does not end with CR LF")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        faces = self.ask("return document.querySelectorAll('.faces > li details').length")
        self.expect("rows", len(rows), faces + 1)
        self.expect("cells", {len(row) for row in rows}, {len(rows[0])})
        for row in rows:
            for cell in row:
                if re.match(r"\s*[=+@\t\r]|\s*-(?![\d.]+$)", cell):
                    self.say("csv", f"a cell begins a formula: {cell[:40]!r}")


if __name__ == "__main__":
    sys.exit(main(Downloads, sys.argv[1:], __doc__))

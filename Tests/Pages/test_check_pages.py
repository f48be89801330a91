#!/usr/bin/env python3
"""Proves that check_pages.py can fail: breaks a good page in one way at a time and expects the rule that reports it.

    test_check_pages.py good.html      (a page with clusters, pictures, features and a map)"""
import pathlib
import re
import sys
import tempfile

import browsers
import check_pages

# the rule, and what breaks it: a pattern and its replacement
BREAKS = [
    ("alt", r' alt="[^"]*"', ""),
    ("lang", r'<html lang="en">', "<html>"),
    ("label", r"<label>Find a file (<input[^>]*>)</label>", r"\1"),
    ("unique-id", r'id="h1"', 'id="h0"'),
    ("heading-order", r"<h2 id=\"h0\"(.*?)</h2>", r'<h4 id="h0"\1</h4>'),
    ("landmark", r"<main id=\"main\" tabindex=\"-1\"[^>]*>(.*)</main>", r'<div id="main" tabindex="-1">\1</div>'),
    ("scope", r'<th scope="row">', "<th>"),
    ("svg-name", r'class="chart" viewBox="([^"]*)" role="img"', r'class="chart" viewBox="\1"'),
    ("anchor", r'href="#cluster0"', 'href="#cluster99"'),
    ("policy", r"default-src &#39;none&#39;; ", ""),
    ("console", r"</h1>", '</h1><img src="https://example.invalid/x.png" alt="x">'),
    ("console", r"<h1>", '<h1 style="color:red">'),
    ("console", r"--page: #fbfaf7", "--page: #fbfaf8"),  # no longer the text that the policy names
    ("handler", r"<h1>", '<h1 onclick="x()">'),
    ("scheme", r'href="[a-z]+/', 'href="https://example.invalid/'),
]
# As above, but without the policy, which would block these
STYLES = [
    ("contrast", r"--quiet: #5a5d65", "--quiet: #b0b0b0"),
    ("graphic-contrast", r"--c0: #0b62a4", "--c0: #dbe7ff"),
    ("width", r"\.counts \{", ".counts { width: 3000px;"),
    ("focus-visible", r":focus-visible \{ outline: 3px solid", ":focus-visible { outline: 0 solid"),
    ("motion", r"transition: none !important", ""),
    ("dialog", r"view\.showModal\(\)", "void 0"),
    ("dialog", r'role="status"', ""),
    ("axe landmark-unique", r'aria-label="Means and deviations of the features"',
     'aria-labelledby="h-features"'),
    ("finding", r"for \(const part of parts\(\)\) part\.hidden = [^;]*;", ""),
    ("sorting: by name, and it says", r"for \(const \{ order, own \} of orders\)", "for (const { order, own } of [])"),
    ("landing", r"root\.style\.scrollPaddingTop = [^;]*;", ""),
    ("finding", r"entry\.text\.includes\(wanted\)", "true"),
    ("sorting", r"names\.compare\(nameOf\(a\), nameOf\(b\)\)", "0"),
    ("map", r"if \(!way\) return;", "return;"),
    ("request", r"</h1>", '</h1><img src="https://example.invalid/x.png" alt="x">'),
]


def main(good):
    text = pathlib.Path(good).read_text()
    silent = []
    browser = browsers.Chromium()
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "broken.html"
        for rules, free in ((BREAKS, False), (STYLES, True)):
            for rule, pattern, replacement in rules:
                broken, count = re.subn(pattern, replacement, text, flags=re.S)
                if count == 0:
                    silent.append(f"{rule}: {pattern} is not in the page")
                    continue
                if free:
                    broken = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", broken)
                page.write_text(broken)
                found = check_pages.Page(browser, page, 1280, "light", True).check()
                if not any(f": {rule}" in line for line in found):
                    silent.append(f"{rule}: {pattern} was not noticed, only {found[:3]}")
    browser.quit()
    print("\n".join(silent) or f"all {len(BREAKS) + len(STYLES)} breaks noticed")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

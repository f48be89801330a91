// Tests the parts of downloads.js that need no document. Prints what was tested; status 1 at the
// first difference.
//
//     node Tests/Pages/downloads_script.js
"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const file = path.join(__dirname, "../../Sources/Report/Page/downloads.js");
const page = vm.createContext({});
vm.runInContext(readFileSync(file, "utf8"), page, { filename: "downloads.js" });

const tests = {
  "cells are those of RFC 4180"() {
    const cells = ["a", "a b", " a", "a,b", 'say "a"', "a\r\nb", "a\nb", "", null, undefined, NaN, 0.5,
      -3];
    assert.equal(page.csvText([cells]),
      'a,a b," a","a,b","say ""a""","a\r\nb","a\nb",,,,,0.5,-3\r\n');
    assert.equal(page.csvText([["a"], ["b"]]), "a\r\nb\r\n");
  },
  "no text begins a formula, and no number is taken for one"() {
    for (const start of ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\t=", "\uff1d", "\uff0b", "\uff0d",
      "\uff20", "\u00a0="]) {
      const cell = page.csvCell(start + "1+1");
      assert.ok(/^"?'/.test(cell), JSON.stringify(cell));
    }
    assert.equal(page.csvCell('=HYPERLINK("x","y")'), '"\'=HYPERLINK(""x"",""y"")"');
    assert.equal(page.csvCell(-0.25), "-0.25");
    assert.equal(page.csvCell("a=1"), "a=1");
  },
  "files are named by headings"() {
    assert.equal(page.fileName("Ann & <Bob>: map", ".svg"), "ann-bob-map.svg");
    assert.equal(page.fileName("../../\u202e", ".csv"), "page.csv");
    assert.equal(page.fileName("x".repeat(500), ".svg"), "x".repeat(60) + ".svg");
  },
  "text below a drawing fits its width"() {
    assert.equal(JSON.stringify(page.captionLines(["aaa bb c", ""], 26)), '["aaa","bb c",""]');
    assert.equal(page.captionLines(["y".repeat(500)], 52)[0].length, 10);
  },
};

for (const [name, test] of Object.entries(tests)) {
  test();
  console.log(name);
}

// Tests the parts of page.js that need no document. Prints what was tested; status 1 at the first
// difference.
//
//     node Tests/Pages/page_script.js
"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const file = path.join(__dirname, "../../Sources/Report/Page/page.js");
const page = vm.createContext({});
vm.runInContext(readFileSync(file, "utf8"), page, { filename: "page.js" });
const text = (value) => JSON.stringify(value);

const tests = {
  "packed points come back"() {
    const cases = JSON.parse(readFileSync(path.join(__dirname, "landmark_codes.json"), "utf8"));
    assert.equal(cases.length, 4);
    for (const { name, code, back } of cases) {
      const points = page.unpackedPoints(code);
      assert.equal(points.length, 68);
      points.forEach((point, index) => point.forEach((value, axis) =>
        assert.ok(Math.abs(value - back[index][axis]) < 1e-6, `${name}: ${index}`)));
    }
  },
  "a sketch's steps add up, 200 to the square"() {
    assert.equal(text(page.sketchedPoints("M20 40l10-10-20 0M100 0l5 5z")),
      "[[0.1,0.2],[0.15,0.15],[0.05,0.15],[0.5,0],[0.525,0.025]]");
  },
  "a path reads as it was, and never reorders the line"() {
    assert.equal(page.readablePath("file:///a%20b/%C3%BC.jpg"), "/a b/ü.jpg");
    assert.equal(page.readablePath("x%E2%80%AEgpj.exe"), "x[U+202E]gpj.exe");
    assert.equal(page.readablePath("tab%09"), "tab[U+0009]");
  },
  "a linked photo is cut to the face"() {
    // 100 of 400 px from the left, 50 of 200 from the top, 80 px wide and high.
    assert.equal(page.viewBox("100 50 80 400 200"),
      "inset(25.000% 55.000% 35.000% 25.000%)");
    assert.equal(page.viewBox(undefined), "");
    assert.equal(page.viewBox("1 2 0 4 5"), "");
  },
  "numbers have a true minus sign"() {
    assert.equal(page.numberIn("\u22121.25"), -1.25);
    assert.ok(Number.isNaN(page.numberIn("–")));
  },
  "an arrow key goes to the nearest place within its quarter"() {
    const [right, up] = [[1, 0], [0, -1]];
    const here = { x: 0, y: 0 };
    assert.equal(page.reach(here, { x: 3, y: 1 }, right), 4);
    assert.equal(page.reach(here, { x: 3, y: 4 }, right), Infinity);
    assert.equal(page.reach(here, { x: -3, y: 0 }, right), Infinity);
    assert.equal(page.reach(here, { x: 1, y: -2 }, up), 3);
    const places = [{ x: 9, y: 0 }, { x: 4, y: 3 }, { x: 2, y: 9 }];
    const measure = (place) => page.reach(here, place, right);
    assert.equal(text(page.least(places, measure, Infinity)), text(places[1]));
    assert.equal(page.least(places, measure, 5), null);
  },
};

for (const [name, test] of Object.entries(tests)) {
  test();
  console.log(name);
}

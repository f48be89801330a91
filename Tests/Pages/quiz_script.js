// Tests the parts of quiz.js that need no document. Prints what was tested; status 1 at the first
// difference.
//
//     node Tests/Pages/quiz_script.js
"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const file = path.join(__dirname, "../../Sources/Quiz/Page/quiz.js");
const page = vm.createContext({ TextEncoder });
vm.runInContext(readFileSync(file, "utf8"), page, { filename: "quiz.js" });
const text = (value) => JSON.stringify(value);
const near = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-9, `${found}, ${wanted}`);

const tests = {
  "digests are those of FNV-1a"() {
    assert.equal(page.digestText(""), "cbf29ce484222325");
    assert.equal(page.digestText("a"), "af63dc4c8601ec8c");
    assert.equal(page.digestText("foobar"), "85944171f73967e8");
  },
  "an answer's check is the one that fc-quiz expects"() {
    // IdentityTests.swift has the same values.
    assert.equal(page.digestText(
      ["a", 1, 60, 0, "none", "x y z", 1, 2, "clusters", "0 1", "Ann", 10].join("\n")),
    "3b489c2217955e39");
  },
  "a sealed solution opens"() {
    const plain = "2,1,0,13";
    const sealed = Array.from(plain, (character, place) =>
      (character.charCodeAt(0) ^ Number((page.digest(`${place}/7/abc`) >> 32n) & 255n))
        .toString(16).padStart(2, "0")).join("");
    assert.equal(text(page.unsealed(sealed, 7, "abc")),
      text({ odd: 2, isControl: true, groups: [0, 13] }));
  },
  "intervals are those of statsmodels"() {
    // make_numbers.py of QuizTests also has 21 of 30 and 11 of 30.
    const [low, high] = page.exactInterval(21, 30);
    near(low, 0.5060409585374464);
    near(high, 0.852654815245299);
    assert.equal(page.exactInterval(0, 30)[0], 0);
    assert.equal(page.exactInterval(30, 30)[1], 1);
    const found = page.difference({ right: 21, count: 30 }, { right: 11, count: 30 });
    near(found.low, 0.08092731742537007);
    near(found.high, 0.5324951441416803);
    // As many as a page can ask: no overflow.
    near(page.exactInterval(250, 500)[0], 0.4552855693242276);
  },
  "the result is told in words"() {
    const [first, second, third] = page.resultText(
      { right: 21, count: 30 }, { right: 11, count: 30 });
    assert.match(first, /21 of 30 questions about the groups: 70 % \(95 % interval 51 to 85 %\)/);
    assert.match(second, /11 of 30 questions about these: 37 %/);
    assert.match(third, /33 points more often \(95 % interval 8 to 53\): you see these groups\.$/);
    const less = page.resultText({ right: 5, count: 30 }, { right: 11, count: 30 })[2];
    assert.match(less, /20 points less often \(95 % interval \u221240 to 2\): your answers alone/);
  },
  "only what the page kept comes back"() {
    const good = { person: "Ann", answers: [[0, 5], [2, 900]] };
    assert.equal(text(page.keptAnswers(text(good), 3)), text(good));
    for (const bad of ["", "null", "{", "[]", text({ person: 1, answers: [] }),
      text({ person: "Ann", answers: [[3, 5]] }), text({ person: "Ann", answers: [[0, -1]] }),
      text({ person: "Ann", answers: [[0, 1], [0, 1], [0, 1], [0, 1]] }),
      text({ person: "Ann", answers: "00" })])
      assert.equal(page.keptAnswers(bad, 3), null, bad);
    assert.equal(page.keptAnswers(null, 3), null);
  },
};

for (const [name, test] of Object.entries(tests)) {
  test();
  console.log(name);
}

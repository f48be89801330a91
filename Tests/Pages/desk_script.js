// Tests desk.js by itself, since it needs no document. Prints what was tested; status 1 at the
// first difference.
//
//     node Tests/Pages/desk_script.js
"use strict";
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const file = path.join(__dirname, "../../Sources/Report/Page/desk.js");
const page = vm.createContext({});
vm.runInContext(readFileSync(file, "utf8") + "\nglobalThis.Desk = Desk;", page,
  { filename: "desk.js" });
const text = (value) => JSON.stringify(value);

// Faces 0 to 5 in cluster 0, 6 to 8 in 3, 9 in 4; 10 is in no cluster.
const desk = () => new page.Desk([
  { number: 0, name: null, faces: [0, 1, 2, 3, 4, 5] },
  { number: 3, name: "Bob", faces: [6, 7, 8] },
  { number: 4, name: null, faces: [9] },
], [10]);
const members = (given) => text(Array.from(given.members));
const lines = (given) => given.file((face) => face).trim().split("\n").filter(Boolean);

const tests = {
  "names are kept without what they must not hold"() {
    assert.equal(page.cleanName("  Ann\tLee\u2028\u001b[0m "), "Ann Lee  [0m");
    assert.equal(page.cleanName("x".repeat(300)).length, 200);
    assert.equal(page.cleanName(" \u0007 "), "");
    assert.equal(page.cleanName("\u202egpj.\u2067Ann\u2069"), "gpj.Ann");
    assert.equal(page.cleanName("\ud83d\ude00".repeat(300)), "\ud83d\ude00".repeat(200));
    assert.equal(page.cleanName(undefined), "");
  },
  "everything can be undone, in turn"() {
    const tried = desk();
    const [before, names] = [members(tried), text(Array.from(tried.names))];
    const said = [
      { what: "name", cluster: 0, name: "Ann" }, { what: "merge", cluster: 4, to: 0 },
      { what: "move", face: 2, to: 3 }, { what: "not", face: 7 }, { what: "move", face: 7, to: null },
      { what: "move", face: 10, to: 0 }, { what: "merge", cluster: 0, to: 3 },
      { what: "name", cluster: 3, name: null },
    ];
    for (const what of said) assert.ok(tried.say(what), what.what);
    assert.equal(text(tried.numbers), "[3,5]");
    assert.equal(text(tried.members.get(3)), "[6,8,2,0,1,3,4,5,9,10]");
    for (const _ of said) assert.ok(tried.undo());
    assert.equal(tried.undo(), null);
    assert.equal(members(tried), before);
    assert.equal(text(Array.from(tried.names)), names);
    assert.equal(tried.moved.size, 0);
  },
  "what says nothing, or means what is not there, is nothing"() {
    const tried = desk();
    for (const what of [
      { what: "name", cluster: 3, name: " Bob " }, { what: "name", cluster: 9, name: "Zoe" },
      { what: "merge", cluster: 3, to: 3 }, { what: "merge", cluster: 3, to: 9 },
      { what: "move", face: 1, to: 0 }, { what: "move", face: 99, to: 0 },
      { what: "not", face: 10 }, { what: "move", face: 9, to: null }, { what: "else", face: 1 },
    ]) assert.equal(tried.say(what), null, text(what));
    assert.equal(tried.said.length, 0);
  },
  "a merged cluster keeps the first's name, or takes the other's"() {
    const tried = desk();
    tried.say({ what: "merge", cluster: 3, to: 0 });
    assert.equal(tried.names.get(0), "Bob");
    tried.say({ what: "name", cluster: 0, name: "Ann" });
    tried.undo();
    tried.undo();
    assert.equal(tried.names.get(0), null);
  },
  "the file knows clusters by faces that nobody put there"() {
    const tried = desk();
    tried.say({ what: "move", face: 6, to: 0 });
    tried.say({ what: "name", cluster: 0, name: "Ann" });
    tried.say({ what: "merge", cluster: 4, to: 3 });
    tried.say({ what: "not", face: 5 });
    tried.say({ what: "move", face: 1, to: null });
    tried.say({ what: "name", cluster: 5, name: "Eve" });
    assert.deepEqual(lines(tried), [
      '{"move":6,"to":[0,1,2,3,4,5],"from":[7,8]}',
      '{"name":"Ann","cluster":[0,1,2,3,4,5]}',
      '{"merge":[[7,8],[9]]}',
      '{"not":5,"cluster":[0,1,2,3,4]}',
      '{"move":1,"to":null,"from":[0,2,3,4]}',
      '{"name":"Eve","cluster":[1]}',
    ]);
  },
  "what a later word made idle is not in the file"() {
    const tried = desk();
    tried.say({ what: "name", cluster: 0, name: "An" });
    tried.say({ what: "move", face: 0, to: 3 });
    tried.say({ what: "name", cluster: 0, name: "Ann" });
    tried.say({ what: "move", face: 0, to: 4 });
    assert.deepEqual(lines(tried), [
      '{"name":"Ann","cluster":[1,2,3,4,5]}', '{"move":0,"to":[9],"from":[6,7,8]}']);
    // The second face is moved to the new cluster of the first.
    const other = desk();
    other.say({ what: "move", face: 0, to: null });
    other.say({ what: "move", face: 1, to: 5 });
    other.say({ what: "move", face: 0, to: 4 });
    assert.equal(lines(other).length, 3);
  },
  "said again, it is all there"() {
    const [tried, again] = [desk(), desk()];
    tried.say({ what: "move", face: 1, to: null });
    tried.say({ what: "name", cluster: 5, name: "Eve" });
    tried.say({ what: "merge", cluster: 3, to: 5 });
    tried.say({ what: "not", face: 6 });
    for (const what of JSON.parse(text(tried.kept))) assert.ok(again.say(what));
    assert.equal(members(again), members(tried));
    assert.deepEqual(lines(again), lines(tried));
  },
};

for (const [name, test] of Object.entries(tests)) {
  test();
  console.log(name);
}

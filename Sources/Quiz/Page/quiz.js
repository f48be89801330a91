"use strict";
// The quiz. What does not use the document comes first, so that Tests/Pages can test it alone.
// Elements are made and text is set, never markup. Answers are stored by the browser for this page
// until they are deleted.

// FNV-1a, as in Digest.swift.
function digest(text) {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value;
}

function digestText(text) {
  return digest(text).toString(16).padStart(16, "0");
}

// The solution of a question, decoded from the page's data (QuizIdentity.swift).
function unsealed(sealed, number, quiz) {
  const bytes = sealed.match(/../g).map((digits, index) =>
    parseInt(digits, 16) ^ Number((digest(`${index}/${number}/${quiz}`) >> 32n) & 255n));
  const [odd, control, two, one] = String.fromCharCode(...bytes).split(",").map(Number);
  return { odd, isControl: control === 1, groups: [two, one] };
}

// An answer in the form that is saved (Answer.swift): `choice` is 0, 1 or 2.
function answerRecord(data, index, choice, person, milliseconds) {
  const { shown, sealed } = data.questions[index];
  const { odd, isControl, groups } = unsealed(sealed, index + 1, data.quiz);
  const record = {
    quiz: data.quiz, question: index + 1, questions: data.questions.length, seed: data.seed,
    images: data.images, shown, choice: choice + 1, odd: odd + 1, right: choice === odd,
    about: isControl ? "control" : "clusters", clusters: groups, person, milliseconds };
  record.check = digestText([
    record.quiz, record.question, record.questions, record.seed, record.images, shown.join(" "),
    record.choice, record.odd, record.about, groups.join(" "), person, milliseconds].join("\n"));
  return record;
}

// The probability of at least `right` successes out of `count`.
function tail(right, count, chance) {
  let [sum, logChoose] = [0, 0];
  for (let hits = 0; hits <= count; hits++) {
    if (hits > 0) logChoose += Math.log((count - hits + 1) / hits);
    if (hits >= right)
      sum += Math.exp(logChoose + hits * Math.log(chance) + (count - hits) * Math.log1p(-chance));
  }
  return sum;
}

// The argument, from 0 to 1, at which a rising function reaches a value.
function reached(rising, value) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < value) low = middle;
    else high = middle;
  }
  return low;
}

// The Clopper-Pearson interval.
function exactInterval(right, count) {
  return [
    right > 0 ? reached((chance) => tail(right, count, chance), 0.025) : 0,
    right < count ? reached((chance) => tail(right + 1, count, chance), 0.975) : 1];
}

// The Wilson interval.
function scoreInterval(right, count) {
  const z = 1.959963984540054;
  const share = right / count;
  const middle = (share + z * z / (2 * count)) / (1 + z * z / count);
  const half = z / (1 + z * z / count) *
    Math.sqrt(share * (1 - share) / count + z * z / (4 * count * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

// The difference of two proportions, with the Newcombe interval (Difference.swift).
function difference(first, second) {
  const [a, b] = [first.right / first.count, second.right / second.count];
  const [[lowA, highA], [lowB, highB]] = [first, second].map(({ right, count }) =>
    scoreInterval(right, count));
  return { value: a - b, low: a - b - Math.hypot(a - lowA, highB - b),
    high: a - b + Math.hypot(highA - a, b - lowB) };
}

const points = (share) => Math.round(100 * share);
const percent = (share) => points(share) + " %";
const signed = (share) => String(points(share)).replace("-", "\u2212");

// The result in sentences.
function resultText(clusters, control) {
  const about = ({ right, count }, groups) => {
    const [low, high] = exactInterval(right, count).map(points);
    return `You found the odd face in ${right} of ${count} questions about ${groups}: ` +
      `${percent(right / count)} (95 % interval ${low} to ${high} %).`;
  };
  const sentences = [];
  if (clusters.count > 0) sentences.push(about(clusters, "the groups"));
  if (control.count > 0)
    sentences.push("Some questions were about random groups, which nobody can see. " +
      about(control, "these"));
  if (clusters.count === 0 || control.count === 0) return sentences;
  const { value, low, high } = difference(clusters, control);
  sentences.push(
    `Guessing finds one in three. With real groups you were right ${Math.abs(points(value))} ` +
    `points ${value < 0 ? "less" : "more"} often (95 % interval ${signed(low)} to ${signed(high)}` +
    "): " + (low > 0 ? "you see these groups." :
      "your answers alone do not show whether you see these groups."));
  return sentences;
}

// What the browser has stored, if this page can have stored it; otherwise nothing.
function keptAnswers(text, count) {
  let kept;
  try {
    kept = JSON.parse(text);
  } catch {
    return null;
  }
  const isGood = (answer) => Array.isArray(answer) && [0, 1, 2].includes(answer[0]) &&
    Number.isSafeInteger(answer[1]) && answer[1] >= 0;
  if (!kept || typeof kept.person !== "string" || !Array.isArray(kept.answers)) return null;
  if (!(kept.answers.length <= count) || !kept.answers.every(isGood)) return null;
  return { person: kept.person.slice(0, 80), answers: kept.answers };
}

function quizPage() {
  const one = (id) => document.getElementById(id);
  const data = JSON.parse(one("data").textContent);
  const count = data.questions.length;
  const drawing = one("choice-1").querySelector("svg");
  const storageKey = `fc-quiz ${data.quiz} ${data.seed} ${count}`;
  let [person, answers, since] = ["", [], 0];

  function stored(text) {
    try {
      if (text === undefined) return localStorage.getItem(storageKey);
      if (text === null) localStorage.removeItem(storageKey);
      else localStorage.setItem(storageKey, text);
    } catch {
      one("start-unkept").hidden = false;
    }
    return null;
  }
  const keep = () => stored(JSON.stringify({ person, answers }));

  function show(section, isFirst = false) {
    for (const id of ["start", "question", "result"]) one(id).hidden = id !== section;
    if (isFirst) return;
    const heading = one(section + "-heading");
    heading.focus({ preventScroll: true });
    if (heading.getBoundingClientRect().top < 0) heading.scrollIntoView();
  }

  function picture({ jpeg, sketch }) {
    if (jpeg) {
      const image = new Image(256, 256);
      image.alt = "";
      image.src = "data:image/jpeg;base64," + jpeg;
      return image;
    }
    const drawn = drawing.cloneNode(true);
    drawn.firstElementChild.setAttribute("d", sketch);
    return drawn;
  }

  function ask() {
    if (answers.length >= count) return showResult();
    one("question-heading").textContent = `Question ${answers.length + 1} of ${count}`;
    Object.assign(one("question-progress"), { max: count, value: answers.length });
    data.questions[answers.length].pictures.forEach((index, at) =>
      one(`choice-${at + 1}`).firstElementChild.replaceChildren(picture(data.pictures[index])));
    for (const id of ["question-undo", "question-stop"]) one(id).disabled = answers.length === 0;
    show("question");
    since = performance.now();
  }

  function choose(choice) {
    answers.push([choice, Math.round(performance.now() - since)]);
    keep();
    ask();
  }

  const records = () => answers.map(([choice, milliseconds], index) =>
    answerRecord(data, index, choice, person, milliseconds));

  function showResult() {
    const all = records();
    const isWhole = all.length >= count;
    const tally = (about) => {
      const some = all.filter((record) => record.about === about);
      return { right: some.filter((record) => record.right).length, count: some.length };
    };
    // People who continue must not know more than before.
    const sentences = isWhole ? resultText(tally("clusters"), tally("control"))
      : [`You have answered ${all.length} of ${count} questions. The result is shown when ` +
        "all are answered."];
    one("result-text").replaceChildren(...sentences.map((sentence) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = sentence;
      return paragraph;
    }));
    one("result-heading").textContent = isWhole ? "Your result" : "Your answers so far";
    one("result-on").hidden = isWhole;
    one("result-saved").textContent = "";
    show("result");
  }

  function save() {
    const link = document.createElement("a");
    const lines = records().map((record) => JSON.stringify(record) + "\n");
    link.href = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
    link.download = `answers-${data.quiz.slice(0, 8)}-` +
      `${person.replace(/[^\p{L}\p{N}_-]+/gu, "-")}.ndjson`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    one("result-saved").textContent = `Saved as ${link.download}.`;
  }

  function begin() {
    if (answers.length === 0) {
      // A name that cannot be written as UTF-8 would come back changed from a file.
      const name = new TextDecoder().decode(new TextEncoder().encode(one("start-person").value));
      const random = crypto.getRandomValues(new Uint32Array(1))[0];
      person = name.trim() || "anonymous-" + random.toString(16).padStart(8, "0");
      keep();
    }
    ask();
  }

  function start(isFirst = false) {
    const isBegun = answers.length > 0;
    one("start-person").value = isBegun ? person : "";
    one("start-person").disabled = isBegun;
    one("start-anew").hidden = !isBegun;
    one("start-begin").textContent = !isBegun ? "Begin" : answers.length >= count ? "See the result"
      : `Continue with question ${answers.length + 1} of ${count}`;
    show("start", isFirst);
  }

  function forget() {
    if (!confirm("Delete all answers on this page?")) return;
    [person, answers] = ["", []];
    stored(null);
    start();
  }

  one("start-form").addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  one("start-anew").addEventListener("click", forget);
  one("result-anew").addEventListener("click", forget);
  one("result-save").addEventListener("click", save);
  one("result-on").addEventListener("click", ask);
  one("question-stop").addEventListener("click", showResult);
  one("question-undo").addEventListener("click", () => {
    answers.pop();
    keep();
    ask();
  });
  for (const choice of [0, 1, 2])
    one(`choice-${choice + 1}`).addEventListener("click", () => choose(choice));
  document.addEventListener("keydown", (event) => {
    if (one("question").hidden || !one("start-keys").checked || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // Where digits need the Shift key, as on French keyboards, their keys work without it.
    const digit = /^[1-9]$/.test(event.key) ? event.key : event.code.replace(/^Digit/, "");
    if (!["1", "2", "3"].includes(digit)) return;
    event.preventDefault();
    choose(Number(digit) - 1);
  });

  const kept = keptAnswers(stored(), count);
  if (kept) ({ person, answers } = kept);
  start(true);
}

if (typeof document !== "undefined") quizPage();

"use strict";
// Eligibility as the observatory reckons it (indicators/aids/eligibility.py), within the browser: true, false, or null for what is not known.
const COMPARE = { "<=": (a, b) => a <= b, ">=": (a, b) => a >= b, "<": (a, b) => a < b, ">": (a, b) => a > b };

function termHolds(term, household) {
  const known = household[term.fact];
  if (!known) return null;
  if ("low" in known) {
    const high = known.high === null ? Infinity : known.high;
    const ends = [COMPARE[term.operator](known.low, term.limit), COMPARE[term.operator](high, term.limit)];
    return ends[0] === ends[1] ? ends[0] : null;
  }
  const inside = known.codes.every((code) => term.codes.includes(code)) ? true
    : known.codes.some((code) => term.codes.includes(code)) ? null : false;
  return inside === null || term.operator === "=" ? inside : !inside;
}

function holds(condition, household) {
  const found = condition.terms.map((term) => termHolds(term, household));
  return found.includes(true) ? true : found.includes(null) ? null : false;
}

function householdOf(answers, page) {
  const household = {};
  for (const question of page.questions) {
    const option = question.options.find((each) => each.code === answers[question.fact]);
    if (option && option.known) household[question.fact] = option.known;
  }
  if (household.children) household.size = { low: household.children.low + 100, high: null };
  return household;
}

function amountOf(edition, household) {
  const meant = edition.amounts.filter((line) => line.when.every((term) => termHolds(term, household) !== false));
  if (!meant.length) return null;
  return [Math.min(...meant.map((line) => line.low)), Math.max(...meant.map((line) => line.high))];
}

function ownAnswer(edition, household) {
  const failed = edition.conditions.filter((each) => holds(each, household) === false);
  const key = (each) => `${each.terms[0].fact} ${each.terms[0].operator}`;
  const why = failed.filter((each, place) => failed.findIndex((other) => key(other) === key(each)) === place);
  if (failed.length) return { edition, outcome: "no", missing: [], why: why.map((each) => each.no), instead: [] };
  const open = edition.conditions.filter((each) => holds(each, household) === null);
  const terms = open.flatMap((each) => each.terms).filter((term) => termHolds(term, household) === null);
  const missing = [...new Set(terms.map((term) => term.fact))];
  const outcome = missing.length ? "maybe" : edition.automatic ? "automatic" : "ask";
  return { edition, outcome, missing, why: [], instead: [], amount: amountOf(edition, household) };
}

function beside(own, other) {
  const after = other.edition.precedes.includes(own.edition.aid);
  const either = own.edition.excludes.includes(other.edition.aid) || other.edition.excludes.includes(own.edition.aid);
  if (own.outcome === "no" || other.outcome === "no" || !(after || either)) return own;
  const instead = [...own.instead, other.edition.name];
  if (after && other.outcome !== "maybe") return { edition: own.edition, outcome: "no", missing: [], why: [], instead };
  return { ...own, outcome: "maybe", instead };
}

function answersOf(editions, household) {
  const found = [];
  for (const edition of editions) {
    let own = ownAnswer(edition, household);
    for (const other of found) if (other.edition.aid !== edition.aid) own = beside(own, other);
    found.push(own);
  }
  return found;
}

function inForce(page, today) {
  return page.editions.filter((each) => !(each.begins && today < each.begins) && !(each.ends && today > each.ends));
}

function answerAll(answers, page, today) {
  return answersOf(inForce(page, today), householdOf(answers, page));
}

function endedLately(answers, page, today) {
  const had = new Set(inForce(page, today).map((each) => each.aid));
  const ended = page.editions.filter((each) => each.valid_to && each.valid_to < today && today <= each.told_until && !had.has(each.aid));
  const last = ended.filter((each) => !ended.some((other) => other.aid === each.aid && other.valid_to > each.valid_to));
  return answersOf(last, householdOf(answers, page)).filter((each) => each.outcome !== "no")
    .map((each) => [each.edition.name, each.edition.ended]);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function answerWords(answer, page) {
  const words = page.words, parts = [];
  const aids = answer.instead.join(", ");
  if (answer.outcome === "no") {
    parts.push(...new Set([...answer.why, ...(aids ? [fill(words.already, { aids })] : [])]));
  } else if (answer.outcome === "maybe") {
    if (answer.missing.length) parts.push(fill(words.missing, { facts: answer.missing.map((fact) => page.facts[fact]).join(", ") }));
    if (aids) parts.push(fill(words.instead, { aids }));
  }
  return words[answer.outcome] + (parts.length ? ` (${parts.join("; ")})` : "");
}

function amountWords(answer, page) {
  if (answer.outcome === "no" || !answer.amount) return "";
  const [low, high] = answer.amount, words = page.words;
  if (low === high) return fill(words.exactly, { euro: page.euro[high] });
  if (!low) return fill(words.at_most, { euro: page.euro[high] });
  return fill(words.between, { low: page.euro[low], high: page.euro[high] });
}

if (typeof document === "undefined") {
  module.exports = { answerAll, answerWords, amountWords, endedLately };
} else {
  const page = JSON.parse(document.getElementById("page").textContent);
  const add = (parent, tag, text, kind) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return parent.appendChild(made);
  };
  const form = document.getElementById("questions");
  for (const question of page.questions) {
    const set = add(form, "fieldset");
    add(set, "legend", question.text);
    for (const option of question.options) {
      const label = add(set, "label");
      const input = add(label, "input");
      Object.assign(input, { type: "radio", name: question.fact, value: option.code, checked: option.code === "" });
      add(label, "span", option.label);
    }
  }
  document.getElementById("see").addEventListener("click", () => {
    const answers = Object.fromEntries(new FormData(form));
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const found = answerAll(answers, page, today), ended = endedLately(answers, page, today);
    const out = document.getElementById("answers");
    out.replaceChildren();
    const addEnded = () => {
      if (!ended.length) return;
      add(out, "h2", page.words.ended);
      const list = add(out, "ul");
      for (const [name, sentence] of ended) {
        const line = add(list, "li");
        add(line, "strong", name);
        line.append(`: ${sentence}`);
      }
    };
    for (const outcome of ["automatic", "ask", "maybe", "no"]) {
      if (outcome === "no") addEnded();
      const those = found.filter((each) => each.outcome === outcome);
      if (!those.length) continue;
      add(out, "h2", page.words[outcome]);
      for (const each of those) {
        const card = add(out, "section", "", `aid ${outcome}`);
        add(card, "h3", each.edition.name);
        add(card, "p", answerWords(each, page), "answer");
        if (outcome === "no") continue;
        for (const line of [`${each.edition.covers} ${amountWords(each, page)}`, ...each.edition.lines]) add(card, "p", line).dir = "auto";
        add(card, "p", each.edition.source, "source");
        for (const [text, url] of each.edition.links) Object.assign(add(card, "a", text), { href: url, rel: "noopener noreferrer" });
      }
    }
    out.focus();
  });
}

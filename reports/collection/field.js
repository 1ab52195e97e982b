"use strict";
const PAGE = JSON.parse(document.getElementById("page").textContent);
const FORM = PAGE.form;
const at = (id) => document.getElementById(id);
let language = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "it";
let queue, begun = null, isSending = false, waiting = 0, state = "", saved = new Set(), organisation = PAGE.organisation;
const refused = new Map();

const words = (name, values = {}) => Object.entries(values).reduce(
  (text, [key, value]) => text.replaceAll(`{${key}}`, value), PAGE.words[language][name]);
const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((each) => each.toString(16).padStart(2, "0")).join("");

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function months() {
  const today = new Date();
  return [0, 1, 2, 3].map((back) => {
    const first = new Date(today.getFullYear(), today.getMonth() - back, 1);
    return [first.getFullYear(), String(first.getMonth() + 1).padStart(2, "0")];
  });
}

function labelled(name, field) {
  field.id = field.name = name;
  return element("p", {}, element("label", { className: "label", htmlFor: name, textContent: words(name) }), field);
}

function choice(name, code, label) {
  const input = element("input", { type: "radio", name, value: code, checked: code === "" });
  return element("label", { className: "choice" }, input, element("span", { textContent: label }));
}

function question(each) {
  const box = element("fieldset", { id: `ask_${each.name}` }, element("legend", { textContent: each.label[language] }));
  if (each.kind === "one") {
    box.append(...each.choices.map((one) => choice(each.name, one.code, one.label[language])), choice(each.name, "", words("no_answer")));
  } else {
    const input = element("input", { type: "number", name: each.name, min: each.low, max: each.high, step: 1, inputMode: "numeric" });
    input.setAttribute("aria-label", each.label[language]);
    box.append(input);
  }
  return box;
}

function drawForm() {
  const consent = element("input", { type: "checkbox", name: "consent", id: "consent" });
  const place = element("select", { required: true }, element("option", { value: "", textContent: words("choose") }),
    ...Object.entries(PAGE.places).map(([code, name]) => element("option", { value: code, textContent: name })));
  const month = element("select", {}, ...months().map(([year, number]) =>
    element("option", { value: `${year}-${number}`, textContent: `${number}/${year}` })));
  const whose = element("input", { type: "text", required: true, pattern: "[a-z0-9_\\-]{2,40}", autocapitalize: "none",
    value: organisation, readOnly: PAGE.organisation !== "" });
  at("form").replaceChildren(
    element("p", { textContent: FORM.consent[language] }),
    element("label", { className: "choice" }, consent, element("span", { textContent: words("agrees") })),
    element("button", { type: "button", id: "refuse", className: "plain", textContent: words("refuse"), onclick: refuse }),
    element("div", { id: "asked", hidden: true }, labelled("place", place), labelled("month", month), labelled("organisation", whose),
      ...FORM.questions.map(question), element("p", { id: "wrong", className: "notice warning", hidden: true }),
      element("button", { type: "submit", className: "wide", textContent: words("save") })));
  at("wrong").setAttribute("role", "alert");
  showAsked();
}

function given() {
  const answers = {};
  for (const each of FORM.questions) {
    const isAsked = Object.entries(each.asked_if).every(([name, codes]) => codes.includes(answers[name]));
    at(`ask_${each.name}`).hidden = !isAsked;
    const value = each.kind === "one" ? at("form").elements[each.name].value : at("form").elements[each.name].value.trim();
    if (isAsked && value !== "") answers[each.name] = each.kind === "one" ? value : Number(value);
  }
  return answers;
}

function showAsked() {
  const agrees = at("consent").checked;
  at("asked").hidden = !agrees;
  at("refuse").hidden = agrees || organisation === "";
  if (agrees) begun ??= Date.now();
  given();
}

function tell() {
  document.documentElement.lang = language;
  document.title = at("title").textContent = FORM.title[language];
  at("language").textContent = language === "it" ? "English" : "Italiano";
  at("language").lang = language === "it" ? "en" : "it";
  for (const name of ["send", "file", "forget", "next", "sign_in"]) at(name).textContent = words(name);
  at("waiting").textContent = waiting ? words("waiting", { count: waiting }) : words("none_waiting");
  at("told").textContent = [state && words(state), queue.unread && words("unread", { count: queue.unread }), ...refused.values()].filter(Boolean).join(" ");
  at("send").hidden = at("file").hidden = waiting === 0;
  at("forget").hidden = saved.size === 0;
  at("sign_in").hidden = state !== "not_allowed";
  at("unkept").hidden = queue.isKept();
  at("unkept").textContent = words("unkept");
  at("receipt_told").textContent = words("receipt");
}

async function recount() {
  waiting = (await queue.all()).length;
  tell();
}

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    for (const answer of await queue.all()) {
      const found = await sendOne(answer, language);
      refused.delete(answer.response_id);
      state = found.state === "refused" ? "some_refused" : found.state;
      if (found.state === "sent") await queue.remove(answer.response_id);
      else if (found.state === "refused") refused.set(answer.response_id, found.reason);
      else break;
      await recount();
    }
  } finally {
    isSending = false;
    await recount();
  }
  if (state === "sent" && waiting > refused.size) send();
}

function receiptWords() {
  return [...crypto.getRandomValues(new Uint16Array(PAGE.receipt_length))].map((each) => PAGE.receipt_words[each % PAGE.receipt_words.length]).join(" ");
}

async function save(event) {
  event.preventDefault();
  const fields = at("form").elements, answers = given();
  const wrong = [...fields].find((each) => each.willValidate && !each.closest("[hidden]") && !each.checkValidity());
  at("wrong").hidden = !wrong;
  if (wrong) {
    at("wrong").textContent = words(wrong.name in FORM_BOUNDS ? "wrong_number" : `wrong_${wrong.name}`, FORM_BOUNDS[wrong.name]);
    wrong.after(at("wrong"));
    wrong.focus();
    return;
  }
  const answer = {
    response_id: hex(16), form_id: FORM.form_id, form_version: FORM.version, consent_version: FORM.consent_version,
    month: fields.month.value, place: fields.place.value, organisation: fields.organisation.value, answers,
    seconds: Math.max(0, Math.round((Date.now() - begun) / 1000)), receipt: receiptWords(),
  };
  await queue.add(answer);
  organisation = answer.organisation;
  at("form").hidden = true;
  at("receipt").hidden = false;
  at("receipt_words").textContent = answer.receipt;
  at("receipt").focus();
  await recount();
  send();
}

async function refuse() {
  await queue.add({ response_id: hex(16), organisation });
  state = "refusal_kept";
  await recount();
  send();
}

const FORM_BOUNDS = Object.fromEntries(FORM.questions.filter((each) => each.kind === "whole").map((each) => [each.name, { low: each.low, high: each.high }]));

function next() {
  at("receipt_words").textContent = "";
  at("receipt").hidden = true;
  at("form").hidden = false;
  begun = null;
  drawForm();
  at("consent").focus();
}

function switchLanguage() {
  const held = new FormData(at("form"));
  language = language === "it" ? "en" : "it";
  drawForm();
  for (const [name, value] of held) {
    const field = at("form").elements[name];
    if (name === "consent") field.checked = true;
    else field.value = value;
  }
  showAsked();
  tell();
}

async function saveFile() {
  const answers = await queue.all();
  const content = new Blob(["\ufeff", asFile(answers, FORM.questions.map((each) => each.name))], { type: "text/csv" });
  const link = element("a", { href: URL.createObjectURL(content), download: `${FORM.form_id}_${FORM.version}_${new Date().toISOString().slice(0, 10)}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = new Set(answers.map((each) => each.response_id));
  tell();
}

async function forget() {
  if (!confirm(words("forget_sure", { count: saved.size }))) return;
  for (const id of saved) {
    await queue.remove(id);
    refused.delete(id);
  }
  saved = new Set();
  state = "";
  await recount();
}

async function start() {
  queue = await openQueue();
  drawForm();
  at("form").addEventListener("input", showAsked);
  at("form").addEventListener("submit", save);
  for (const [id, act] of Object.entries({ language: switchLanguage, send, file: saveFile, forget, next })) at(id).addEventListener("click", act);
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (waiting && document.visibilityState === "visible") send(); });
  addEventListener("beforeunload", (event) => { if (!queue.isKept() && waiting > saved.size) event.preventDefault(); });
  setInterval(() => { if (waiting && navigator.onLine) send(); }, 20000);
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("worker.js").catch(() => null);
    navigator.serviceWorker.ready.then(() => { document.body.dataset.offline = "ready"; if (!state) { state = "opens_offline"; tell(); } });
  }
  await recount();
  send();
}

start();

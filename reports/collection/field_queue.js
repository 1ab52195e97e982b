"use strict";
// Answers that wait to be sent: each sealed with this session's key, which cannot be taken out of the browser, and gone with it once sent.
const STORE = "answers";

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

async function openQueue() {
  try {
    const opening = indexedDB.open("raccolta", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
    const database = await done(opening);
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => false);
    return new Queue(database, key);
  } catch (refused) {
    return new Queue(null, null);
  }
}

// `held`: answers that the browser refused to keep: they are lost with the page, and the page says so. `unread`: how many it cannot open.
class Queue {
  constructor(database, key) {
    Object.assign(this, { database, key, held: new Map(), unread: 0 });
  }

  isKept() {
    return this.database !== null && this.held.size === 0;
  }

  async add(answer) {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(answer));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, plain);
      await this._write((store) => store.put({ id: answer.response_id, at: Date.now(), key: this.key, iv, sealed }));
    } catch (refused) {
      this.held.set(answer.response_id, answer);
    }
  }

  async all() {
    const rows = this.database ? await done(this.database.transaction(STORE).objectStore(STORE).getAll()) : [];
    rows.sort((one, other) => one.at - other.at);
    const opened = await Promise.allSettled(rows.map(async (row) => {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, row.key, row.sealed);
      return JSON.parse(new TextDecoder().decode(plain));
    }));
    const read = opened.filter((each) => each.status === "fulfilled").map((each) => each.value);
    this.unread = opened.length - read.length;
    return [...read, ...this.held.values()];
  }

  async remove(id) {
    this.held.delete(id);
    if (this.database) await this._write((store) => store.delete(id));
  }

  _write(change) {
    const transaction = this.database.transaction(STORE, "readwrite", { durability: "strict" });
    change(transaction.objectStore(STORE));
    return ended(transaction);
  }
}

// What a server says of one answer: "sent", "refused" (with its reason), or why nothing more can be sent now.
async function sendOne(answer, language) {
  let found;
  try {
    found = await fetch(`${answer.answers ? "risposte" : "dinieghi"}?lang=${language}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(answer),
      credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(20000),
    });
  } catch (unreached) {
    return { state: "unreached" };
  }
  if (found.ok && (await found.text().catch(() => "")) === answer.response_id) return { state: "sent" };
  if (found.status === 401 || found.status === 403) return { state: "not_allowed" };
  if (found.status === 422) return { state: "refused", reason: await found.text() };
  return { state: "unreached" };
}

// The file that the page "Questionario" takes in, with the columns of an export of other tools.
function asFile(answers, names) {
  const around = ["consent", "month", "place", "organisation", "form_version", "consent_version", "_uuid", "receipt"];
  const quoted = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;
  const rows = answers.map((each) => {
    const told = { ...each, consent: each.answers ? "1" : "2", _uuid: each.response_id };
    return [...around.map((name) => told[name]), ...names.map((name) => each.answers?.[name])].map(quoted).join(",");
  });
  return [[...around, ...names].join(","), ...rows].join("\r\n");
}

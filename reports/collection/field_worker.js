"use strict";
// Keeps the form, and nothing else, so that it opens without a network: a newer one is taken whenever there is one.
const CACHE = "raccolta", FORM = "./";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((kept) => kept.add(new Request(FORM, { cache: "reload" }))));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(form(event.request.url));
});

async function form(address) {
  const kept = await caches.open(CACHE);
  try {
    const found = await fetch(address, { signal: AbortSignal.timeout(5000), credentials: "same-origin" });
    if (!found.ok || found.redirected) return (await kept.match(FORM)) || found;
    await kept.put(FORM, found.clone());
    return found;
  } catch (unreached) {
    return (await kept.match(FORM)) || Response.error();
  }
}

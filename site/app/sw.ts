// The service worker of the whole site, both languages. The build puts its own facts (`BUILD`) before this code, so that
// every version of the site has a worker of its own.
import type { Build } from "./offline/build";
import { Shelf } from "./offline/shelf";
import { Answers } from "./worker/answers";
import { prepare, tidy } from "./worker/upkeep";

declare const self: ServiceWorkerGlobalScope;
declare const BUILD: Build;

/** What pages ask of the worker. */
type Wish = "build" | "take over" | { seen: string[] };

const shelf = new Shelf(new URL(self.registration.scope));
const answers = new Answers(BUILD, shelf, () => void self.registration.update().catch(() => undefined));

self.addEventListener("install", (event) => event.waitUntil(prepare(BUILD, shelf)));

self.addEventListener("activate", (event) => event.waitUntil(tidy(BUILD, shelf).then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  if (answers.concerns(event.request)) event.respondWith(answers.answer(event));
});

self.addEventListener("message", (event) => {
  const wish = event.data as Wish;
  if (wish === "build") event.ports[0]?.postMessage(BUILD);
  else if (wish === "take over") event.waitUntil(self.skipWaiting());
  else event.waitUntil(answers.keep(wish.seen));
});

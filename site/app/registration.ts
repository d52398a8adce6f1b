// The service worker of the site: registered when a page has loaded, and asked what it knows. Where there can be none
// (no secure connection, or a browser without), everything that depends on it stays out of sight.
import type { Build } from "./offline/build";
import { rootOfSite } from "./places";

/** How often a page that stays open asks for a newer version. */
const BETWEEN_LOOKS = 60 * 60 * 1000;

let registered: Promise<ServiceWorkerRegistration | undefined> | undefined;

export function registration(): Promise<ServiceWorkerRegistration | undefined> {
  registered ??= afterLoading().then(register);
  return registered;
}

/** What the worker that answers now consists of; nothing while there is none. */
export async function activeBuild(): Promise<Build | undefined> {
  if (!(await registration())) return undefined;
  const { active } = await navigator.serviceWorker.ready;
  if (!active) return undefined;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<Build>((resolve) => port1.addEventListener("message", ({ data }) => resolve(data as Build)));
  port1.start();
  active.postMessage("build", [port2]);
  return answer;
}

async function register(): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return undefined;
  const root = rootOfSite();
  const first = !navigator.serviceWorker.controller;
  try {
    const made = await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
    if (first) void tellWhatWasLoaded();
    lookNowAndThen(made);
    return made;
  } catch {
    return undefined; // refused by the browser, or the site is served without its worker
  }
}

/** The first page and its files came without the worker, which can only keep what it hears of. */
async function tellWhatWasLoaded(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const page = location.href.split("#")[0] ?? location.href;
  active?.postMessage({ seen: [page, ...files.filter((name) => name.startsWith(location.origin))] });
}

function lookNowAndThen(made: ServiceWorkerRegistration): void {
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < BETWEEN_LOOKS) return;
    last = Date.now();
    made.update().catch(() => undefined);
  });
}

function afterLoading(): Promise<void> {
  return new Promise((resolve) => {
    const whenIdle = () => ("requestIdleCallback" in window ? requestIdleCallback(() => resolve()) : setTimeout(resolve, 200));
    if (document.readyState === "complete") whenIdle();
    else addEventListener("load", whenIdle, { once: true });
  });
}

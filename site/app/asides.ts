// What stands beside the pages: the search and the notice of a newer version. It is here, in the language of the app, and
// not in every page.
import { home } from "./places";

/** `cw-asides.html`, which the build puts in. */
declare const ASIDES: string;

/** Put one of them at the end of the page. */
export function aside<E extends HTMLElement>(selector: string): E {
  const all = document.createElement("template");
  all.innerHTML = ASIDES;
  const found = all.content.querySelector<E>(selector);
  if (!found) throw new Error(`nothing beside the pages is ${selector}`);
  for (const link of found.querySelectorAll("a")) link.href = new URL(link.getAttribute("href") ?? "", home()).href;
  document.body.append(found);
  return found;
}

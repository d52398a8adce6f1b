// What came of a check: each assertion that did not hold with its message, those that did behind a line, what broke, what
// was printed. Text only, never markup.
import type { Check, Result } from "../python/protocol";
import { filled, type Words } from "./words";

const SIGNS = { passed: "✓", failed: "✗", raised: "!", skipped: "–" };

export function showResult(place: HTMLElement, { checks, error }: Result, printed: string, words: Words): void {
  const [passed, others] = [true, false].map((yes) => checks.filter(({ outcome }) => (outcome === "passed") === yes));
  place.replaceChildren();
  if (others!.length > 0) place.append(list(others!, words));
  if (passed!.length > 0) {
    const closed = element("details", "cw-rung");
    closed.append(element("summary", "", filled(words.passing, { done: passed!.length })), list(passed!, words));
    place.append(closed);
  }
  if (error) place.append(block(error.traceback, "cw-drill__error"));
  if (printed) place.append(element("p", "cw-label", words.printed), block(printed, ""));
  place.hidden = place.childElementCount === 0;
}

function list(checks: readonly Check[], words: Words): HTMLElement {
  const made = element("ol", "cw-verdicts");
  made.lang = "en"; // tests are written in the language of all code
  made.append(...checks.map((check) => item(check, words)));
  return made;
}

function item({ outcome, message, code }: Check, words: Words): HTMLElement {
  const row = element("li", `cw-verdict cw-verdict--${outcome}`);
  const sign = element("span", "cw-verdict__sign", SIGNS[outcome]);
  sign.ariaHidden = "true";
  row.append(sign, element("span", "cw-verdict__outcome", words[outcome]), " ");
  if (outcome === "failed" && message && message !== code) row.append(element("strong", "", message));
  if (outcome === "raised") row.append(block(message, "cw-drill__error"));
  row.append(element("code", "", oneLine(code)));
  return row;
}

/** An assertion without its message and its line ends. */
function oneLine(code: string): string {
  return code.replace(/\s+/g, " ").replace(/^assert /, "").replace(/, f?(["']).*\1$|, \( ?f?(["']).*\2 ?\)$/, "");
}

function block(text: string, className: string): HTMLElement {
  const place = element("div", `cw-output ${className}`);
  const pre = element("pre", "");
  pre.tabIndex = 0;
  pre.append(element("samp", "", text));
  place.append(pre);
  return place;
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

// An editor for Python, loaded when a reader wants to edit:
//
//   const { cwEditor } = document.querySelector<HTMLElement>("script[data-cw-python]")!.dataset;
//   const { mount } = (await import(new URL(cwEditor!, document.baseURI).href)) as typeof import("./editor");
//   const written = mount(element, code, { label: "Your solution", onRun: () => check() });
//   written.value();
//
// It takes the place of what is inside `element`, and its colors from the page. Tab indents; after Escape it moves on as
// everywhere on a page. Ctrl+Enter (or Cmd) calls `onRun`.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface Options {
  /** What screen readers call it. */
  readonly label: string;
  readonly onRun?: () => void;
  readonly onChange?: () => void;
}

export interface Editor {
  value(): string;
  set(code: string): void;
  focus(): void;
  /** Puts back what was inside the element. */
  remove(): void;
}

const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: "var(--cw-code-keyword)", fontWeight: "600" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.className, tags.meta], color: "var(--cw-code-name)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--cw-code-string)" },
  { tag: tags.number, color: "var(--cw-code-number)" },
  { tag: tags.comment, color: "var(--cw-code-comment)", fontStyle: "italic" },
]);

const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

const LOOKS = EditorView.theme({
  "&": { color: "var(--cw-ink)", background: "var(--cw-code-paper)", borderRadius: "6px", border: "1px solid var(--cw-edge)" },
  "&.cm-focused": { outline: "2px solid var(--cw-accent)", outlineOffset: "1px" },
  ".cm-scroller": { font: `13px/1.55 ${MONO}` },
  ".cm-content": { padding: "11px 0", caretColor: "var(--cw-accent)" },
  ".cm-line": { padding: "0 13px" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--cw-accent-wash)" },
});

export function mount(element: HTMLElement, code: string, options: Options): Editor {
  const before = [...element.childNodes];
  const place = document.createElement("div");
  // The policy of the page refuses style elements; in a shadow root the editor adopts its sheets instead.
  const root = place.attachShadow({ mode: "open" });
  element.replaceChildren(place);
  // To the page, a key that is typed in a shadow root is typed into no field: "/" would open the search.
  for (const kind of ["keydown", "keypress", "keyup"]) place.addEventListener(kind, (event) => event.stopPropagation());
  const view = new EditorView({ state: stateOf(code.replace(/\n$/, ""), options), parent: root, root });
  return {
    value: () => `${view.state.doc.toString()}\n`,
    set: (text) => view.setState(stateOf(text.replace(/\n$/, ""), options)),
    focus: () => view.focus(),
    remove: () => {
      view.destroy();
      element.replaceChildren(...before);
    },
  };
}

function stateOf(doc: string, { label, onRun, onChange }: Options): EditorState {
  const run = { key: "Mod-Enter", run: () => (onRun?.(), true) };
  return EditorState.create({
    doc,
    extensions: [
      history(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      indentOnInput(),
      bracketMatching(),
      python(),
      syntaxHighlighting(COLORS),
      LOOKS,
      keymap.of([run, indentWithTab, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
      EditorView.updateListener.of((update) => update.docChanged && onChange?.()),
    ],
  });
}

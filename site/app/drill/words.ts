// What the page of a drill says; `generator/cardwright/site/drills.py` puts the words into the page.

export type Words = Readonly<
  Record<
    | "clock_start" | "clock_pause" | "clock_left" | "clock_last" | "clock_over"
    | "editor" | "unreachable"
    | "all" | "some" | "broke" | "passing" | "passed" | "failed" | "raised" | "skipped" | "printed"
    | "unchecked" | "restore" | "delete" | "named" | "restored" | "deleted" | "reset_done",
    string
  >
>;

export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// "Keep this topic offline" and "Keep everything offline": size before, progress during, removal after.
import { type Build, type Entry } from "./offline/build";
import { filesOf, filesOfAll, sizeOf } from "./offline/groups";
import { load, missing } from "./offline/loading";
import { OtherVersion, Shelf } from "./offline/shelf";
import { rootOfSite } from "./places";
import { activeBuild, registration } from "./registration";

export async function setUpKeep(): Promise<void> {
  const boxes = [...document.querySelectorAll<HTMLElement>("[data-cw-keep]")];
  const build = boxes.length > 0 ? await activeBuild() : undefined;
  if (!build) return;
  const shelf = new Shelf(rootOfSite());
  for (const box of boxes) await new Keep(box, shelf, build).show();
}

class Keep {
  private readonly group: string;
  private readonly text: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private readonly figures: HTMLElement;
  private readonly button: HTMLButtonElement;
  private act: () => void = () => undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly shelf: Shelf,
    private readonly build: Build,
  ) {
    this.group = box.dataset.cwKeep ?? "";
    this.text = box.querySelector("[role=status]")!;
    this.bar = box.querySelector("progress")!;
    this.figures = box.querySelector("progress + span")!;
    this.button = box.querySelector("button")!;
    this.button.addEventListener("click", () => this.act());
  }

  /** What is on this device, and what can be done about it. */
  async show(): Promise<void> {
    const files = await filesOf(this.group, this.build, this.shelf).catch(() => []);
    if (files.length === 0) return; // the list cannot be had now
    const lacking = await missing(files, this.shelf);
    const wanted = await this.shelf.wanted();
    this.box.hidden = false;
    if (!wanted.includes(this.group) && wanted.includes(languageOf(this.group))) this.offer("withAll");
    else if (!wanted.includes(this.group)) this.offer("free", "keep", lacking, () => void this.keep(files));
    else if (lacking.length > 0) this.offer("partly", "rest", lacking, () => void this.keep(files));
    else this.offer("kept", "remove", beyond(this.build.shell, files), () => void this.remove(files));
  }

  private offer(text: string, action?: string, files: readonly Entry[] = [], act: () => void = () => undefined): void {
    this.say(text, files);
    this.bar.parentElement!.hidden = true;
    this.button.hidden = action === undefined;
    this.button.textContent = action === undefined ? "" : this.word(action, files);
    this.act = act;
  }

  private async keep(files: readonly Entry[]): Promise<void> {
    const stop = new AbortController();
    this.offer("loading", "stop", [], () => stop.abort());
    try {
      await this.shelf.alone(() => this.fetchAll(files, stop.signal));
      void navigator.storage?.persist?.();
      await this.show();
    } catch (error) {
      await this.explain(error, stop.signal.aborted);
    }
  }

  private async fetchAll(files: readonly Entry[], signal: AbortSignal): Promise<void> {
    const lacking = await missing(files, this.shelf);
    const whole = sizeOf(files);
    this.bar.parentElement!.hidden = false;
    this.bar.max = whole;
    this.bar.value = whole - sizeOf(lacking);
    const loaded = (size: number) => {
      this.bar.value += size;
      this.figures.textContent = this.word("figures", files).replace("{done}", this.sized(this.bar.value));
    };
    loaded(0);
    await load(lacking, this.shelf, { cache: "reload", signal, loaded });
    await this.shelf.want([...(await this.shelf.wanted()), this.group]);
  }

  private async explain(error: unknown, stopped: boolean): Promise<void> {
    await this.show();
    if (stopped) return;
    if (error instanceof OtherVersion) void (await registration())?.update();
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    this.say(error instanceof OtherVersion ? "newer" : full ? "full" : "failed");
  }

  private async remove(files: readonly Entry[]): Promise<void> {
    await this.shelf.alone(async () => {
      const others = (await this.shelf.wanted()).filter((group) => group !== this.group);
      const needed = [...this.build.shell, ...(await filesOfAll(others, this.build, this.shelf))];
      await this.shelf.want(others);
      for (const entry of beyond(needed, files)) await this.shelf.remove(entry);
    });
    await this.show();
    this.button.focus();
  }

  private say(text: string, files: readonly Entry[] = []): void {
    this.text.textContent = this.word(text, files);
  }

  private word(key: string, files: readonly Entry[] = []): string {
    const text = this.box.dataset[key] ?? "";
    return text.replace("{size}", this.sized(sizeOf(files)));
  }

  private sized(bytes: number): string {
    const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
    const digits = unit === "megabyte" ? 1 : 0;
    const style = { style: "unit", unit, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
    return new Intl.NumberFormat(document.documentElement.lang, style).format(amount);
  }
}

function beyond(needed: readonly Entry[], files: readonly Entry[]): Entry[] {
  const paths = new Set(needed.map(([path]) => path));
  return files.filter(([path]) => !paths.has(path));
}

function languageOf(group: string): string {
  return group.split("/")[0] ?? group;
}

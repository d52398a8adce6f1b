// The countdown of a drill. It runs only when asked to, never moves the focus, and speaks up a few times at most.
import { filled, type Words } from "./words";

/** Minutes left at which it says so. */
const SAID = [10, 5, 1, 0];

export class Clock {
  private timer = 0;
  private since = 0;

  constructor(
    private readonly face: HTMLElement,
    private readonly button: HTMLButtonElement,
    private readonly minutes: number,
    private readonly words: Words,
    private readonly say: (text: string) => void,
    private before: number,
  ) {
    button.addEventListener("click", () => (this.timer ? this.pause() : this.start()));
    face.hidden = button.hidden = false;
    this.show();
  }

  /** Seconds that it has run. */
  get spent(): number {
    return Math.round(this.before + (this.timer ? (Date.now() - this.since) / 1000 : 0));
  }

  pause(): void {
    this.before = this.spent;
    clearInterval(this.timer);
    this.timer = 0;
    this.show();
  }

  reset(): void {
    this.pause();
    this.before = 0;
    this.show();
  }

  private start(): void {
    this.since = Date.now();
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }

  private show(): void {
    const left = this.minutes * 60 - this.spent;
    const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
    this.face.textContent = `${left < 0 ? "+" : ""}${minutes}:${String(seconds).padStart(2, "0")}`;
    this.face.classList.toggle("cw-drill__face--over", left <= 0);
    this.button.textContent = this.timer ? this.words.clock_pause : this.words.clock_start;
    if (!this.timer || seconds > 0 || left < 0 || !SAID.includes(minutes) || minutes >= this.minutes) return;
    const { clock_left, clock_last, clock_over } = this.words;
    this.say(minutes > 1 ? filled(clock_left, { minutes }) : minutes ? clock_last : clock_over);
  }
}

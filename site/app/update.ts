// A newer version of the site announces itself and waits until the reader takes it.
import { aside } from "./asides";
import { registration } from "./registration";

export async function setUpUpdate(): Promise<void> {
  const made = await registration();
  if (made) new Update(aside(".cw-update"), made);
}

class Update {
  private readonly text: HTMLElement;
  private readonly button: HTMLButtonElement;
  private accepted = false;

  constructor(
    private readonly notice: HTMLElement,
    private readonly made: ServiceWorkerRegistration,
  ) {
    this.text = notice.querySelector("p")!;
    this.button = notice.querySelector("button")!;
    this.button.addEventListener("click", () => this.accept());
    notice.querySelector("[data-cw-later]")?.addEventListener("click", () => (notice.hidden = true));
    made.addEventListener("updatefound", () => this.watch(made.installing));
    this.watch(made.installing);
    this.announce();
    this.followTheWorker();
  }

  private watch(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => this.announce());
  }

  private announce(): void {
    if (!this.made.waiting || !this.made.active) return;
    this.say(this.notice.dataset.ready, this.notice.dataset.show);
  }

  private accept(): void {
    this.accepted = true;
    if (this.made.waiting) this.made.waiting.postMessage("take over");
    else location.reload();
  }

  /** Another tab may have taken the newer version: this page then belongs to an older one, and says so. */
  private followTheWorker(): void {
    let before = navigator.serviceWorker.controller;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (this.accepted) location.reload();
      else if (before) this.say(this.notice.dataset.older, this.notice.dataset.reload);
      before = navigator.serviceWorker.controller;
    });
  }

  private say(text = "", action = ""): void {
    this.notice.hidden = false;
    this.text.textContent = text;
    this.button.textContent = action;
  }
}

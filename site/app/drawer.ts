// The drawer of topics on narrow screens: a button that says whether it is open, Escape closes it, the focus follows.

export function setUpDrawer(): void {
  const toggle = document.querySelector<HTMLInputElement>("#__drawer");
  const button = document.querySelector<HTMLButtonElement>("[data-cw-menu]");
  const drawer = document.getElementById("cw-drawer");
  if (!toggle || !button || !drawer) return;

  const show = (open: boolean) => {
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change"));
  };
  const follow = () => {
    button.setAttribute("aria-expanded", String(toggle.checked));
    if (toggle.checked) drawer.querySelector<HTMLElement>("a")?.focus();
  };
  button.hidden = false;
  button.addEventListener("click", () => show(!toggle.checked));
  toggle.addEventListener("change", follow);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    show(false);
    button.focus();
  });
}

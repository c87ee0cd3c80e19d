import { get, set } from "./store";

const system = matchMedia("(prefers-color-scheme: dark)");
const html = document.documentElement;

function apply(): void {
  const kept = get("theme");
  if (kept === "dark" || kept === "light") html.dataset.theme = kept;
  else delete html.dataset.theme;
}

function isDark(): boolean {
  return html.dataset.theme ? html.dataset.theme === "dark" : system.matches;
}

function start(): void {
  const button = document.querySelector<HTMLButtonElement>(".theme");
  if (!button) return;
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const dark = !isDark();
    // Who chooses what the system has follows the system again.
    set("theme", dark === system.matches ? null : dark ? "dark" : "light");
    apply();
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

export const theme = { apply, start };

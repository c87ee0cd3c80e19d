import { all, button, status } from "./dom";
import { words } from "./words";

// copy gives each file a button that copies the whole of it, what is folded
// included.
export function copy(): void {
  for (const file of all(".file")) {
    const head = file.querySelector("figcaption");
    if (!head || !navigator.clipboard) continue;
    const said = status("said-aloud");
    const name = file.querySelector(".name")?.textContent ?? "";
    const press = button(words.copy, "copy", () => {
      navigator.clipboard.writeText(all("pre code", file).map((code) => code.textContent).join("")).then(
        () => say(words.copied),
        () => say(words.notCopied),
      );
    });
    press.setAttribute("aria-label", `${words.copy} ${name}`);
    const say = (text: string) => {
      press.textContent = said.textContent = text;
      setTimeout(() => {
        press.textContent = words.copy;
        said.textContent = "";
      }, 2000);
    };
    head.append(press, said);
  }
}

import { all, make } from "./dom";

// lines makes the number of each line of a file a link to it. It is for the
// mouse alone: nobody wants to go through all of them with the Tab key.
export function lines(): void {
  for (const line of all(".file .l[id]")) {
    const link = make("a");
    link.href = "#" + line.id;
    link.tabIndex = -1;
    link.setAttribute("aria-hidden", "true");
    line.prepend(link);
  }
}

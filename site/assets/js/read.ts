import { all, make } from "./dom";
import { get, set } from "./store";
import { words } from "./words";

function names(): Set<string> {
  return new Set((get("read") ?? "").split(" ").filter(Boolean));
}

// read remembers the lessons that were read to their end, and marks them in
// the list of lessons.
export function read(): void {
  const lesson = document.documentElement.dataset.lesson;
  const end = document.querySelector("#Next");
  if (lesson && end) {
    new IntersectionObserver((entries, observer) => {
      // A page that is too short to be scrolled was not read by being opened.
      if (scrollY === 0 || !entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      set("read", [...names().add(lesson)].join(" "));
    }).observe(end);
  }
  const items = all(".lessons li[data-name]");
  const forget = document.querySelector<HTMLElement>(".forget");
  if (!items.length || !forget) return;
  const have = names();
  const done = items.filter((item) => have.has(item.dataset.name ?? ""));
  if (!done.length) return;
  for (const item of done) item.querySelector(".aside")?.append(" · ", make("span", "read", words.read));
  forget.querySelector("span")!.textContent = words.readCount(done.length, items.length);
  forget.querySelector("button")!.addEventListener("click", () => {
    set("read", null);
    for (const mark of all(".lessons .read")) {
      mark.previousSibling?.remove();
      mark.remove();
    }
    forget.hidden = true;
  });
  forget.hidden = false;
}

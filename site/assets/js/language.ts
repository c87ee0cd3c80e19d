import { all } from "./dom";
import { get, set } from "./store";

// section is the id of the heading that the reader is below, or "".
function section(): string {
  let id = "";
  for (const element of all<HTMLElement>(".prose > [id], .prose h2[id], .prose h3[id], .statements > [id], .claims > [id]")) {
    if (element.getBoundingClientRect().top > innerHeight / 3) break;
    id = element.id;
  }
  return id;
}

// A language that was chosen is remembered; the other language of a page is
// at the same section.
export function language(): void {
  for (const link of all<HTMLAnchorElement>("a[data-language]")) {
    link.addEventListener("click", () => {
      set("language", link.dataset.language ?? null);
      const id = section();
      if (link.classList.contains("language")) link.hash = id && scrollY > 0 ? "#" + id : location.hash;
    });
  }
  const chosen = get("language");
  const choice = chosen ? document.querySelector<HTMLAnchorElement>(`a.offer[data-language="${CSS.escape(chosen)}"]`) : null;
  if (!choice) return;
  choice.classList.add("chosen");
  // Only the page that offers the languages leads on, and not who asks for it.
  if (location.hash !== "#languages") location.replace(choice.href);
}

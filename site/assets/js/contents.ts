import { all } from "./dom";

// contents marks, in the list of sections, the one that is being read.
export function contents(): void {
  const links = new Map(all<HTMLAnchorElement>(".lesson > .contents a").map((link) => [link.hash.slice(1), link]));
  const headings = all(".prose > h2[id]").filter((heading) => links.has(heading.id));
  if (!headings.length) return;
  const mark = () => {
    const current = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    for (const [id, link] of links) {
      if (id === current?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  for (const heading of headings) observer.observe(heading);
}

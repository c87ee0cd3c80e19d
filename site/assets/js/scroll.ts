import { all } from "./dom";

// scroll takes what doesn't scroll out of the order of the Tab key.
export function scroll(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else if (target !== document.activeElement) target.removeAttribute("tabindex");
    }
  });
  for (const element of all("pre[tabindex], .wide-table[tabindex]")) observer.observe(element);
}

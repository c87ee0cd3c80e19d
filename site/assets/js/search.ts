import { button, make, status } from "./dom";
import { find, type Section } from "./find";
import { get, set } from "./store";
import { words } from "./words";

declare global {
  interface Window {
    courseSearch?: (lessons: [string, string, string][][]) => void;
  }
}

const most = 40;

// search opens a dialog, loads the text of all sections when it is first
// asked for it, and lists the sections that have what was typed.
export function search(): void {
  const opener = document.querySelector<HTMLButtonElement>(".search-open");
  if (!opener) return;
  let dialog: SearchDialog | undefined;
  const open = () => (dialog ??= new SearchDialog(opener.dataset.data ?? "")).open();
  opener.addEventListener("click", open);
  opener.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target as HTMLElement;
    if (get("slash") === "off" || at.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
}

class SearchDialog {
  private readonly dialog = make("dialog", "search");
  private readonly input = make("input");
  private readonly list = make("ol", "hits");
  private readonly said = status("");
  private sections: Section[] | undefined;

  constructor(private readonly data: string) {
    const row = make("div", "search-row");
    this.input.type = "search";
    this.input.setAttribute("aria-label", words.search);
    this.input.autocomplete = "off";
    row.append(this.input, button(words.close, "close", () => this.dialog.close()));
    const foot = make("div", "search-foot");
    const slash = make("input");
    slash.type = "checkbox";
    slash.checked = get("slash") !== "off";
    slash.addEventListener("change", () => set("slash", slash.checked ? null : "off"));
    const label = make("label");
    label.append(slash, words.slash);
    foot.append(this.said, label);
    this.dialog.setAttribute("aria-label", words.search);
    this.dialog.append(row, this.list, foot);
    document.body.append(this.dialog);
    // While an input method composes, what is in the field is no word yet.
    this.input.addEventListener("input", (event) => {
      if (!(event as InputEvent).isComposing) this.show();
    });
    this.input.addEventListener("compositionend", () => this.show());
    this.dialog.addEventListener("keydown", (event) => this.move(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog || (event.target as HTMLElement).closest(".hits a")) this.dialog.close();
    });
  }

  open(): void {
    this.dialog.showModal();
    this.input.focus();
    this.input.select();
    if (!window.courseSearch) this.load();
  }

  // The text is a script: a page that was opened from disk may not fetch.
  private load(): void {
    this.said.textContent = words.loading;
    window.courseSearch = (lessons) => {
      this.sections = lessons.flatMap((sections) =>
        sections.map(([address, title, text], i) => ({
          page: sections[0]![0], address: i ? sections[0]![0] + address : address, lesson: i ? sections[0]![1] : "", title, text,
        })),
      );
      this.show();
    };
    const script = make("script");
    script.src = this.data;
    script.addEventListener("error", () => (this.said.textContent = words.failed));
    document.head.append(script);
  }

  private show(): void {
    const query = this.input.value.trim();
    this.list.replaceChildren();
    this.said.textContent = "";
    if (!this.sections || !query) return;
    const hits = find(this.sections, query, most + 1);
    const { root, lang } = document.documentElement.dataset;
    for (const hit of hits.slice(0, most)) {
      const link = make("a");
      link.href = `${root}${lang ?? document.documentElement.lang.slice(0, 2)}/${hit.section.address}`;
      const title = make("b");
      title.append(...marked(hit.title));
      link.append(title);
      if (hit.section.lesson) link.append(make("span", "", hit.section.lesson));
      if (hit.text.length) {
        const text = make("span");
        text.append(...marked(hit.text));
        link.append(text);
      }
      const item = make("li");
      item.append(link);
      this.list.append(item);
    }
    this.said.textContent = hits.length ? words.hits(Math.min(most, hits.length), hits.length > most) : words.none(query);
  }

  private move(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const links = [...this.list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : this.input)?.focus();
    else if (event.key === "Enter" && event.target === this.input) links[0]?.click();
    else return;
    event.preventDefault();
  }
}

function marked(parts: { text: string; hit: boolean }[]): (HTMLElement | string)[] {
  return parts.map((part) => (part.hit ? make("mark", "", part.text) : part.text));
}

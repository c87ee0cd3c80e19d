import { all, button, make, status } from "./dom";
import { words } from "./words";

// replay shows the lines of a recorded run one after another, in the
// transcript and in the picture: a line a press, or at the recorded pace.
export function replay(): void {
  for (const section of all("[data-replay]")) {
    const pictures = section.querySelector(".pictures");
    if (pictures) new Replay(section, pictures);
  }
}

class Replay {
  private shown = Infinity;
  private timer = 0;
  private readonly progress = status("progress");
  private readonly play: HTMLButtonElement;
  private readonly rest: HTMLButtonElement;

  constructor(private readonly section: HTMLElement, pictures: Element) {
    const bar = make("div", "bar");
    const player = make("div", "player");
    this.play = button(words.play, "play", () => (this.timer ? this.pause() : this.start()));
    const step = button(words.step, "step", () => {
      this.pause();
      this.show(this.shown >= this.lines().length ? 1 : this.shown + 1);
    });
    this.rest = button(words.all, "all", () => this.end());
    this.rest.disabled = true;
    player.append(step, this.play, this.rest, this.progress);
    bar.append(player);
    const axis = pictures.querySelector(".axis");
    if (axis) bar.append(axis);
    pictures.prepend(bar);
    for (const pick of all<HTMLInputElement>("input[type=radio]", section)) {
      pick.addEventListener("change", () => this.end());
    }
  }

  // run is the number of the run that is looked at.
  private run(): number {
    const picks = all<HTMLInputElement>("input[type=radio]", this.section);
    return Math.max(0, picks.findIndex((pick) => pick.checked)) + 1;
  }

  private lines(): HTMLElement[] {
    return all(`.run-${this.run()} .transcript > li`, this.section);
  }

  private start(): void {
    if (this.shown >= this.lines().length) this.show(0);
    this.play.textContent = words.pause;
    this.next();
  }

  private next(): void {
    const lines = this.lines();
    const at = (i: number) => Number(lines[i]?.dataset.ms ?? 0);
    if (this.shown >= lines.length) {
      this.pause();
      return;
    }
    const wait = at(this.shown) - (this.shown > 0 ? at(this.shown - 1) : 0);
    this.timer = setTimeout(() => {
      this.show(this.shown + 1);
      this.next();
    }, Math.max(0, wait));
  }

  private pause(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.play.textContent = words.play;
  }

  private end(): void {
    this.pause();
    this.show(Infinity);
  }

  private show(n: number): void {
    this.shown = n;
    for (const element of all<HTMLElement>(".later, .now", this.section)) element.classList.remove("later", "now");
    const lines = this.lines();
    this.rest.disabled = n >= lines.length;
    if (n === Infinity) {
      this.progress.textContent = "";
      return;
    }
    this.progress.textContent = words.progress(n, lines.length);
    const mark = (element: Element, i: number) => {
      element.classList.toggle("later", i >= n);
      element.classList.toggle("now", i === n - 1);
    };
    lines.forEach(mark);
    for (const line of all<SVGElement>(`.picture-${this.run()} .sl-line`, this.section)) {
      mark(line, Number(line.dataset.line));
    }
  }
}

import { all, button, make, status } from "./dom";
import { words } from "./words";

// question lets the reader say of each transcript whether it can come, and
// then opens the answer.
export function question(): void {
  for (const section of all("[data-question]")) {
    const score = status("aside");
    const guesses = new Map<HTMLElement, boolean>();
    for (const candidate of all(".candidate", section)) {
      const answer = candidate.querySelector<HTMLDetailsElement>(".answer");
      if (!answer) continue;
      const choice = make("div", "choice");
      const verdict = make("strong");
      const legal = candidate.dataset.legal === "true";
      const letter = candidate.querySelector(".letter")?.textContent ?? "";
      const buttons = [true, false].map((guess) => {
        const press = button(guess ? words.can : words.cannot, "", () => {
          for (const other of buttons) other.setAttribute("aria-pressed", String(other === press));
          candidate.dataset.guess = guess === legal ? "right" : "wrong";
          verdict.textContent = (guess === legal ? words.right : words.wrong) + " ";
          answer.hidden = false;
          answer.open = true;
          if (!guesses.has(candidate)) guesses.set(candidate, guess === legal);
          score.textContent = words.score([...guesses.values()].filter(Boolean).length, guesses.size);
        });
        press.setAttribute("aria-pressed", "false");
        press.setAttribute("aria-label", `${letter}: ${press.textContent}`);
        return press;
      });
      choice.append(...buttons);
      answer.before(choice);
      answer.querySelector("p")?.prepend(verdict);
      answer.hidden = true;
    }
    section.append(score);
  }
}

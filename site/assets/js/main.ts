import { theme } from "./theme";
import { contents } from "./contents";
import { copy } from "./copy";
import { language } from "./language";
import { question } from "./question";
import { lines } from "./lines";
import { read } from "./read";
import { replay } from "./replay";
import { scroll } from "./scroll";
import { search } from "./search";

// The theme first, before anything is painted; the rest once there is a page.
theme.apply();
document.addEventListener("DOMContentLoaded", () => {
  for (const start of [theme.start, language, search, copy, lines, question, replay, contents, read, scroll]) {
    start();
  }
});

export interface Section {
  page: string;
  address: string;
  lesson: string; // the title of the lesson, "" for the lesson itself
  title: string;
  text: string;
}

type Part = { text: string; hit: boolean };

export interface Hit {
  section: Section;
  title: Part[];
  text: Part[]; // around the first hits, [] where the title alone has it
}

// What keyboards write in several ways, and typography in one.
const typed: Record<string, string> = { "‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-" };

// fold makes a text comparable, letter by letter: its length stays. Capitals,
// full width and accents make no difference.
function fold(text: string): string {
  let folded = "";
  for (const letter of text) {
    const plain = letter.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").toLowerCase();
    folded += typed[letter] ?? (plain.length === letter.length ? plain : letter);
  }
  return folded;
}

const folded = new WeakMap<Section, [string, string]>();

function foldedOf(section: Section): [string, string] {
  let both = folded.get(section);
  if (!both) folded.set(section, (both = [fold(section.title), fold(section.text)]));
  return both;
}

// find has the sections that have each word of the query somewhere inside of
// a word: readers of Chinese expect that, since their words have no ends.
// Titles come first.
export function find(sections: Section[], query: string, most: number): Hit[] {
  const needles = fold(query.normalize("NFC")).split(/\s+/).filter(Boolean);
  const inTitle: Section[] = [];
  const inText: Section[] = [];
  for (const section of sections) {
    const [title, text] = foldedOf(section);
    if (!needles.every((needle) => title.includes(needle) || text.includes(needle))) continue;
    (needles.every((needle) => title.includes(needle)) ? inTitle : inText).push(section);
  }
  return [...inTitle, ...inText].slice(0, most).map((section) => {
    const [title, text] = foldedOf(section);
    return { section, title: parts(section.title, title, needles), text: around(section.text, text, needles) };
  });
}

// around is the piece of a text with the first hit.
function around(text: string, folded: string, needles: string[]): Part[] {
  const first = Math.min(...needles.map((needle) => folded.indexOf(needle)).filter((at) => at >= 0));
  if (!isFinite(first)) return [];
  let from = Math.max(0, first - 30);
  if (from > 0) {
    const space = text.indexOf(" ", from);
    if (space >= 0 && space < first) from = space + 1;
  }
  const to = Math.min(text.length, first + 110);
  const piece = parts(text.slice(from, to), folded.slice(from, to), needles);
  if (from > 0) piece.unshift({ text: "…", hit: false });
  if (to < text.length) piece.push({ text: "…", hit: false });
  return piece;
}

// parts cuts a text into what was asked for and what stands between.
function parts(text: string, folded: string, needles: string[]): Part[] {
  const found: Part[] = [];
  let done = 0;
  while (done < text.length) {
    let at = -1;
    let length = 0;
    for (const needle of needles) {
      const i = folded.indexOf(needle, done);
      if (i >= 0 && (at < 0 || i < at || (i === at && needle.length > length))) [at, length] = [i, needle.length];
    }
    if (at < 0) break;
    if (at > done) found.push({ text: text.slice(done, at), hit: false });
    found.push({ text: text.slice(at, at + length), hit: true });
    done = at + length;
  }
  if (done < text.length) found.push({ text: text.slice(done), hit: false });
  return found;
}

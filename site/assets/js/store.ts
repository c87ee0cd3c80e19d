// What is kept in the browser. A reader may forbid it: then nothing is kept.
export function get(key: string): string | null {
  try {
    return localStorage.getItem("course." + key);
  } catch {
    return null;
  }
}

export function set(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem("course." + key);
    else localStorage.setItem("course." + key, value);
  } catch {
    // Kept for this page only.
  }
}

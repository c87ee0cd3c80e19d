// all finds the elements of a kind.
export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

// make makes an element with a class and a text.
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, name = "", text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

// button makes one that does something.
export function button(text: string, name: string, press: () => void): HTMLButtonElement {
  const element = make("button", name, text);
  element.type = "button";
  element.addEventListener("click", press);
  return element;
}

// status makes a short text that is read out when it changes.
export function status(name: string): HTMLElement {
  const element = make("span", name);
  element.setAttribute("role", "status");
  return element;
}

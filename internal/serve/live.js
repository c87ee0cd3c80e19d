// Follows the lessons while they are written: reloads the page when there is
// a newer site, at the same place, and shows what is wrong with a lesson. It
// asks only while the page is visible, so that many pages don't hold up one.
"use strict";
(() => {
  const pause = 60; // ms
  const key = "course-place";
  // The version of this page stands in the address of this script.
  const version = new URL(document.currentScript.src).search.slice(1);

  // The place is the last thing with an id above the reader's eye, since what
  // stands above it may have become longer; and which folds are open.
  const anchors = () => [...document.querySelectorAll("main [id]")];
  const folds = () => [...document.querySelectorAll("main details")];

  const keep = () => {
    let anchor = null;
    for (const e of anchors()) {
      const top = e.getBoundingClientRect().top;
      if (top <= 1 && (!anchor || top >= anchor.top)) anchor = { id: e.id, top };
    }
    const open = folds().map((f) => f.open);
    sessionStorage.setItem(key, JSON.stringify({ at: location.pathname, anchor, open, y: scrollY }));
  };

  const restore = () => {
    const text = sessionStorage.getItem(key);
    if (!text) return;
    sessionStorage.removeItem(key);
    const place = JSON.parse(text);
    if (place.at !== location.pathname) return;
    const now = folds();
    if (now.length === place.open.length) now.forEach((f, i) => { f.open = place.open[i]; });
    const e = place.anchor && document.getElementById(place.anchor.id);
    const y = e ? scrollY + e.getBoundingClientRect().top - place.anchor.top : place.y;
    scrollTo({ top: y, behavior: "instant" });
  };

  const show = (problem) => {
    let box = document.getElementById("-problem");
    if (!problem) {
      box?.remove();
      return;
    }
    if (!box) {
      box = document.createElement("pre");
      box.id = "-problem";
      box.tabIndex = 0;
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    if (box.textContent !== problem) box.textContent = problem;
  };

  const ask = async () => {
    try {
      const answer = await fetch("/-/version", { cache: "no-store" });
      const now = await answer.json();
      if (now.version !== version && !now.problem) {
        keep();
        location.reload();
        return;
      }
      show(now.problem);
    } catch {
      // The server has ended, or begins again.
    }
    wait();
  };

  const wait = () => {
    if (document.visibilityState === "visible") setTimeout(ask, pause);
    else document.addEventListener("visibilitychange", wait, { once: true });
  };

  const start = () => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/-/live.css";
    document.head.append(style);
    if ("scrollRestoration" in history && sessionStorage.getItem(key)) history.scrollRestoration = "manual";
    restore();
    wait();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

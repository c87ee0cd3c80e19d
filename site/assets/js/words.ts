// What the scripts say, in the language of the page.
const zh = {
  copy: "复制", copied: "已复制", notCopied: "没能复制",
  can: "能来", cannot: "来不了", right: "猜对了。", wrong: "猜错了。",
  score: (right: number, all: number) => `四份里猜对 ${right} 份，已猜 ${all} 份`,
  step: "下一行", play: "按原速重放", pause: "暂停", all: "全部",
  progress: (n: number, all: number) => `第 ${n} 行，共 ${all} 行`,
  search: "搜索", close: "关闭", slash: "按 / 键开始搜索", loading: "正在读取……", failed: "搜索的数据没能读取",
  none: (q: string) => `没有“${q}”`,
  hits: (n: number, more: boolean) => (more ? `前 ${n} 处` : `${n} 处`),
  read: "✓ 读过", readCount: (n: number, all: number) => `读过 ${n} 课，共 ${all} 课。`,
};

const en: typeof zh = {
  copy: "Copy", copied: "Copied", notCopied: "Not copied",
  can: "Can come", cannot: "Can’t", right: "Right.", wrong: "Not so.",
  score: (right, all) => `${right} right of ${all} guessed`,
  step: "Next line", play: "Replay", pause: "Pause", all: "Show all",
  progress: (n, all) => `line ${n} of ${all}`,
  search: "Search", close: "Close", slash: "Press / to search", loading: "Loading…", failed: "The text to be searched could not be loaded",
  none: (q) => `Nothing has “${q}” in it`,
  hits: (n, more) => (more ? `the first ${n} hits` : n === 1 ? "1 hit" : `${n} hits`),
  read: "✓ read", readCount: (n, all) => `${n} of ${all} lessons read.`,
};

export const words = document.documentElement.lang.startsWith("zh") ? zh : en;

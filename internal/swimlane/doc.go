// Package swimlane turns a recorded run into a picture: a lane for each
// process from its start to its end, a mark for each line it printed, and
// arrows to its start and from its end to the parent's next line.
//
// Time runs down, as lines of output do, so that each line of the run stands
// beside its mark in full and the picture is readable on a phone. Its axis is
// the order of events (with line numbers) or the clock (with milliseconds);
// the picture has the same size either way.
//
// # The SVG
//
// It has no styles, no scripts and no links: the page's style sheet gives it
// colours, by these classes. Without a style sheet everything has the colour
// of the text.
//
//	swimlane      the picture; also sl-order or sl-clock, by its axis
//	p0 … p7       a process's colour: give it as color; process i has i modulo 8
//	sl-unknown    instead of it, for lines whose writer is unknown
//	sl-lane       the line of a process from its start to its end
//	sl-end        the bar across its end
//	sl-arrow      sl-start, from the parent, or sl-wait, to the parent's next line
//	sl-head       the point of an arrow
//	sl-name       a group: the name of a process where it starts
//	sl-line       a group: a line of output; data-line is its index from 0
//	sl-mark       in sl-line: the shape of its process
//	sl-lead       in both, by the clock: from the mark to the text
//	sl-label      in sl-name: the text
//	sl-text       in sl-line: the text; also sl-stderr
//	sl-tick       a group: the numbers of the axis
//	sl-grid       by the clock: the lines at the numbers
//
// A style sheet needs about this much, where --paper and --ink are the page's:
//
//	.swimlane { width: 100%; max-width: 26rem; height: auto }
//	.sl-lane { stroke-width: 3.5; stroke-linecap: round }
//	.sl-end { stroke-width: 3; stroke-linecap: round }
//	.sl-mark { stroke: var(--paper); stroke-width: 1.5; paint-order: stroke }
//	.sl-lead { stroke-width: .8; stroke-opacity: .4 }
//	.sl-text { fill: var(--ink) }
//	.sl-label { font-weight: 600 }
//	.sl-text, .sl-label { stroke: var(--paper); stroke-width: 3; paint-order: stroke }
//	.p0 { color: var(--lane-0) } …
//
// Nothing is told by colour alone: each process also has a shape of its own.
//
// The picture is 340 px wide (wider with many lanes) and its text is 13 px
// high; it scales to the width that the page gives it, which should be no more
// than a third wider. Texts that are too long end in "…" and have the whole
// text as their title.
package swimlane

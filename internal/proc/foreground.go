package proc

// ForegroundOptions are what a foreground run does beside running.
type ForegroundOptions struct {
	// Lines, when set, gets each line of stdout and of stderr as it comes,
	// with who wrote it, and the terminal does not. Calls do not overlap.
	// Elsewhere than on Linux lines come without a pid.
	Lines func(Line)
	// Started, when set, is called with the pid of the main process before
	// any line.
	Started func(pid int)
	// Waiting, when set, is called when processes that the main one left
	// behind have kept the run going for a second after its end. Unset, a
	// note goes to stderr.
	Waiting func(pids []int)
}

package proc

import "syscall"

// SignalName is a signal as people write it: "SIGINT".
func SignalName(s syscall.Signal) string { return s.String() }

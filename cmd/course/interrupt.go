package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// interruptible is a context that an interrupt or a termination ends; a
// second one ends the command at once. An interrupt that is ignored, as it is
// for a shell's background job, stays so.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := []os.Signal{syscall.SIGTERM}
	if !signal.Ignored(os.Interrupt) {
		signals = append(signals, os.Interrupt)
	}
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, signals...)
	go func() {
		select {
		case s := <-caught:
			sig, _ := s.(syscall.Signal)
			signal.Stop(caught)
			cancel(ended{Exit: -1, Signal: sig})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(caught)
		cancel(nil)
	}
}

// endedBy is the error of a context that interruptible made and that ended.
func endedBy(ctx context.Context) error {
	var end ended
	if errors.As(context.Cause(ctx), &end) {
		return end
	}
	return ctx.Err()
}

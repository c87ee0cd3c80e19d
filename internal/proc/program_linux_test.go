package proc

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// program is what this test binary does when a test runs it.
func program(name string, args []string) {
	run, ok := programs[name]
	if !ok {
		panic("no program " + name)
	}
	run(args)
}

var programs map[string]func(args []string)

func init() {
	runtime.LockOSThread()
	programs = map[string]func(args []string){
		"print":  func(args []string) { fmt.Println(strings.Join(args, " ")) },
		"exit":   func(args []string) { os.Exit(atoi(args[0])) },
		"signal": func(args []string) { die(syscall.Signal(atoi(args[0]))) },
		"sleep":  func([]string) { fmt.Println("ready", os.Getpid()); time.Sleep(time.Minute) },
		"deaf":   deaf,
		"stdin":  stdin,
		"where":  where,
		"lines":  lines,
		"ignore": func(args []string) {
			signal.Ignore(syscall.Signal(atoi(args[0])))
			fmt.Println("ready")
			time.Sleep(time.Minute)
		},
		"family":   family,
		"torn":     torn,
		"leave":    leave,
		"daemon":   daemon,
		"late":     late,
		"flood":    flood,
		"endless":  func([]string) { endless([]byte("a line\n")) },
		"flat":     func([]string) { endless(slices.Repeat([]byte{'x'}, 10<<10)) },
		"memory":   memory,
		"ask":      func([]string) { fmt.Println(len(make([]byte, 3<<30))) },
		"file":     file,
		"threads":  threads,
		"affinity": affinity,
		"stops":    stops,
		"grandson": grandson,
		"watched":  watched,
		"give":     give,
		"claim":    claim,
		"tidy":     tidy,
		"stop the guard": func([]string) {
			start(child("sleep"))
			_ = unix.Kill(os.Getppid(), unix.SIGSTOP)
			time.Sleep(time.Minute)
		},
		"kill the guard": func([]string) {
			fmt.Println("ready")
			_ = unix.Kill(os.Getppid(), unix.SIGKILL)
			time.Sleep(time.Minute)
		},
		"pair": func([]string) {
			start(child("sleep"))
			time.Sleep(time.Minute)
		},
		"family of the deaf": func([]string) {
			start(child("deaf"))
			fmt.Println("parent")
			time.Sleep(time.Minute)
		},
	}
}

func child(args ...string) *exec.Cmd {
	c := exec.Command("/proc/self/exe", append([]string{"program"}, args...)...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	return c
}

func start(c *exec.Cmd) *exec.Cmd {
	if err := c.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(9)
	}
	return c
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func die(s syscall.Signal) {
	_ = unix.Kill(os.Getpid(), s)
	time.Sleep(time.Minute)
}

func deaf([]string) {
	signal.Ignore(unix.SIGINT, unix.SIGTERM, unix.SIGHUP)
	fmt.Println("ready", os.Getpid())
	time.Sleep(time.Minute)
}

func stdin([]string) {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Printf("read %q\n", in.Text())
	}
	fmt.Println("end of input")
}

func where([]string) {
	dir, _ := os.Getwd()
	fmt.Println("dir", dir)
	for fd := range 100 {
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			fmt.Println("open", fd) // not one of the Go runtime's own
		}
	}
	for _, folder := range []string{".", "sub"} {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			info, _ := e.Info()
			fmt.Println("in", folder, e.Name(), info.Mode().Perm())
		}
	}
	session, _ := unix.Getsid(0)
	fmt.Println("group", os.Getpid()-unix.Getpgrp(), "session", session)
	for _, e := range os.Environ() {
		fmt.Println("env", e)
	}
}

// lines prints lines that say who wrote them.
func lines(args []string) {
	for i := range atoi(args[1]) {
		fmt.Printf("%d %s %d\n", os.Getpid(), args[0], i)
	}
}

func family(args []string) {
	var all sync.WaitGroup
	for i := range atoi(args[0]) {
		c := start(child("lines", strconv.Itoa(i), args[1]))
		all.Go(func() { _ = c.Wait() })
	}
	all.Wait()
	fmt.Println("end")
}

func torn([]string) {
	fmt.Print("begun by one, ")
	_ = start(child("print", "ended by the other")).Wait()
	fmt.Print("no newline")
}

// leave leaves one process behind, which has printed its pid: a child that
// keeps stdout open, one that has left the session too, or one whose first
// thread has ended.
func leave(args []string) {
	ready, theirs, _ := os.Pipe()
	c := child("daemon", args[0])
	c.ExtraFiles = []*os.File{theirs}
	start(c)
	theirs.Close()
	_, _ = ready.Read(make([]byte, 1))
	if args[0] == "twice" {
		_ = c.Wait()
	}
}

func daemon(args []string) {
	if args[0] == "thread" {
		// End the first thread, to which init has locked this goroutine.
		go daemon([]string{"once"})
		_, _, _ = unix.Syscall(unix.SYS_EXIT, 0, 0, 0)
	}
	if args[0] == "twice" {
		c := child("daemon", "once")
		c.ExtraFiles = []*os.File{os.NewFile(3, "ready")}
		c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		start(c)
		return
	}
	signal.Ignore(unix.SIGHUP, unix.SIGTERM)
	fmt.Println("left", os.Getpid())
	_, _ = os.NewFile(3, "ready").Write([]byte{1})
	time.Sleep(time.Minute)
}

// late leaves a child in a group of its own, which prints once it has lived
// for a while.
func late(args []string) {
	if len(args) > 0 {
		for range 20 {
			time.Sleep(10 * time.Millisecond)
		}
		fmt.Println("late")
		return
	}
	c := child("late", "child")
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	start(c)
}

// flood starts a bounded number of children that sleep.
func flood(args []string) {
	for range atoi(args[0]) {
		c := exec.Command("/bin/sleep", "60")
		if c.Start() != nil {
			break
		}
	}
	fmt.Println("flooded")
	time.Sleep(time.Minute)
}

func endless(b []byte) {
	for {
		if _, err := os.Stdout.Write(b); err != nil {
			os.Exit(1)
		}
	}
}

func memory([]string) {
	var kept [][]byte
	for {
		b := make([]byte, 4<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		kept = append(kept, b)
		if len(kept) > 2048 {
			os.Exit(0) // 8 GiB: the limit does not work
		}
	}
}

// file writes without end; deaf, even when it is refused.
func file(args []string) {
	f, err := os.Create("big")
	for b := make([]byte, 1<<20); err == nil || len(args) > 0; {
		if _, err = f.Write(b); err == nil {
			if at, _ := f.Seek(0, 1); at > 1<<30 {
				os.Exit(0) // the limit does not work
			}
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func threads(args []string) {
	for range atoi(args[0]) {
		go func() {
			runtime.LockOSThread()
			_ = unix.Nanosleep(&unix.Timespec{Sec: 60}, nil)
		}()
	}
	time.Sleep(time.Minute)
}

func affinity(args []string) {
	var set unix.CPUSet
	_ = unix.SchedGetaffinity(0, &set)
	nice, _ := unix.Getpriority(unix.PRIO_PROCESS, 0)
	fmt.Println(set.Count(), nice)
	if len(args) > 0 {
		_ = start(child("affinity")).Wait()
	}
}

// stops counts how often its child was stopped and continued.
func stops(args []string) {
	c := child("late", "child")
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: len(args) > 0}
	start(c)
	var stopped, continued int
	for {
		var status unix.WaitStatus
		_, err := unix.Wait4(c.Process.Pid, &status, unix.WUNTRACED|unix.WCONTINUED, nil)
		switch {
		case err == unix.EINTR:
		case err != nil || status.Exited() || status.Signaled():
			fmt.Println("stops", stopped, continued, status.ExitStatus())
			return
		case status.Stopped():
			stopped++
		case status.Continued():
			continued++
		}
	}
}

// watched has a child that counts how often it sees its parent stopped.
func watched(args []string) {
	if len(args) == 0 {
		_ = start(child("watched", "child")).Wait()
		return
	}
	n := 0
	for range 500 {
		var s stat
		if lookup(os.Getppid(), &s) && s.state == 'T' {
			n++
		}
		time.Sleep(500 * time.Microsecond)
	}
	fmt.Println("stopped", n)
}

// claim writes a line and says that the process with the given pid did.
func claim(args []string) {
	c := unix.Ucred{Pid: int32(atoi(args[0])), Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid())}
	if err := unix.Sendmsg(1, []byte("claimed\n"), unix.UnixCredentials(&c), nil, 0); err != nil {
		fmt.Println(err)
	}
	fmt.Println("end")
}

// give sends its stdout to whoever listens at the address, and ends when that
// one hangs up.
func give(args []string) {
	c, err := net.Dial("unix", args[0])
	if err != nil {
		panic(err)
	}
	_, _, _ = c.(*net.UnixConn).WriteMsgUnix([]byte{0}, unix.UnixRights(1), nil)
	_, _ = c.Read(make([]byte, 1))
	fmt.Println("end")
}

// tidy ends well when it is asked to.
func tidy([]string) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, unix.SIGTERM)
	fmt.Println("ready")
	<-asked
	fmt.Println("tidy")
	os.Exit(7)
}

// grandson is three processes deep. The last one stays for a while: of one
// that is gone at once, nobody can ask whose child it was.
func grandson(args []string) {
	depth := atoi(args[0])
	fmt.Println("depth", depth, os.Getpid(), os.Getppid())
	if depth > 0 {
		_ = start(child("grandson", strconv.Itoa(depth-1))).Wait()
		return
	}
	time.Sleep(300 * time.Millisecond)
}

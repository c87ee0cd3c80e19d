package proc

import (
	"os"
	"runtime"
)

// Environment is all that a supervised program finds in its environment,
// but for what its Spec adds:
//
//   - PATH, as the caller has it;
//   - HOME=/no-home, so that no program reads or writes the user's files;
//   - TMPDIR, a folder that is removed with the run's;
//   - LANG and LC_ALL=C.UTF-8, TZ=UTC: the same texts on every machine;
//   - PYTHONIOENCODING=utf-8, PYTHONDONTWRITEBYTECODE=1;
//   - GORACE=atexit_sleep_ms=0: a program built with -race would sleep for
//     a second at its end;
//   - PYENV_ROOT and PYENV_VERSION, where set: without them the python3 that
//     pyenv puts on PATH finds no Python;
//   - on Windows, SystemRoot and PATHEXT too, without which little starts.
func Environment(tmp string) []string {
	env := []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=/no-home",
		"TMPDIR=" + tmp,
		"LANG=C.UTF-8",
		"LC_ALL=C.UTF-8",
		"TZ=UTC",
		"PYTHONIOENCODING=utf-8",
		"PYTHONDONTWRITEBYTECODE=1",
		"GORACE=atexit_sleep_ms=0",
	}
	keep := []string{"PYENV_ROOT", "PYENV_VERSION"}
	if runtime.GOOS == "windows" {
		env = append(env, "TEMP="+tmp, "TMP="+tmp)
		keep = append(keep, "SystemRoot", "PATHEXT")
	}
	for _, name := range keep {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

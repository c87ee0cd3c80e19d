package lanes

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const join = `启动主进程
子进程1| 启动子进程
子进程1| 结束子进程
子进程2| 启动子进程2
子进程2| 结束子进程2
结束主进程
`

func parse(t testing.TB, src string) *Want {
	t.Helper()
	w, err := Parse(src, 1)
	require.NoError(t, err)
	return w
}

func orders(t testing.TB, w *Want) string {
	t.Helper()
	n, err := w.Orders()
	require.NoError(t, err)
	return n.String()
}

func texts(src string) Transcript {
	var t Transcript
	for _, text := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		t.Lines = append(t.Lines, Line{Text: text})
	}
	return t
}

func TestWant_Check_join(t *testing.T) {
	w, err := Parse(join, 13)
	require.NoError(t, err)
	assert.Equal(t, "6", orders(t, w))
	_, err = w.Check(texts("启动主进程\n启动子进程\n结束主进程\n启动子进程2\n结束子进程\n结束子进程2\n"), false)
	require.Error(t, err)
	assert.Equal(t, `too early: line 3 "结束主进程" (line 18 of the want) came before "结束子进程2" (line 17 of the want), which it must wait for and which came as line 6`, err.Error())
}

package lesson

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMarkdown_emphasis(t *testing.T) {
	for _, tt := range []struct{ give, want string }{
		{"**真，**她。他说**（注意）**要小心。", "<strong>真，</strong>她。他说<strong>（注意）</strong>要小心。"},
		{"这是**`code`**吗？**“引号”**文字。", "这是<strong><code>code</code></strong>吗？<strong>“引号”</strong>文字。"},
		{"她~~删去，~~留下。", "她<del>删去，</del>留下。"},
		{"これは**強調（括弧）**です。", "これは<strong>強調（括弧）</strong>です。"},
		// As CommonMark has it.
		{"a * b * c", "a * b * c"},
		{"a*\"b\"*c", "a*&quot;b&quot;*c"},
		{"**bold** *it* ***both***", "<strong>bold</strong> <em>it</em> <em><strong>both</strong></em>"},
		{"un*frig*gin", "un<em>frig</em>gin"},
		{"snake_case_name", "snake_case_name"},
		{"~~gone~~ a ~~~b~~~", "<del>gone</del> a ~~~b~~~"},
		{"** not **", "** not **"},
		{"2*3*4", "2<em>3</em>4"},
	} {
		var out bytes.Buffer
		require.NoError(t, Markdown().Convert([]byte(tt.give), &out))
		assert.Equal(t, "<p>"+tt.want+"</p>\n", out.String(), tt.give)
	}
}

package proc

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadFrame(t *testing.T) {
	t.Parallel()
	sent := frame(kindRun, []byte("body"))
	r := bytes.NewReader(append(sent, sent...))
	for range 2 {
		k, body, err := readFrame(r)
		require.NoError(t, err)
		assert.Equal(t, kindRun, k)
		assert.Equal(t, "body", string(body))
	}
	_, _, err := readFrame(r)
	assert.Equal(t, io.EOF, err)
	_, _, err = readFrame(bytes.NewReader(sent[:len(sent)-1]))
	assert.Equal(t, io.ErrUnexpectedEOF, err)

	// A length that nobody sends is not waited for, and takes no memory.
	long := binary.LittleEndian.AppendUint32([]byte{byte(kindRun)}, maxFrame+1)
	_, _, err = readFrame(bytes.NewReader(long))
	assert.EqualError(t, err, "a frame of 67108865 bytes, above 67108864")
}

// What is read is what was sent, whatever comes in.
func FuzzReadFrame(f *testing.F) {
	f.Add(frame(kindRun, []byte("body")))
	f.Add([]byte{0, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, stream []byte) {
		r := bytes.NewReader(stream)
		var again []byte
		for {
			k, body, err := readFrame(r)
			if err != nil {
				break
			}
			again = append(again, frame(k, body)...)
		}
		require.True(t, bytes.HasPrefix(stream, again))
	})
}

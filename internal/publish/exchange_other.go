//go:build !linux && !darwin

package publish

import (
	"errors"
	"os"
)

// exchange is not possible in one step here.
func exchange(*os.File, string, string) error { return errors.ErrUnsupported }

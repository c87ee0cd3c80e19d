// Package build turns the programs of lessons into binaries, in a cache that
// is addressed by content: an unchanged program is not built again, and
// running it starts no Go toolchain.
//
// An entry is a folder, named by a hash of all that the binary depends on,
// that holds the binary under the program's name, and a checksum:
// a binary that is truncated or overwritten is built again. Programs that are
// missing are written into a temporary module, each into a folder of its own,
// and built by one go build, or by several where names are equal. They use the
// standard library alone: that is checked first, since one import that go
// build can't resolve stops the build of all.
//
// An error of the compiler is placed in the lesson by arithmetic on its
// position. A //line directive would be simpler, but it would also show in
// the panics of the reader's programs.
package build

// stdin_copy copies stdin to stdout, and reports the number of bytes on stderr.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	n, err := io.Copy(os.Stdout, os.Stdin)
	fmt.Fprintln(os.Stderr, n, "bytes, error:", err)
	again, err := os.Stdin.Read(make([]byte, 1))
	fmt.Fprintln(os.Stderr, "at the end:", again, err)
}

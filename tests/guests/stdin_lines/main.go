// stdin_lines numbers the lines of stdin.
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 16), 4096)
	n := 0
	for ; lines.Scan(); n++ {
		fmt.Fprintf(out, "%d %q\n", n, lines.Text())
	}
	fmt.Fprintln(out, n, "lines, error:", lines.Err())
}

// interleave writes to stdout and stderr alternately, by every available means.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"
)

func main() {
	for i := 0; i < 20; i++ {
		fmt.Println("stdout", i)
		println("println", i)
		fmt.Fprintln(os.Stderr, "stderr", i)
		print("no line break", i, ";")
		os.Stdout.WriteString(strings.Repeat("=", i))
	}
	log.SetFlags(0)
	log.Print("by log")
	os.Stdout.Write(nil)
	os.Stdout.Write([]byte{0, 0xff, '\n'})
	print("values: ", true, " ", -1, " ", 1.5, " ", uint64(1)<<63, " ", 'x', " ", 2i, "\n")
	fmt.Print("the end, with no line break")
}

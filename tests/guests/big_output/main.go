// big_output writes 2 MB to stdout in pieces whose size is its argument.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	size, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	data := make([]byte, 2<<20)
	for i := range data {
		data[i] = byte('a' + i*i%23)
		if i%64 == 63 {
			data[i] = '\n'
		}
	}
	for start := 0; start < len(data); start += size {
		end := start + size
		if end > len(data) {
			end = len(data)
		}
		if n, err := os.Stdout.Write(data[start:end]); n != end-start || err != nil {
			fmt.Fprintln(os.Stderr, "short write:", n, err)
			os.Exit(1)
		}
	}
}

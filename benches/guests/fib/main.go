// Command fib does nothing but call: fib(N), with N from the command line, 32 without one.
package main

import (
	"os"
	"strconv"
)

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() {
	n := 32
	if len(os.Args) > 1 {
		var err error
		if n, err = strconv.Atoi(os.Args[1]); err != nil {
			println("usage: fib [N]")
			os.Exit(2)
		}
	}
	os.Stdout.WriteString(strconv.Itoa(fib(n)) + "\n")
}

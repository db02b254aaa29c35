// env prints its arguments and its environment, and exits with the number of arguments.
package main

import (
	"fmt"
	"os"
	"sort"
)

func main() {
	for i, arg := range os.Args[1:] {
		fmt.Printf("argument %d: %q\n", i+1, arg)
	}
	vars := os.Environ()
	sort.Strings(vars)
	for _, v := range vars {
		fmt.Println(v)
	}
	os.Exit(len(os.Args) - 1)
}

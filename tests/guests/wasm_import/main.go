//go:build go1.21

// wasm_import calls a host function that a go:wasmimport line names: the one that Go's own script offers to tests.
package main

import "fmt"

//go:wasmimport _gotest add
func add(a, b uint32) uint32

func main() {
	fmt.Println(add(3, 5), add(0, 0), add(1<<31, 1<<31-1), add(1<<32-1, 1), add(1<<31, 1<<31))
	sum := uint32(0)
	for i := uint32(0); i < 1000; i++ {
		sum = add(sum, i)
	}
	fmt.Println(sum)
}

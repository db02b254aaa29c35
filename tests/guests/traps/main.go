// traps reads memory that isn't there, which no run-time check of Go's catches: WebAssembly itself stops the program.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"unsafe"
)

// Too near the end of the address space for any memory to reach it.
var wild uintptr = 0xffff_fff0

//go:noinline
func read() byte { return *(*byte)(unsafe.Pointer(wild)) }

func main() {
	fmt.Println("before")
	switch os.Args[1] {
	case "main":
		fmt.Println(read())
	case "callback":
		js.FuncOf(func(js.Value, []js.Value) interface{} { return read() }).Invoke()
	}
	fmt.Println("after")
}

// traps reads memory that does not exist. Go's run-time checks do not catch that: WebAssembly itself stops the program.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"unsafe"
)

// This address is so close to the end of the address space that no memory can reach it.
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

// trouble does what its argument says: things that a small board has too little of.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"time"
)

var kept [][]byte

func main() {
	switch os.Args[1] {
	case "grow":
		// Go's own heap, in the linear memory.
		for {
			kept = append(kept, make([]byte, 64<<10))
		}
	case "hoard":
		// JavaScript's heap, of objects that can't be collected.
		array := js.Global().Get("Array").New()
		for i := range 1 << 20 {
			array.SetIndex(i, js.Global().Get("Object").New())
		}
	case "bytes":
		// One JavaScript object that is too large.
		fmt.Println(js.Global().Get("Uint8Array").New(1<<30).Length(), "bytes")
	case "sleep":
		for range 3 {
			time.Sleep(time.Millisecond)
		}
		fmt.Println("slept")
	}
}

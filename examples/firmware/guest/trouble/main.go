// trouble does what its argument says: mostly, it asks for what a small board has too little of.
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
	case "greet":
		fmt.Println("hello, world")
	case "press":
		// Exits at the first press of the board's button.
		js.Global().Get("board").Call("on", "button", js.FuncOf(func(js.Value, []js.Value) any {
			os.Exit(3)
			return nil
		}))
		select {}
	case "grow":
		// Go's own heap, in the linear memory.
		for {
			kept = append(kept, make([]byte, 64<<10))
		}
	case "hoard":
		// JavaScript's heap, of objects that can't be collected. They are not small, for Go is slow to make many.
		array, bytes := js.Global().Get("Array").New(), js.Global().Get("Uint8Array")
		for i := range 1 << 20 {
			array.SetIndex(i, bytes.New(4<<10))
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

// trouble provokes the problem that its argument names, in most cases the exhaustion of a resource of a small board.
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
		// Go's heap, in the linear memory.
		for {
			kept = append(kept, make([]byte, 64<<10))
		}
	case "hoard":
		// JavaScript's heap, with objects that cannot be collected. They are large, because Go is slow to create many.
		array, bytes := js.Global().Get("Array").New(), js.Global().Get("Uint8Array")
		for i := range 1 << 20 {
			array.SetIndex(i, bytes.New(4<<10))
		}
	case "bytes":
		// A single JavaScript object that is larger than the RAM.
		fmt.Println(js.Global().Get("Uint8Array").New(1<<30).Length(), "bytes")
	case "sleep":
		for range 3 {
			time.Sleep(time.Millisecond)
		}
		fmt.Println("slept")
	}
}

// board waits for presses of a button, of which it is told by a function that it has given to the board, and exits with
// their number: goroutines, timers on the board's clock, a driver of the firmware's.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"time"
)

// wanted is more than one, so that the exit code is none of Go's own.
const wanted = 7

func main() {
	board := js.Global().Get("board")
	presses := make(chan int, 16)
	board.Call("on", "button", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		// A handler must not wait: the event loop waits for it.
		select {
		case presses <- arguments[0].Int():
		default:
		}
		return nil
	}))
	fmt.Println("the board has", board.Get("millivolts").Int(), "mV")

	time.Sleep(time.Millisecond) // What sleeps is translated in its first call, which takes a while.
	start := time.Now()
	time.Sleep(25 * time.Millisecond)
	if slept := time.Since(start); slept < 25*time.Millisecond || slept > 30*time.Millisecond {
		fmt.Println("slept for", slept, "in place of 25ms")
	}

	ticks := make(chan struct{})
	go func() {
		for range time.Tick(10 * time.Millisecond) {
			ticks <- struct{}{}
		}
	}()
	count, ticked := 0, 0
	for count < wanted {
		select {
		case count = <-presses:
			board.Get("led").Call("set", count%2 == 1)
			fmt.Println("press", count)
		case <-ticks:
			ticked++
		}
	}
	elapsed := time.Since(start)
	if most := int(elapsed / (10 * time.Millisecond)); ticked > most || ticked < most/2 {
		fmt.Println(ticked, "ticks of 10ms in", elapsed)
	}
	os.Exit(count)
}

// board registers a handler for a button, waits for a number of presses, and exits with that number. It uses
// goroutines, timers on the board's clock, and a driver of the firmware.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"time"
)

// wanted is also the exit code, and differs from the exit codes of Go's runtime.
const wanted = 7

func main() {
	board := js.Global().Get("board")
	presses := make(chan int, 16)
	board.Call("on", "button", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		// A handler must not block, because the event loop waits for it.
		select {
		case presses <- arguments[0].Int():
		default:
		}
		return nil
	}))
	fmt.Println("the board has", board.Get("millivolts").Int(), "mV")

	time.Sleep(time.Millisecond) // The first call translates the code of Sleep, which takes a while.
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

// The guest of board.c: it measures, handles presses of a button, and sleeps.
package main

import (
	"os"
	"strconv"
	"syscall/js"
	"time"
)

// measure returns the reading of the board's function, or the message of the error that it throws.
func measure(channel int) (text string) {
	defer func() {
		if thrown, ok := recover().(js.Error); ok {
			text = thrown.Error()
		}
	}()
	return number(js.Global().Call("millivolts", channel)) + " mV"
}

func number(value js.Value) string { return strconv.Itoa(value.Int()) }

func main() {
	for channel := range 3 {
		os.Stdout.WriteString("channel " + strconv.Itoa(channel) + ": " + measure(channel) + "\n")
	}
	presses := make(chan string)
	handler := js.FuncOf(func(_ js.Value, args []js.Value) any {
		event := args[0]
		at := event.Get("at")
		text := number(event.Get("press")) + " at " + number(at.Index(0)) + ", " + number(at.Index(1))
		go func() { presses <- text }()
		return nil
	})
	js.Global().Call("onPress", handler)
	start := time.Now()
	for range 2 {
		os.Stdout.WriteString("press " + <-presses + "\n")
		time.Sleep(250 * time.Millisecond)
	}
	os.Stdout.WriteString("slept " + time.Since(start).Round(10*time.Millisecond).String() + "\n")
	os.Exit(3)
}

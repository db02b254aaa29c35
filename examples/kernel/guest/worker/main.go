// worker runs for a while, and then ends as its argument selects, in most cases by a failure.
package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall/js"
	"time"
)

func main() {
	for step := 1; step <= 3; step++ {
		time.Sleep(20 * time.Millisecond)
		fmt.Println("step", step)
	}
	role := ""
	if len(os.Args) > 1 {
		role = os.Args[1]
	}
	switch role {
	case "panic":
		var settings map[string]int
		settings["answer"] = 42
	case "trap":
		runtime.Breakpoint() // wasm's unreachable
	case "grow":
		grow()
	case "recurse":
		fmt.Println(recurse(0))
	case "deadlock":
		<-make(chan int)
	case "alarm":
		alarm()
	case "late":
		// The program exits before this alarm is due.
		js.Global().Get("kernel").Call("alarm", 1000, js.FuncOf(func(js.Value, []js.Value) any { panic("too late") }))
	case "spin":
		spin()
	case "shout":
		// Incomplete lines, and control characters that would move a terminal cursor.
		for i := range 15 {
			fmt.Print("piece ", i, ", ")
			time.Sleep(time.Millisecond)
		}
		fmt.Print("\r\x1b[2Kend, ")
	}
	fmt.Println("done")
}

// grow allocates memory until none is left.
func grow() {
	var kept [][]byte
	for {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = 1
		}
		kept = append(kept, block)
		fmt.Println("has", len(kept), "MiB")
	}
}

func recurse(depth int) int { return recurse(depth+1) + 1 }

// alarm waits for an event from the kernel.
func alarm() {
	rang := make(chan struct{})
	js.Global().Get("kernel").Call("alarm", 30, js.FuncOf(func(js.Value, []js.Value) any {
		close(rang)
		return nil
	}))
	<-rang
	fmt.Println("the alarm rang")
}

// spin computes without ever waiting. It must not block the other program.
func spin() {
	sum := 0
	for i := range 20_000_000 {
		sum += i
	}
	fmt.Println("sum", sum)
}

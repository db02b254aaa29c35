// The guest that the tests run in the enclave. The first argument selects a scenario.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall/js"
	"time"
)

var scenarios = map[string]func(arguments []string){
	"hello":  hello,
	"timers": timers,
	"copy":   copyInput,
	"random": random,
	"date":   date,
	"exit":   func([]string) { os.Exit(7) },
	"panic":  func([]string) { panic("on purpose") },
	"wait":   func([]string) { select {} },
	"hoard":  hoard,
	"values": values,
	"deep":   func([]string) { fmt.Println(deep(1)) },
	"nested": func([]string) { nested() },
	"print":  printOn,
}

func main() {
	if len(os.Args) > 1 {
		if run := scenarios[os.Args[1]]; run != nil {
			run(os.Args[2:])
			return
		}
	}
	fmt.Fprintln(os.Stderr, "no such scenario")
	os.Exit(1)
}

func hello(arguments []string) {
	fmt.Printf("Hello from the enclave: %q, %.3f, %v\n", arguments, 2.0/3, map[string]int{"one": 1, "two": 2})
}

// timers sleeps for 1, 2, … 5 units in parallel goroutines, and then selects between a timeout and a closed channel.
// The longer the unit, the more time the enclave's clock skips.
func timers(arguments []string) {
	unit, err := time.ParseDuration(arguments[0])
	if err != nil {
		panic(err)
	}
	start := time.Now()
	woken := make(chan int)
	var all sync.WaitGroup
	for i := 5; i >= 1; i-- {
		all.Go(func() {
			time.Sleep(time.Duration(i) * unit)
			woken <- i
		})
	}
	go func() {
		all.Wait()
		close(woken)
	}()
	for i := range woken {
		fmt.Println("woken:", i)
	}
	select {
	case <-time.After(unit):
		fmt.Println("a timeout")
	case <-woken:
		fmt.Println("closed")
	}
	elapsed := time.Since(start)
	fmt.Println("so much has passed at least:", elapsed >= 5*unit, "and not twice as much:", elapsed < 10*unit)
}

// copyInput copies standard input to standard output, and reports the number of bytes.
func copyInput([]string) {
	in := bufio.NewReader(os.Stdin)
	count, err := io.Copy(os.Stdout, in)
	fmt.Fprintln(os.Stderr, "copied:", count, err)
}

// random prints results that differ between runs: random bytes for a key, the iteration order of a map, and the choices
// of select between two ready channels.
func random([]string) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		panic(err)
	}
	fmt.Println("key:", hex.EncodeToString(key))
	numbers := map[int]bool{}
	for i := range 40 {
		numbers[i] = true
	}
	for number := range numbers {
		fmt.Print(number, " ")
	}
	fmt.Println()
	a, b := make(chan int, 100), make(chan int, 100)
	for range 100 {
		a <- 0
		b <- 1
	}
	for range 60 {
		select {
		case bit := <-a:
			fmt.Print(bit)
		case bit := <-b:
			fmt.Print(bit)
		}
	}
	fmt.Println()
}

func date([]string) {
	fmt.Println(time.Now().UTC().Format(time.RFC3339))
}

var kept [][]byte

// hoard allocates blocks of the given size until no memory is left.
func hoard(arguments []string) {
	var size int
	fmt.Sscan(arguments[0], &size)
	for {
		kept = append(kept, bytes.Repeat([]byte{1}, size))
	}
}

// values creates JavaScript values of the given kind, which are outside Go's memory, until no memory is left.
func values(arguments []string) {
	list := js.Global().Get("Array").New()
	for i := 0; ; i++ {
		switch arguments[0] {
		case "objects":
			object := js.Global().Get("Object").New()
			object.Set("number", i)
			list.Call("push", object)
		case "strings":
			list.Call("push", fmt.Sprintf("a string of some length, which is number %d", i))
		case "bytes":
			list.Call("push", js.Global().Get("Uint8Array").New(100_000))
		case "functions":
			list.Call("push", js.FuncOf(func(js.Value, []js.Value) any { return i }))
		case "promises":
			list.Call("push", js.Global().Get("Promise").Call("resolve", i))
		case "timers":
			js.Global().Call("setTimeout", js.Global().Get("Object"), 1_000_000+i)
		case "doubled":
			concat := js.Global().Get("String").Get("prototype").Get("concat")
			for text := js.ValueOf("0123456789"); ; {
				text = concat.Call("call", text, text)
			}
		}
	}
}

// deep recurses without end.
func deep(n int) int {
	var room [64]byte
	room[n%64] = byte(n)
	return deep(n+1) + int(room[(n+1)%64])
}

// nested recurses without end through JavaScript.
func nested() {
	var function js.Func
	function = js.FuncOf(func(js.Value, []js.Value) any {
		function.Invoke()
		return nil
	})
	function.Invoke()
}

// printOn prints without end, until the reader closes the pipe.
func printOn([]string) {
	for {
		if _, err := fmt.Println("on and on"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
	}
}

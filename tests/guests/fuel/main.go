// fuel computes without a pause, in each of the ways in which Go is called.
//
//	fuel sum N       computes a sum of N numbers, and prints it
//	fuel forever     computes forever
//	fuel mixed       computes concurrently with a ticker, promises and callbacks, and prints the results
//	fuel map N       makes Array.prototype.map call a function that computes such a sum
//	fuel serve       puts sum(n), forever() and exit(code) on the global object, and waits
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall/js"
	"time"
)

func main() {
	switch os.Args[1] {
	case "sum":
		fmt.Println(sum(number()))
	case "forever":
		fmt.Println("begins")
		forever()
	case "mixed":
		mixed()
	case "map":
		n := number()
		sums := js.Global().Get("Array").New(1, 2, 3).Call("map", js.FuncOf(func(_ js.Value, args []js.Value) any {
			return sum(n) + args[0].Int()
		}))
		fmt.Println(sums.Index(0), sums.Index(1), sums.Index(2))
	case "serve":
		js.Global().Set("sum", js.FuncOf(func(_ js.Value, args []js.Value) any {
			result := sum(args[0].Int())
			fmt.Println("sum", result)
			return result
		}))
		js.Global().Set("forever", js.FuncOf(func(js.Value, []js.Value) any {
			forever()
			return nil
		}))
		js.Global().Set("exit", js.FuncOf(func(_ js.Value, args []js.Value) any {
			os.Exit(args[0].Int())
			return nil
		}))
		select {}
	}
}

func number() int {
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	return n
}

//go:noinline
func sum(n int) int {
	total := 0
	for i := 0; i < n; i++ {
		total = (total*31 + i) % 1_000_003
	}
	return total
}

func forever() {
	for {
		sum(1_000)
	}
}

// mixed does several things at once. Its output does not depend on when it is suspended and resumed.
func mixed() {
	var all sync.WaitGroup
	all.Add(3)
	ticks := 0
	go func() {
		defer all.Done()
		for i := 0; i < 5; i++ {
			time.Sleep(time.Millisecond)
			sum(10_000)
			ticks++
		}
	}()
	chained := 0
	// Each handler's result is the argument of the next. Nothing else refers to the objects and promises in between.
	promise := js.Global().Get("Promise").Call("resolve", map[string]any{"sum": 1})
	for i := 0; i < 3; i++ {
		promise = promise.Call("then", js.FuncOf(func(_ js.Value, args []js.Value) any {
			return map[string]any{"sum": args[0].Get("sum").Int() + sum(20_000)}
		}))
	}
	promise.Call("then", js.FuncOf(func(_ js.Value, args []js.Value) any {
		chained = args[0].Get("sum").Int()
		all.Done()
		return nil
	}))
	called := 0
	js.Global().Call("setTimeout", js.FuncOf(func(_ js.Value, args []js.Value) any {
		called = sum(20_000) + args[0].Int()
		all.Done()
		return nil
	}), 2, 7)
	all.Wait()
	fmt.Println(ticks, chained, called)
}

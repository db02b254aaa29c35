// greet greets who its arguments name, or serves functions to its host.
//
//	greet [NAME…]   prints a greeting for each name, and what it was built with
//	greet -exit N   ends with exit code N
//	greet -serve    puts functions on the global object, and ends when stop() is called
//	greet -ROLE     is what one of the examples runs: see plugin.go
//
// It does without fmt, which keeps the module small.
package main

import (
	"math"
	"os"
	"runtime"
	"strconv"
	"syscall/js"
	"time"
)

func main() {
	args := os.Args[1:]
	if len(args) == 1 && roles[args[0]] != nil {
		roles[args[0]]()
		return
	}
	switch {
	case len(args) == 1 && args[0] == "-serve":
		serve()
	case len(args) == 2 && args[0] == "-exit":
		code, err := strconv.Atoi(args[1])
		if err != nil {
			os.Stderr.WriteString("greet: " + err.Error() + "\n")
			code = 2
		}
		os.Exit(code)
	case len(args) == 0:
		greet("world")
	default:
		greet(args...)
	}
}

func greet(names ...string) {
	for _, name := range names {
		os.Stdout.WriteString(greeting(name) + "\n")
	}
	os.Stdout.WriteString("(" + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH + ")\n")
}

func greeting(name string) string { return "Hello, " + name + "!" }

// serve gives the host functions to call, and returns when it has called stop.
func serve() {
	stopped := make(chan struct{})
	functions := map[string]func(args []js.Value) any{
		// greet(name) is a greeting.
		"greet": func(args []js.Value) any { return greeting(text(args, 0)) },
		// add(a, b) is a sum.
		"add": func(args []js.Value) any { return number(args, 0) + number(args, 1) },
		// fail(message) is an Error: a Go function can return one, and can't throw.
		"fail": func(args []js.Value) any { return js.Global().Get("Error").New(text(args, 0)) },
		// crash(message) panics, which ends the program.
		"crash": func(args []js.Value) any { panic(text(args, 0)) },
		// later(milliseconds, value) sets the global `result` to the value, when the time has passed.
		"later": func(args []js.Value) any {
			delay, value := time.Duration(number(args, 0)*1e6), argument(args, 1)
			go func() {
				time.Sleep(delay)
				js.Global().Set("result", value)
			}()
			return nil
		},
		// collect() runs Go's garbage collector, which gives back to the host the values that Go holds no more.
		"collect": func([]js.Value) any {
			runtime.GC()
			return nil
		},
		// stop() ends the program.
		"stop": func([]js.Value) any {
			close(stopped)
			return nil
		},
	}
	for name, function := range functions {
		js.Global().Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return function(args) }))
	}
	<-stopped
}

// argument is undefined where the caller gave too few, as it would be in JavaScript.
func argument(args []js.Value, i int) js.Value {
	if i < len(args) {
		return args[i]
	}
	return js.Undefined()
}

func text(args []js.Value, i int) string { return argument(args, i).String() }

func number(args []js.Value, i int) float64 {
	if value := argument(args, i); value.Type() == js.TypeNumber {
		return value.Float()
	}
	return math.NaN()
}

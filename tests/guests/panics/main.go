// panics ends in the way that its argument names, without recovery, so the runtime prints the panic and a stack trace.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall/js"
)

type failure struct {
	code int
	why  string
}

func (f *failure) Error() string { return fmt.Sprintf("failure %d: %s", f.code, f.why) }

type level int

type point struct{ x, y int }

type namer interface{ Name() string }

// These variables are read at run time, so the compiler cannot detect the fault.
var (
	zero     int
	ten      = 10
	numbers  = []int{1, 2, 3}
	nothing  *point
	noMap    map[string]int
	noFunc   func() int
	anything interface{} = "text"
)

//go:noinline
func nested(depth int, name string, values []int) int {
	if depth == 0 {
		panic("at the bottom of " + name)
	}
	return nested(depth-1, name, values[1:]) + 1
}

type tower struct{}

//go:noinline
func (tower) climb(n uint8, ratio float64, p point) {
	func() {
		if n == 3 {
			panic(fmt.Errorf("wrapped: %w", errors.New("cause")))
		}
		tower{}.climb(n+1, ratio/2, point{p.y, p.x})
	}()
}

var modes = map[string]func(){
	"string":     func() { panic("plain\ntext with a line break") },
	"errorf":     func() { panic(fmt.Errorf("formatted %d", 7)) },
	"error":      func() { panic(&failure{3, "custom"}) },
	"int":        func() { panic(level(5)) },
	"float":      func() { panic(-1.5e300) },
	"struct":     func() { panic(point{1, 2}) },
	"nil-map":    func() { noMap["key"] = 1 },
	"nil-ptr":    func() { fmt.Println(nothing.y) },
	"nil-func":   func() { fmt.Println(noFunc()) },
	"index":      func() { fmt.Println(numbers[ten]) },
	"negative":   func() { fmt.Println(numbers[zero-1]) },
	"slice":      func() { fmt.Println(numbers[ten:]) },
	"divide":     func() { fmt.Println(ten / zero) },
	"assert":     func() { fmt.Println(anything.(int)) },
	"interface":  func() { fmt.Println(anything.(namer)) },
	"make":       func() { fmt.Println(len(make([]int, zero-1))) },
	"huge":       func() { fmt.Println(len(make([]int64, 1<<60*ten/ten))) },
	"close":      func() { var c chan int; close(c) },
	"array":      func() { fmt.Println(*(*[4]int)(numbers)) },
	"nested":     func() { nested(10, "the tower", make([]int, 20)) },
	"methods":    func() { tower{}.climb(0, 0.5, point{8, 9}) },
	"unlock":     func() { var mutex sync.Mutex; mutex.Unlock() },
	"goexit":     func() { runtime.Goexit() },
	"js-error":   func() { panic(js.Error{Value: js.Global().Get("Error").New("from JavaScript")}) },
	"js-value":   func() { js.Undefined().Get("x") },
	"callback":   func() { js.FuncOf(func(js.Value, []js.Value) interface{} { panic("in a callback") }).Invoke() },
	"out-of-mem": func() { fmt.Println(len(make([]byte, 1<<32+ten))) },
	"goroutine": func() {
		go func() { panic("in a goroutine") }()
		select {}
	},
	"again": func() {
		defer func() { panic(fmt.Sprint("again after ", recover())) }()
		panic("first")
	},
	"while-deferred": func() {
		defer func() { panic("second") }()
		panic("first")
	},
}

// recovered turns every kind of run-time panic into an error, and exits normally.
func recovered() {
	for _, name := range []string{
		"string", "error", "nil-map", "nil-ptr", "nil-func", "index", "negative", "slice", "divide", "assert", "interface",
		"make", "huge", "close", "array", "nested", "js-error", "js-value", "while-deferred",
	} {
		func() {
			defer func() {
				value := recover()
				_, isRuntime := value.(runtime.Error)
				fmt.Printf("%s: %v (runtime error: %t)\n", name, value, isRuntime)
			}()
			modes[name]()
		}()
	}
}

func main() {
	defer func() {
		// The panic of this mode is still inside JavaScript, where fmt would wait for the event loop forever.
		if os.Args[1] == "callback" {
			println("deferred call")
		} else {
			fmt.Println("deferred call")
		}
	}()
	fmt.Println("before")
	switch mode, ok := modes[os.Args[1]]; {
	case ok:
		mode()
	case os.Args[1] == "recovered":
		recovered()
	default:
		os.Exit(9)
	}
	fmt.Println("after")
}

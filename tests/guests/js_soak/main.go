// js_soak creates values and drops them, as often as its host requests. None of them may remain.
package main

import (
	"runtime"
	"strconv"
	"syscall/js"
)

var (
	global  = js.Global()
	object  = global.Get("Object")
	array   = global.Get("Array")
	nothing = js.FuncOf(func(js.Value, []js.Value) any { return nil })
)

// kinds are the kinds of values. A call creates one value.
var kinds = map[string]func(i int){
	// A cycle of three objects, one of which is an array and another has a method.
	"cycles": func(int) {
		a, b, c := object.New(), object.New(), array.New(3)
		a.Set("next", b)
		b.Set("next", c)
		c.SetIndex(1, a)
		c.Set("name", "circle")
	},
	"functions": func(i int) {
		f := js.FuncOf(func(_ js.Value, args []js.Value) any { return args[0] })
		if f.Invoke(i).Int() != i {
			panic("a function returned something else")
		}
		f.Release()
	},
	"strings": func(i int) {
		o := object.New()
		o.Set("key "+strconv.Itoa(i), "value "+strconv.Itoa(i))
	},
	"bytes": func(i int) {
		js.CopyBytesToJS(global.Get("Uint8Array").New(64+i%64), []byte("some bytes"))
	},
	"promises": func(i int) {
		p := global.Get("Promise").Call("resolve", i)
		p.Call("then", nothing).Call("finally", nothing)
	},
	"timers": func(int) {
		global.Call("clearTimeout", global.Call("setTimeout", nothing, 100000))
		global.Call("setTimeout", nothing, 1)
	},
	"listeners": func(int) {
		target := global.Get("EventTarget").New()
		target.Call("addEventListener", "x", nothing)
		target.Call("dispatchEvent", global.Get("Event").New("x"))
	},
	"symbols": func(i int) {
		o := object.New()
		global.Get("Reflect").Call("set", o, global.Get("Symbol").Invoke("s"), i)
		global.Get("Symbol").Call("for", "registered "+strconv.Itoa(i))
	},
	"maps": func(i int) {
		m := global.Get("Map").New()
		m.Call("set", m, i)
		w := global.Get("WeakMap").New()
		w.Call("set", m, w)
	},
}

func main() {
	global.Set("churn", js.FuncOf(func(_ js.Value, args []js.Value) any {
		f := kinds[args[0].String()]
		for i, n := 0, args[1].Int(); i < n; i++ {
			f(i)
		}
		return nil
	}))
	// collect runs Go's garbage collector, which drops Go's references to the host's values. Their finalizers run in a
	// goroutine.
	global.Set("collect", js.FuncOf(func(js.Value, []js.Value) any {
		for i := 0; i < 3; i++ {
			runtime.GC()
			for j := 0; j < 100; j++ {
				runtime.Gosched()
			}
		}
		return nil
	}))
	select {}
}

// js_refs prints the 64-bit refs by which Go knows values of JavaScript, and shows that ids come back into use.
package main

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"syscall/js"
	"time"
)

// ref is the field that syscall/js keeps to itself.
func ref(value js.Value) uint64 {
	return reflect.ValueOf(value).FieldByName("ref").Uint()
}

// held is a variable of the package: a local one counts as dropped once only its ref is still needed.
var held js.Value

func id(value js.Value) uint32 { return uint32(ref(value)) }

// settle collects, and lets the finalizers of what was found run.
func settle() {
	for i := 0; i < 3; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

//go:noinline
func temporary(object js.Value) uint32 {
	return id(object.Get("temporary"))
}

func main() {
	global := js.Global()
	for _, value := range []js.Value{
		js.Undefined(), js.Null(), js.ValueOf(true), js.ValueOf(false), js.ValueOf(0), js.ValueOf(math.NaN()), js.ValueOf(1), js.ValueOf(-1),
		js.ValueOf(0.5), js.ValueOf(math.Inf(1)), js.ValueOf(math.Inf(-1)), js.ValueOf(5e-324), js.ValueOf(math.MaxFloat64), global,
	} {
		fmt.Printf("%016x %v\n", ref(value), value)
	}
	// What comes from JavaScript has the same refs as what Go makes.
	object := global.Get("Object").New()
	for _, x := range []interface{}{nil, js.Undefined(), true, false, 0, 1.5, math.NaN(), global} {
		object.Set("x", x)
		fmt.Printf("%016x %v\n", ref(object.Get("x")), x)
	}
	// The upper half holds the type; the lower counts up from what the standard library has taken.
	function := js.FuncOf(func(js.Value, []js.Value) interface{} { return nil })
	first := id(object)
	for _, value := range []js.Value{object, global.Get("Array").New(), js.ValueOf("text"), function.Value, global.Get("Error").New()} {
		fmt.Printf("%08x %t %v\n", ref(value)>>32, id(value) >= 7, value)
	}

	// While Go holds a value, JavaScript hands it out under one id.
	object.Set("held", global.Get("Object").New())
	held = object.Get("held")
	fmt.Println("same object:", ref(object.Get("held")) == ref(held), "same text:", ref(js.ValueOf("a text")) == ref(js.ValueOf("a "+fmt.Sprint("text"))))
	settle()
	fmt.Println("after a collection:", ref(object.Get("held")) == ref(held), id(object) == first, object.Get("held").Equal(held))

	// An id whose value Go has dropped is given out again, to whatever comes next.
	object.Set("temporary", global.Get("Object").New())
	settle()
	a := temporary(object)
	settle()
	b := temporary(object)
	fmt.Println("reused:", a == b)
	settle()
	highest := uint32(0)
	for round := 0; round < 50; round++ {
		for i := 0; i < 100; i++ {
			if n := id(js.ValueOf(fmt.Sprint("text ", round, " ", i))); n > highest {
				highest = n
			}
		}
		settle()
	}
	fmt.Println("5000 texts took no more than 500 ids:", highest < 500)
	fmt.Println("held to the end:", object.Get("held").Equal(held), function.Invoke())
}

// js_refs prints the 64-bit refs with which Go identifies JavaScript values, and shows that ids are reused.
package main

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"syscall/js"
	"time"
)

// ref returns the unexported field of a js.Value.
func ref(value js.Value) uint64 {
	return reflect.ValueOf(value).FieldByName("ref").Uint()
}

// held is a package variable because a local variable is considered dead once only its ref is still used.
var held js.Value

func id(value js.Value) uint32 { return uint32(ref(value)) }

// settle collects garbage, and lets the finalizers run.
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
	// Values from JavaScript have the same refs as values that Go creates.
	object := global.Get("Object").New()
	for _, x := range []interface{}{nil, js.Undefined(), true, false, 0, 1.5, math.NaN(), global} {
		object.Set("x", x)
		fmt.Printf("%016x %v\n", ref(object.Get("x")), x)
	}
	// The upper half holds the type. The lower half counts up from the ids that the standard library uses.
	function := js.FuncOf(func(js.Value, []js.Value) interface{} { return nil })
	first := id(object)
	for _, value := range []js.Value{object, global.Get("Array").New(), js.ValueOf("text"), function.Value, global.Get("Error").New()} {
		fmt.Printf("%08x %t %v\n", ref(value)>>32, id(value) >= 7, value)
	}

	// While Go holds a value, JavaScript returns it with the same id.
	object.Set("held", global.Get("Object").New())
	held = object.Get("held")
	fmt.Println("same object:", ref(object.Get("held")) == ref(held), "same text:", ref(js.ValueOf("a text")) == ref(js.ValueOf("a "+fmt.Sprint("text"))))
	settle()
	fmt.Println("after a collection:", ref(object.Get("held")) == ref(held), id(object) == first, object.Get("held").Equal(held))

	// An id whose value Go has dropped is assigned to the next new value.
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

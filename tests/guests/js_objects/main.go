// js_objects sets, gets and deletes properties of objects and arrays, and converts Go maps and slices to objects.
package main

import (
	"fmt"
	"math"
	"syscall/js"
)

func show(name string, values ...interface{}) {
	fmt.Print(name, ":")
	for _, value := range values {
		fmt.Print(" ", value)
	}
	fmt.Println()
}

func properties() {
	object := js.Global().Get("Object").New()
	show("missing", object.Get("missing"), object.Get("").Type())
	for i, name := range []string{"", "a", "0", "-1", "01", "a b", "length", "4294967295", "constructor", "valueOf"} {
		object.Set(name, i)
		show(fmt.Sprintf("%q", name), object.Get(name))
	}
	object.Set("a", "changed")
	show("changed", object.Get("a"), object.Get("A"))
	show("by index", object.Index(0), object.Index(-1), object.Index(1), object.Index(4294967295))
	object.SetIndex(7, "seven")
	object.SetIndex(-7, "minus seven")
	show("by name", object.Get("7"), object.Get("-7"))
	object.SetIndex(0, "replaced")
	show("by name", object.Get("0"))
	object.Delete("a")
	object.Delete("a")
	object.Delete("never there")
	object.Delete("7")
	show("deleted", object.Get("a"), object.Get("7"), object.Index(7))
	object.Set("undefined", js.Undefined())
	object.Set("null", nil)
	show("undefined and null", object.Get("undefined"), object.Get("null"))
	object.Set("self", object)
	show("self", object.Get("self").Get("self").Equal(object))

	fresh := js.Global().Get("Object").New()
	show("inherited", fresh.Get("constructor").Equal(js.Global().Get("Object")), fresh.Get("toString").Type())
	fresh.Delete("constructor")
	show("inherited still", fresh.Get("constructor").Equal(js.Global().Get("Object")))

	js.Global().Set("guestProperty", 12)
	show("global", js.Global().Get("guestProperty"))
	js.Global().Delete("guestProperty")
	show("global", js.Global().Get("guestProperty"), js.Global().Get("noSuchGlobal"))

	function := js.FuncOf(func(js.Value, []js.Value) interface{} { return nil })
	function.Set("property", "of a function")
	show("function", function.Get("property"), function.Get("missing"), function.Length())

	// Names that have a special meaning in JavaScript, or that resemble an index but are not one.
	for i, name := range []string{"__proto__x", "prototype", "1.5", "1e3", " 1", "+1", "NaN", "Infinity", "undefined", "null", "true"} {
		fresh.Set(name, i)
		show(name, fresh.Get(name))
	}
	for i := 0; i < 2000; i++ {
		fresh.Set(fmt.Sprint("p", i), i)
	}
	for i := 0; i < 2000; i += 3 {
		fresh.Delete(fmt.Sprint("p", i))
	}
	sum, missing := 0, 0
	for i := 0; i < 2000; i++ {
		if value := fresh.Get(fmt.Sprint("p", i)); value.IsUndefined() {
			missing++
		} else {
			sum += value.Int()
		}
	}
	show("many", sum, missing)
}

func arrays() {
	constructor := js.Global().Get("Array")
	empty := constructor.New()
	show("empty", empty.Length(), empty.Index(0), empty.Index(-1))
	sized := constructor.New(5)
	show("sized", sized.Length(), sized.Index(4))
	listed := constructor.New(5, "x", nil)
	show("listed", listed.Length(), listed.Index(0), listed.Index(1), listed.Index(2), listed.Index(3))
	show("one text", constructor.New("5").Length(), constructor.Invoke(1, 2).Length())

	empty.SetIndex(3, "three")
	show("grown", empty.Length(), empty.Index(2), empty.Index(3), empty.Get("3"), empty.Get("length"))
	empty.Set("5", "five")
	show("by name", empty.Length(), empty.Index(5))
	empty.SetIndex(-1, "before")
	show("negative", empty.Length(), empty.Index(-1), empty.Get("-1"))
	empty.Set("length", 4)
	show("shortened", empty.Length(), empty.Index(3), empty.Index(5))
	empty.Set("length", 0)
	show("emptied", empty.Length(), empty.Index(3))
	empty.SetIndex(1<<32-1, "beyond the last index")
	show("beyond", empty.Length(), empty.Index(1<<32-1))
	empty.SetIndex(1<<40, "far beyond")
	show("far", empty.Length(), empty.Index(1<<40))
	empty.SetIndex(0, 1)
	empty.Delete("0")
	show("hole", empty.Length(), empty.Index(0))
	empty.SetIndex(100000, "sparse")
	show("sparse", empty.Length(), empty.Index(99999), empty.Index(100000))
	for i := 0; i < 5000; i++ {
		listed.SetIndex(i, i*i)
	}
	sum := 0
	for i := 0; i < listed.Length(); i++ {
		sum += listed.Index(i).Int()
	}
	show("many", listed.Length(), sum)
}

func lengths() {
	object := js.Global().Get("Object").New()
	show("no length", object.Length())
	for _, length := range []interface{}{
		7, 7.9, -1, -1.5, 0, "12", "12abc", " 34", "0x10", "-5", "abc", "", "1e3", nil, true, 1e21, 1.5e300, 5e-7, 1e19, 4294967296, 1 << 53,
		-1 << 40, math.Inf(1), math.NaN(), []interface{}{7, 8}, map[string]interface{}{},
	} {
		object.Set("length", length)
		show(fmt.Sprintf("length %v", length), object.Length())
	}
}

func conversions() {
	value := js.ValueOf(map[string]interface{}{
		"number": 1.5,
		"text":   "é",
		"null":   nil,
		"list":   []interface{}{1, "two", []interface{}{3.0, true}, map[string]interface{}{"deep": "down"}},
		"empty":  map[string]interface{}{},
		"none":   []interface{}{},
	})
	show("map", value.Get("number"), value.Get("text"), value.Get("null"), value.Get("empty"), value.Get("none").Length())
	list := value.Get("list")
	show("list", list.Length(), list.Index(0), list.Index(1), list.Index(2).Index(1), list.Index(3).Get("deep"), list.Index(4))
	show("kinds", list.InstanceOf(js.Global().Get("Array")), value.InstanceOf(js.Global().Get("Array")), value.InstanceOf(js.Global().Get("Object")))
	large := make([]interface{}, 3000)
	for i := range large {
		large[i] = i
	}
	big := js.ValueOf(large)
	show("large", big.Length(), big.Index(2999))
	count := js.FuncOf(func(_ js.Value, args []js.Value) interface{} { return len(args) })
	show("many arguments", count.Invoke(large...), count.Invoke())
}

func bytes() {
	array := js.Global().Get("Uint8Array").New(4)
	show("bytes", array.Length(), array.Get("byteLength"), array.Index(0), array.Index(4), array.Index(-1))
	for _, value := range []interface{}{1, 255, 256, 257, -1, 1.9, -1.9, 1e10, math.NaN(), math.Inf(1), "12", "x", nil, true, 1 << 53} {
		array.SetIndex(0, value)
		show(fmt.Sprintf("stored %v", value), array.Index(0))
	}
	array.SetIndex(4, 1)
	array.SetIndex(-1, 1)
	show("outside", array.Length(), array.Index(4), array.Index(-1))
	array.SetIndex(1, 7)
	other := js.Global().Get("Uint8Array").New(array)
	array.SetIndex(1, 8)
	show("copied", other.Length(), other.Index(1), array.Index(1))
	show("from a list", js.Global().Get("Uint8Array").New([]interface{}{1, 300, "7"}).Index(1))
	show("empty", js.Global().Get("Uint8Array").New().Length(), js.Global().Get("Uint8Array").New(0).Length())
}

func main() {
	properties()
	arrays()
	lengths()
	conversions()
	bytes()
}

// js_values shows what syscall/js reports for each kind of value: type, truthiness, equality, and the output of fmt.
package main

import (
	"fmt"
	"syscall/js"
)

func main() {
	object := js.Global().Get("Object").New()
	array := js.Global().Get("Array").New(1, 2)
	function := js.FuncOf(func(js.Value, []js.Value) interface{} { return nil })
	values := []struct {
		name  string
		value js.Value
	}{
		{"zero Value", js.Value{}},
		{"undefined", js.Undefined()},
		{"null", js.Null()},
		{"true", js.ValueOf(true)},
		{"false", js.ValueOf(false)},
		{"0", js.ValueOf(0)},
		{"1", js.ValueOf(1)},
		{"1 as a float", js.ValueOf(1.0)},
		{"NaN", js.Global().Get("Date").New(js.Undefined()).Call("getTime")},
		{"empty string", js.ValueOf("")},
		{"text", js.ValueOf("text")},
		{"same text", js.ValueOf("te" + fmt.Sprint("xt"))},
		{"other text", js.ValueOf("Text")},
		{"digit", js.ValueOf("0")},
		{"object", object},
		{"same object", js.ValueOf(map[string]interface{}{"o": object}).Get("o")},
		{"other object", js.Global().Get("Object").New()},
		{"array", array},
		{"function", function.Value},
		{"constructor", js.Global().Get("Object")},
		{"error", js.Global().Get("Error").New("message")},
		{"bytes", js.Global().Get("Uint8Array").New(3)},
		{"date", js.Global().Get("Date").New(0)},
		{"global", js.Global()},
	}
	for _, v := range values {
		fmt.Printf("%-12s %-9s truthy %-5t undefined %-5t null %-5t NaN %-5t String %q print %v\n", v.name, v.value.Type(),
			v.value.Truthy(), v.value.IsUndefined(), v.value.IsNull(), v.value.IsNaN(), v.value.String(), v.value)
	}
	for _, v := range values {
		fmt.Printf("%-12s equals:", v.name)
		for _, w := range values {
			if v.value.Equal(w.value) {
				fmt.Printf(" %q", w.name)
			}
		}
		fmt.Println()
	}

	constructors := []string{"Object", "Array", "Error", "Uint8Array", "Date"}
	for _, v := range values {
		if v.value.Type() != js.TypeObject && v.value.Type() != js.TypeFunction {
			continue
		}
		fmt.Printf("%-12s instance of:", v.name)
		for _, name := range constructors {
			if v.value.InstanceOf(js.Global().Get(name)) {
				fmt.Printf(" %s", name)
			}
		}
		fmt.Println()
	}
	fmt.Println("a primitive is an instance:", js.ValueOf("text").InstanceOf(js.Global().Get("Object")),
		js.ValueOf(1).InstanceOf(js.Global().Get("Object")), js.Null().InstanceOf(js.Global().Get("Object")))

	// Values that JavaScript receives and returns.
	echo := js.FuncOf(func(_ js.Value, args []js.Value) interface{} { return args[0] })
	defer echo.Release()
	for _, v := range values {
		back := echo.Invoke(v.value)
		fmt.Println(v.name, back.Type(), back.Equal(v.value), back.IsNaN())
	}
	for _, value := range []interface{}{
		nil, true, int8(-8), int16(-16), int32(-32), int64(-64), uint(1), uint8(8), uint16(16), uint32(1<<32 - 1), uint64(64),
		uintptr(7), float32(0.5), 0.25, "string", []interface{}{}, map[string]interface{}{}, echo, js.ValueOf(js.ValueOf(3)),
	} {
		back := echo.Invoke(value)
		fmt.Printf("%T %v\n", value, back)
	}

	fmt.Println(js.ValueOf(3.99).Int(), js.ValueOf(-3.99).Int(), js.ValueOf(3).Float(), js.ValueOf(true).Bool(), js.ValueOf(1e12).Int())
}

// js_errors makes JavaScript throw, and shows what Go catches. The message of an error that JavaScript itself throws
// depends on the engine, so only its existence is shown. The message of an error that the program creates is shown in
// full.
package main

import (
	"errors"
	"fmt"
	"syscall/js"
)

func try(name string, f func() interface{}) {
	defer func() {
		value := recover()
		switch value := value.(type) {
		case nil:
		case js.Error:
			fmt.Printf("%s: throws %s, TypeError %t, RangeError %t, Error %t, message %t\n", name, value.Get("name"),
				value.InstanceOf(js.Global().Get("TypeError")), value.InstanceOf(js.Global().Get("RangeError")),
				value.InstanceOf(js.Global().Get("Error")), value.Get("message").String() != "")
		case *js.ValueError:
			fmt.Printf("%s: %T %v (method %s, type %s)\n", name, value, value, value.Method, value.Type)
		default:
			fmt.Printf("%s: %T %v\n", name, value, value)
		}
	}()
	fmt.Printf("%s: no panic, %v\n", name, f())
}

func main() {
	global := js.Global()
	object := global.Get("Object").New()
	date := global.Get("Date").New()

	// Exceptions that JavaScript throws.
	object.Set("stolen", date.Get("getTimezoneOffset"))
	try("method of another class", func() interface{} { return object.Call("stolen") })
	try("method without a receiver", func() interface{} { return date.Get("getTimezoneOffset").Invoke() })
	try("new on no constructor", func() interface{} { return date.Get("getTimezoneOffset").New() })
	try("negative length", func() interface{} { return global.Get("Array").New(-1) })
	try("fractional length", func() interface{} { return global.Get("Array").New(1.5) })
	try("negative bytes", func() interface{} { return global.Get("Uint8Array").New(-1) })
	try("constructor without new", func() interface{} { return global.Get("Uint8Array").Invoke(1) })

	// Panics of syscall/js, before JavaScript is called.
	try("missing method", func() interface{} { return object.Call("missing") })
	try("property that is no function", func() interface{} {
		object.Set("number", 1)
		return object.Call("number")
	})
	try("missing global", func() interface{} { return global.Call("noSuchFunction", 1) })
	try("invoke an object", func() interface{} { return object.Invoke() })
	try("invoke undefined", func() interface{} { return js.Undefined().Invoke() })
	try("new on an object", func() interface{} { return object.New() })
	try("new on text", func() interface{} { return js.ValueOf("text").New() })
	try("call on null", func() interface{} { return js.Null().Call("x") })
	try("get of undefined", func() interface{} { return js.Undefined().Get("x") })
	try("get of text", func() interface{} { return js.ValueOf("text").Get("length") })
	try("set on a number", func() interface{} { js.ValueOf(1).Set("x", 1); return nil })
	try("delete on null", func() interface{} { js.Null().Delete("x"); return nil })
	try("index of a boolean", func() interface{} { return js.ValueOf(true).Index(0) })
	try("set index of undefined", func() interface{} { js.Undefined().SetIndex(0, 1); return nil })
	try("length of a number", func() interface{} { return js.ValueOf(1).Length() })
	try("number as text", func() interface{} { return js.ValueOf("1").Int() })
	try("float of an object", func() interface{} { return object.Float() })
	try("bool of undefined", func() interface{} { return js.Undefined().Bool() })
	try("no value for JavaScript", func() interface{} { return js.ValueOf(struct{ x int }{1}) })
	try("no argument for JavaScript", func() interface{} { return object.Call("stolen", make(chan int)) })
	try("typed slice", func() interface{} { return js.ValueOf([]int{1}) })

	// Errors that the program creates.
	for _, name := range []string{"Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"} {
		made := global.Get(name).New("the message")
		invoked := global.Get(name).Invoke("invoked")
		fmt.Println(name, made.Get("name"), made.Get("message"), made.Type(), made.InstanceOf(global.Get("Error")), made.InstanceOf(global.Get(name)),
			invoked.Get("message"), invoked.InstanceOf(global.Get(name)))
	}
	bare := global.Get("Error").New()
	fmt.Printf("%q %q\n", bare.Get("message").String(), global.Get("Error").New(42).Get("message").String())
	var err error = js.Error{Value: global.Get("RangeError").New("wrapped")}
	fmt.Println(err)
	var target js.Error
	fmt.Println(errors.As(fmt.Errorf("around: %w", err), &target), target.Get("name"))
	bare.Set("code", "ENOENT")
	bare.Set("message", "no such file")
	bare.Set("name", "Renamed")
	fmt.Println(js.Error{Value: bare}, bare.Get("code"), bare.Get("name"))

	// An error passes through JavaScript like any other value.
	carry := js.FuncOf(func(_ js.Value, args []js.Value) interface{} { return args[0] })
	fmt.Println(carry.Invoke(bare).Equal(bare))

	// After an exception everything is as usable as before, even inside a callback.
	caught := js.FuncOf(func(js.Value, []js.Value) interface{} {
		defer func() { recover() }()
		global.Get("Array").New(-1)
		return "not reached"
	})
	total := 0
	for i := 0; i < 1000; i++ {
		if caught.Invoke().IsNull() {
			total++
		}
	}
	fmt.Println("caught:", total)
}

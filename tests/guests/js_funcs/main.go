// js_funcs makes JavaScript call Go functions: nested, with stacks that grow and move inside, and many times. Inside
// these functions it prints with println, because fmt waits for the event loop, which waits for the function.
package main

import (
	"fmt"
	"runtime"
	"syscall/js"
	"time"
)

type value = js.Value

// grow makes the goroutine's stack grow, which moves it.
//
//go:noinline
func grow(depth int) int {
	var frame [64]byte
	frame[depth%64] = 1
	if depth == 0 {
		return int(frame[0])
	}
	return grow(depth-1) + int(frame[depth%64])
}

func basics() {
	sum := js.FuncOf(func(this value, args []value) interface{} {
		total := 0.0
		for _, arg := range args {
			total += arg.Float()
		}
		println("this:", this.Type().String(), "arguments:", len(args))
		return total
	})
	defer sum.Release()
	fmt.Println("invoke:", sum.Invoke(1, 2.5, -3), sum.Invoke())
	js.Global().Set("guestSum", sum)
	fmt.Println("call on the global object:", js.Global().Call("guestSum", 1, 2))
	js.Global().Delete("guestSum")

	object := js.Global().Get("Object").New()
	object.Set("name", "receiver")
	method := js.FuncOf(func(this value, args []value) interface{} {
		this.Set("called", this.Get("name").String()+" with "+args[0].String())
		return this
	})
	defer method.Release()
	object.Set("method", method)
	fmt.Println("method:", object.Call("method", "text").Equal(object), object.Get("called"))

	// A Go function is an ordinary JavaScript function, so it is also a constructor.
	made := method.New("argument")
	fmt.Println("constructed:", made.Type(), made.Get("called"), made.InstanceOf(method.Value), made.Equal(object))
	primitive := js.FuncOf(func(value, []value) interface{} { return 5 })
	defer primitive.Release()
	fmt.Println("a primitive result gives way to the object:", primitive.New().Type())

	for _, result := range []interface{}{
		nil, true, 1, "text", js.Undefined(), js.Null(), js.Global(), []interface{}{1, 2}, map[string]interface{}{"a": 1}, sum,
	} {
		f := js.FuncOf(func(value, []value) interface{} { return result })
		back := f.Invoke()
		fmt.Printf("%T comes back as %s %v\n", result, back.Type(), back)
		f.Release()
	}
	bad := js.FuncOf(func(value, []value) interface{} {
		defer func() { println("recovered inside:", recover() != nil) }()
		return js.ValueOf(struct{}{})
	})
	defer bad.Release()
	fmt.Println("after a recovered panic:", bad.Invoke())
}

// nesting makes Go call JavaScript, which calls Go, several levels deep. On each level the stack grows before and after
// the call.
func nesting(levels, growth int) {
	var step js.Func
	step = js.FuncOf(func(_ value, args []value) interface{} {
		level := args[0].Int()
		before := grow(growth * level)
		if level == 0 {
			return "bottom"
		}
		inner := step.Invoke(level-1, args[1])
		after := grow(growth * (levels - level) * 2)
		return fmt.Sprint(level, "(", before, " ", inner.String(), " ", after, " ", args[1].Get("tag").String(), ")")
	})
	defer step.Release()
	object := js.Global().Get("Object").New()
	object.Set("tag", "t")
	object.Set("step", step)
	fmt.Println("nested:", step.Invoke(levels, object))

	// The same from a goroutine with a small stack, with each kind of call.
	done := make(chan string)
	go func() { done <- step.Invoke(levels, object).String() }()
	fmt.Println("in a goroutine:", <-done)
	go func() { done <- object.Call("step", levels, object).String() }()
	fmt.Println("by a method:", <-done)
	maker := js.FuncOf(func(this value, args []value) interface{} {
		this.Set("made", step.Invoke(levels, object))
		grow(5000)
		return js.Undefined()
	})
	defer maker.Release()
	go func() { done <- maker.New().Get("made").String() }()
	fmt.Println("by a constructor:", <-done)
}

func goroutinesInside() {
	f := js.FuncOf(func(_ value, args []value) interface{} {
		// The function may wait for other goroutines if none of them waits for an event.
		results := make(chan int)
		for i := 0; i < 10; i++ {
			go func(i int) {
				grow(100 * i)
				results <- i * args[0].Int()
			}(i)
		}
		total := 0
		for i := 0; i < 10; i++ {
			total += <-results
			runtime.Gosched()
		}
		return total
	})
	defer f.Release()
	fmt.Println("goroutines inside:", f.Invoke(3))

	// Several goroutines are inside JavaScript concurrently, and leave it in a different order than they entered it.
	relay := js.FuncOf(func(_ value, args []value) interface{} {
		for i := 0; i < args[0].Int(); i++ {
			runtime.Gosched()
		}
		return args[0]
	})
	defer relay.Release()
	returned := make(chan int)
	for i := 0; i < 5; i++ {
		go func(i int) { returned <- relay.Invoke(5 - i).Int() }(i)
	}
	total := 0
	for i := 0; i < 5; i++ {
		total = total*10 + <-returned
	}
	fmt.Println("order of return:", total)

	sleep := js.FuncOf(func(value, []value) interface{} {
		start := time.Now()
		time.Sleep(5 * time.Millisecond)
		return time.Since(start) >= 5*time.Millisecond
	})
	defer sleep.Release()
	fmt.Println("slept inside:", sleep.Invoke())

	collect := js.FuncOf(func(_ value, args []value) interface{} {
		runtime.GC()
		kept := args[0]
		runtime.GC()
		return kept
	})
	defer collect.Release()
	fmt.Println("collection inside:", collect.Invoke("kept"))
}

func deep() {
	var f js.Func
	depth, deepest := 0, 0
	f = js.FuncOf(func(_ value, args []value) interface{} {
		depth++
		if depth > deepest {
			deepest = depth
		}
		defer func() { depth-- }()
		if n := args[0].Int(); n > 0 {
			return f.Invoke(n-1).Int() + 1
		}
		return 0
	})
	defer f.Release()
	fmt.Println("a hundred deep:", f.Invoke(99), deepest, depth)
}

func many() {
	// Ids of released functions and of collected values are reused.
	sum := 0
	object := js.Global().Get("Object").New()
	for i := 0; i < 3000; i++ {
		i := i
		f := js.FuncOf(func(_ value, args []value) interface{} { return args[0].Int() + i })
		object.Set("f", f)
		sum += object.Call("f", 1).Int()
		f.Release()
		if i%500 == 0 {
			runtime.GC()
		}
	}
	fmt.Println("made and released:", sum)
	count := 0
	counter := js.FuncOf(func(value, []value) interface{} {
		count++
		return nil
	})
	defer counter.Release()
	for i := 0; i < 10000; i++ {
		counter.Invoke()
	}
	fmt.Println("calls:", count)
}

// fromTheLoop makes the event loop call Go while no other Go function is active.
func fromTheLoop() {
	text := []byte("written by fs.write\n")
	buffer := js.Global().Get("Uint8Array").New(len(text))
	js.CopyBytesToJS(buffer, text)
	for i := 0; i < 3; i++ {
		done := make(chan int)
		callback := js.FuncOf(func(_ value, args []value) interface{} {
			grow(1000)
			n := args[1].Int()
			go func() { done <- n }()
			return nil
		})
		js.Global().Get("fs").Call("write", 1, buffer, 0, len(text), nil, callback)
		fmt.Println("called by the loop:", <-done)
		callback.Release()
	}
}

func released() {
	f := js.FuncOf(func(value, []value) interface{} { return "alive" })
	fmt.Println(f.Invoke())
	f.Release()
	fmt.Println(f.Invoke())
	var self js.Func
	self = js.FuncOf(func(value, []value) interface{} {
		self.Release()
		return "released inside"
	})
	fmt.Println(self.Invoke(), self.Invoke())
}

func main() {
	basics()
	nesting(3, 300)
	nesting(6, 3000)
	goroutinesInside()
	deep()
	many()
	fromTheLoop()
	released()
}

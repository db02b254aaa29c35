package main

import (
	"errors"
	"os"
	"strconv"
	"syscall/js"
)

// roles are what the examples beside this folder run: each uses what its host has put on the global object.
var roles = map[string]func(){
	"-plugin":   plugin,
	"-counter":  counter,
	"-measure":  measure,
	"-settings": settings,
}

func print(line string) { os.Stdout.WriteString(line + "\n") }

// caught calls f, and returns what JavaScript has thrown in it.
func caught(f func()) (err error) {
	defer func() {
		if thrown, ok := recover().(js.Error); ok {
			err = thrown
		}
	}()
	f()
	return nil
}

// await waits for a promise, while other goroutines and the host go on.
func await(promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	settled := make(chan outcome, 1)
	fulfilled := js.FuncOf(func(_ js.Value, args []js.Value) any {
		settled <- outcome{value: argument(args, 0)}
		return nil
	})
	defer fulfilled.Release()
	rejected := js.FuncOf(func(_ js.Value, args []js.Value) any {
		reason := argument(args, 0)
		if reason.Type() == js.TypeObject {
			reason = reason.Get("message")
		}
		settled <- outcome{err: errors.New(reason.String())}
		return nil
	})
	defer rejected.Release()
	promise.Call("then", fulfilled, rejected)
	result := <-settled
	return result.value, result.err
}

// plugin registers handlers with its host, which has `app.log`, `app.store` and `app.on`.
func plugin() {
	app := js.Global().Get("app")
	store := app.Get("store")
	app.Call("on", "order", js.FuncOf(func(_ js.Value, args []js.Value) any {
		item, count := text(args, 0), int(number(args, 1))
		stock := store.Call("get", item)
		if stock.IsNull() {
			app.Call("log", "no such thing: "+item)
			return "refused"
		}
		left := stock.Int() - count
		if err := caught(func() { store.Call("set", item, left) }); err != nil {
			app.Call("log", err.Error())
			return "refused"
		}
		app.Call("log", item+": "+strconv.Itoa(left)+" left")
		return "shipped"
	}))
	app.Call("on", "audit", js.FuncOf(func(js.Value, []js.Value) any { return store.Get("size") }))
	// A mistake of the plugin's is its own to see, not the host's.
	if err := caught(func() { app.Call("log", 42) }); err != nil {
		print("app.log(42): " + err.Error())
	}
	select {}
}

// counter counts with a class of its host's.
func counter() {
	class := js.Global().Get("Counter")
	one, other := class.New(5), class.New(0)
	print("add: " + strconv.Itoa(one.Call("add", 2).Int()) + " " + strconv.Itoa(one.Call("add", 3).Int()))
	other.Set("step", 10)
	print("other: " + strconv.Itoa(other.Call("add", 1).Int()) + ", its step is " + other.Get("step").String())
	print("is a Counter: " + strconv.FormatBool(one.InstanceOf(class)) + ", made: " + class.Call("made").String())
	for name, mistake := range map[string]func(){"new Counter(-1)": func() { class.New(-1) }} {
		print(name + ": " + caught(mistake).Error())
	}
	print("add.call({}): " + caught(func() {
		one.Get("add").Call("call", js.Global().Get("Object").New(), 1)
	}).Error())
}

// measure waits for what its host measures on a thread, and offers an average that the host waits for.
func measure() {
	read := js.Global().Get("measure")
	js.Global().Set("average", js.FuncOf(func(_ js.Value, args []js.Value) any {
		channel, count := number(args, 0), int(number(args, 1))
		return js.Global().Get("Promise").New(js.FuncOf(func(_ js.Value, settle []js.Value) any {
			go func() {
				sum := 0.0
				for range count {
					value, err := await(read.Invoke(channel))
					if err != nil {
						settle[1].Invoke(js.Global().Get("Error").New(err.Error()))
						return
					}
					sum += value.Float()
				}
				settle[0].Invoke(sum / float64(count))
			}()
			return nil
		}))
	}))
	value, err := await(read.Invoke(1))
	if err != nil {
		print("measuring failed: " + err.Error())
		os.Exit(1)
	}
	print("channel 1: " + value.String())
	_, err = await(read.Invoke(9))
	print("channel 9: " + err.Error())
	select {}
}

// settings gives its host a function from settings to settings.
func settings() {
	js.Global().Set("configure", js.FuncOf(func(_ js.Value, args []js.Value) any {
		settings := argument(args, 0)
		settings.Set("retries", settings.Get("retries").Int()+1)
		servers := settings.Get("servers")
		servers.Call("push", map[string]any{"host": "backup." + servers.Index(0).Get("host").String(), "port": 8443})
		return settings
	}))
	js.Global().Set("broken", js.FuncOf(func(js.Value, []js.Value) any {
		return map[string]any{"name": "x", "retries": "three", "servers": []any{}, "mode": "Fast"}
	}))
	select {}
}

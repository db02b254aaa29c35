// wapc implements waPC over syscall/js, as the package wapc of github.com/prep/wasmexec does.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall/js"
	"time"
)

var (
	host       = js.Global().Get("wapc")
	uint8Array = js.Global().Get("Uint8Array")
	released   = make(chan string)
)

var operations = map[string]func(payload []byte) ([]byte, error){
	"greet": func(payload []byte) ([]byte, error) {
		response, err := hostCall("here", "sample", "hello", payload)
		if err != nil {
			return nil, err
		}
		fmt.Printf("The host says: %s\n", response)
		return []byte("Greetings, " + string(payload) + "!"), nil
	},
	"echo":    func(payload []byte) ([]byte, error) { return payload, nil },
	"nothing": func([]byte) ([]byte, error) { return nil, nil },
	"fail":    func(payload []byte) ([]byte, error) { return nil, errors.New("kann nicht: " + string(payload)) },
	"later": func(payload []byte) ([]byte, error) {
		time.Sleep(20 * time.Millisecond)
		return []byte("after a while: " + string(payload)), nil
	},
	// Calls the host with the namespace and operation in the payload. The rest is the host call's payload.
	"ask": func(payload []byte) ([]byte, error) {
		words := strings.SplitN(string(payload), " ", 3)
		return hostCall("here", words[0], words[1], []byte(words[2]))
	},
	// Returns the length of the host's response.
	"measure": func(payload []byte) ([]byte, error) {
		response, err := hostCall("here", "sample", "bytes", payload)
		return []byte(strconv.Itoa(len(response))), err
	},
	"bytes": func(payload []byte) ([]byte, error) {
		n, err := strconv.Atoi(string(payload))
		return make([]byte, n), err
	},
	// Responds only when the host calls the function `release`.
	"hold":    func([]byte) ([]byte, error) { return []byte(<-released), nil },
	"collect": func([]byte) ([]byte, error) { runtime.GC(); return nil, nil },
	"exit":    func([]byte) ([]byte, error) { os.Exit(3); return nil, nil },
	// Does what the package would not do: passes each word as an argument, all of them strings.
	"misuse": func(payload []byte) ([]byte, error) {
		var arguments []any
		for _, word := range strings.Fields(string(payload)) {
			arguments = append(arguments, word)
		}
		// These calls are ignored.
		host.Call("__guest_response", arguments...)
		host.Call("__guest_error", arguments...)
		result := host.Call("__host_call", arguments...)
		if !result.Index(0).IsNull() {
			return nil, errors.New("there is a response")
		}
		return []byte(result.Index(1).String()), nil
	},
}

func hostCall(binding, namespace, operation string, payload []byte) ([]byte, error) {
	result := host.Call("__host_call", toJS([]byte(binding)), toJS([]byte(namespace)), toJS([]byte(operation)), toJS(payload))
	if message := result.Index(1); !message.IsNull() {
		return nil, errors.New(message.String())
	}
	return toGo(result.Index(0)), nil
}

func guestCall(_ js.Value, arguments []js.Value) any {
	if len(arguments) != 2 || arguments[0].Type() != js.TypeString || !arguments[1].InstanceOf(uint8Array) {
		return false
	}
	name, payload := arguments[0].String(), toGo(arguments[1])
	if name == "silent" {
		return false
	}
	if name == "number" {
		return 7
	}
	operation, ok := operations[name]
	if !ok {
		host.Call("__guest_error", toJS([]byte("there is no operation "+name)))
		return false
	}
	go func() {
		if response, err := operation(payload); err != nil {
			host.Call("__guest_error", toJS([]byte(err.Error())))
		} else {
			host.Call("__guest_response", toJS(response))
		}
	}()
	return true
}

func toJS(bytes []byte) js.Value {
	array := uint8Array.New(len(bytes))
	js.CopyBytesToJS(array, bytes)
	return array
}

func toGo(array js.Value) []byte {
	bytes := make([]byte, array.Length())
	js.CopyBytesToGo(bytes, array)
	return bytes
}

func main() {
	js.Global().Set("__guest_call", js.FuncOf(guestCall))
	js.Global().Set("release", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		text := arguments[0].String()
		go func() { released <- text }()
		return nil
	}))
	// identity serves to measure the cost of a function call by itself.
	js.Global().Set("identity", js.FuncOf(func(_ js.Value, arguments []js.Value) any { return arguments[0] }))
	select {}
}

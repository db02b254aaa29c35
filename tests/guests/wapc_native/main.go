//go:build go1.24

// wapc_native implements waPC natively, with the imports of the module wapc and the export __guest_call.
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
	"unsafe"
)

//go:wasmimport wapc __guest_request
func guestRequest(operation, payload unsafe.Pointer)

//go:wasmimport wapc __guest_response
func guestResponse(addr unsafe.Pointer, length uint32)

//go:wasmimport wapc __guest_error
func guestError(addr unsafe.Pointer, length uint32)

//go:wasmimport wapc __host_call
func hostCallImport(binding unsafe.Pointer, bindingLen uint32, namespace unsafe.Pointer, namespaceLen uint32, operation unsafe.Pointer, operationLen uint32, payload unsafe.Pointer, payloadLen uint32) uint32

//go:wasmimport wapc __host_response_len
func hostResponseLen() uint32

//go:wasmimport wapc __host_response
func hostResponse(addr unsafe.Pointer)

//go:wasmimport wapc __host_error_len
func hostErrorLen() uint32

//go:wasmimport wapc __host_error
func hostError(addr unsafe.Pointer)

//go:wasmimport wapc __console_log
func consoleLog(addr unsafe.Pointer, length uint32)

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
	"log": func(payload []byte) ([]byte, error) {
		consoleLog(unsafe.Pointer(unsafe.SliceData(payload)), uint32(len(payload)))
		return nil, nil
	},
	"ask": func(payload []byte) ([]byte, error) {
		words := strings.SplitN(string(payload), " ", 3)
		return hostCall("here", words[0], words[1], []byte(words[2]))
	},
	// The host calls Go, so Go's stack may have to move under the call.
	"deep": func(payload []byte) ([]byte, error) {
		return hostCall("here", "sample", "deep", payload)
	},
	"measure": func(payload []byte) ([]byte, error) {
		response, err := hostCall("here", "sample", "bytes", payload)
		return []byte(strconv.Itoa(len(response))), err
	},
	"bytes": func(payload []byte) ([]byte, error) {
		n, err := strconv.Atoi(string(payload))
		return make([]byte, n), err
	},
	"collect": func([]byte) ([]byte, error) { runtime.GC(); return nil, nil },
	"exit":    func([]byte) ([]byte, error) { os.Exit(3); return nil, nil },
	// Waits during the call.
	"sleep": func(payload []byte) ([]byte, error) { time.Sleep(20 * time.Millisecond); return payload, nil },
	// Responds with a slice that is not in memory.
	"outside": func([]byte) ([]byte, error) {
		guestResponse(unsafe.Pointer(uintptr(0xffff_fff0)), 0xffff)
		return nil, nil
	},
}

func hostCall(binding, namespace, operation string, payload []byte) ([]byte, error) {
	if hostCallImport(text(binding), uint32(len(binding)), text(namespace), uint32(len(namespace)),
		text(operation), uint32(len(operation)), unsafe.Pointer(unsafe.SliceData(payload)), uint32(len(payload))) == 0 {
		message := make([]byte, hostErrorLen())
		hostError(unsafe.Pointer(unsafe.SliceData(message)))
		return nil, errors.New(string(message))
	}
	response := make([]byte, hostResponseLen())
	hostResponse(unsafe.Pointer(unsafe.SliceData(response)))
	return response, nil
}

func text(text string) unsafe.Pointer { return unsafe.Pointer(unsafe.StringData(text)) }

//go:wasmexport __guest_call
func guestCall(operationLen, payloadLen uint32) uint32 {
	name, payload := make([]byte, operationLen), make([]byte, payloadLen)
	guestRequest(unsafe.Pointer(unsafe.SliceData(name)), unsafe.Pointer(unsafe.SliceData(payload)))
	switch string(name) {
	case "silent":
		return 0
	case "quiet":
		return 1
	case "later":
		// This is too late: waPC does not accept a response after the return.
		go func() {
			time.Sleep(20 * time.Millisecond)
			answer(payload, nil)
		}()
		return 1
	}
	operation, ok := operations[string(name)]
	if !ok {
		return answer(nil, errors.New("there is no operation "+string(name)))
	}
	return answer(operation(payload))
}

// This export is unrelated to waPC. It waits for the callback of its write.
//
//go:wasmexport say
func say() int32 {
	n, _ := fmt.Println("said")
	return int32(n)
}

func answer(response []byte, err error) uint32 {
	if err != nil {
		guestError(text(err.Error()), uint32(len(err.Error())))
		return 0
	}
	guestResponse(unsafe.Pointer(unsafe.SliceData(response)), uint32(len(response)))
	return 1
}

//go:noinline
func grow(n int) int {
	if n == 0 {
		return 0
	}
	return grow(n-1) + 1
}

func main() {
	js.Global().Set("grow", js.FuncOf(func(_ js.Value, arguments []js.Value) any { return grow(arguments[0].Int()) }))
	select {}
}

// js_bytes copies bytes between Go and typed arrays: whole arrays, parts, and arrays of the wrong type.
package main

import (
	"bytes"
	"fmt"
	"syscall/js"
)

func pattern(n int) []byte {
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(i*7 + i>>8)
	}
	return data
}

func try(name string, f func() int) {
	defer func() {
		if value := recover(); value != nil {
			fmt.Printf("%s: panic: %v\n", name, value)
		}
	}()
	fmt.Println(name+":", f())
}

func main() {
	uint8Array := js.Global().Get("Uint8Array")
	for _, sizes := range [][2]int{{0, 0}, {0, 5}, {5, 0}, {5, 5}, {3, 5}, {5, 3}, {1, 1}, {65536, 65536}, {1 << 20, 1<<20 + 1}} {
		array, data := uint8Array.New(sizes[0]), pattern(sizes[1])
		out := js.CopyBytesToJS(array, data)
		back := make([]byte, sizes[1])
		in := js.CopyBytesToGo(back, array)
		fmt.Println(sizes, "to JS:", out, "to Go:", in, "same:", bytes.Equal(back[:in], data[:out]), "rest zero:",
			bytes.Equal(back[in:], make([]byte, len(back)-in)))
		if sizes[0] > 0 && sizes[1] > 0 {
			last := out - 1
			fmt.Println(array.Index(0), array.Index(last), data[last])
		}
	}

	array, data := uint8Array.New(16), pattern(64)
	fmt.Println("slice of a slice:", js.CopyBytesToJS(array, data[10:14:20]), array.Index(0), array.Index(3), array.Index(4))
	window := make([]byte, 8)
	fmt.Println(js.CopyBytesToGo(window[2:5], array), window)
	fmt.Println("nil:", js.CopyBytesToJS(array, nil), js.CopyBytesToGo(nil, array))

	try("object to Go", func() int { return js.CopyBytesToGo(window, js.Global().Get("Object").New()) })
	try("array to Go", func() int { return js.CopyBytesToGo(window, js.ValueOf([]interface{}{1, 2})) })
	try("text to Go", func() int { return js.CopyBytesToGo(window, js.ValueOf("text")) })
	try("null to Go", func() int { return js.CopyBytesToGo(window, js.Null()) })
	try("undefined to JS", func() int { return js.CopyBytesToJS(js.Undefined(), window) })
	try("number to JS", func() int { return js.CopyBytesToJS(js.ValueOf(1), window) })
	try("constructor to JS", func() int { return js.CopyBytesToJS(uint8Array, window) })
	try("array to JS", func() int { return js.CopyBytesToJS(js.ValueOf([]interface{}{1, 2}), window) })

	// One array, filled and read many times.
	array = uint8Array.New(1024)
	good := 0
	for i := 0; i < 2000; i++ {
		data := bytes.Repeat([]byte{byte(i)}, 1024)
		back := make([]byte, 1024)
		if js.CopyBytesToJS(array, data) == 1024 && js.CopyBytesToGo(back, array) == 1024 && bytes.Equal(data, back) {
			good++
		}
	}
	fmt.Println("round trips:", good)
}

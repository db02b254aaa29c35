// js_clamped copies bytes to and from a Uint8ClampedArray, the other type that syscall/js accepts.
package main

import (
	"fmt"
	"syscall/js"
)

func main() {
	array := js.Global().Get("Uint8ClampedArray").New(4)
	fmt.Println(js.CopyBytesToJS(array, []byte{1, 2, 255, 4, 5}), array.Length())
	back := make([]byte, 3)
	fmt.Println(js.CopyBytesToGo(back, array), back)
	for _, value := range []interface{}{-1, 256, 1e9, 1.5, 2.5, 254.5, "300", nil} {
		array.SetIndex(0, value)
		fmt.Println(value, array.Index(0))
	}
	fmt.Println(array.InstanceOf(js.Global().Get("Uint8Array")))
}

// js_numbers sends numbers to JavaScript and back, and prints how JavaScript formats them.
package main

import (
	"fmt"
	"math"
	"syscall/js"
)

func main() {
	echo := js.FuncOf(func(_ js.Value, args []js.Value) interface{} { return args[0] })
	object := js.Global().Get("Object").New()
	numbers := []float64{
		0, math.Copysign(0, -1), 1, -1, 42, 0.1, 0.1 + 0.2, 1.0 / 3, 2.0 / 3, 100, 1e5, 123456789, 1e20, 123456789012345680000,
		1e21, 1.5e21, -1e21, 1e22, 1e100, 1e-6, 1.5e-6, 1e-7, 1.5e-7, 123e-20, 5e-324, -5e-324, 2.2250738585072014e-308,
		math.MaxFloat64, -math.MaxFloat64, math.MaxFloat32, math.Inf(1), math.Inf(-1), math.NaN(), math.Pi, math.E, 1 << 31, 1 << 32,
		1<<53 - 1, 1 << 53, 1<<53 + 2, 1 << 62, 1 << 63, 1 << 64, 0.5, 0.000123, 4.35, 9.95, 1.7976931348623157e308,
		4.4501477170144023e-308, 9007199254740993, 5e-7, 299792458.125, 0.1e-5,
	}
	for _, number := range numbers {
		value := js.ValueOf(number)
		object.Set("number", number)
		passed, kept := echo.Invoke(number).Float(), object.Get("number").Float()
		fmt.Printf("%v %016x %016x %016x %s truthy %t\n", number, math.Float64bits(value.Float()), math.Float64bits(passed),
			math.Float64bits(kept), value, value.Truthy())
	}

	// A JavaScript number represents integers exactly up to 2⁵³.
	for _, number := range []int64{math.MaxInt32, math.MinInt32, 1<<53 - 1, 1 << 53, 1<<53 + 1, -1<<53 - 1, math.MaxInt64, math.MinInt64} {
		value := echo.Invoke(number)
		fmt.Println(number, value, value.Equal(js.ValueOf(number)), value.Int() == int(number))
	}
	fmt.Println(echo.Invoke(uint64(math.MaxUint64)), echo.Invoke(uint64(1<<63)))

	// A NaN equals nothing, not even itself. Both zeros are one value.
	nan := js.ValueOf(math.NaN())
	fmt.Println(nan.Equal(nan), nan.IsNaN(), nan.Type(), js.ValueOf(0).Equal(js.ValueOf(math.Copysign(0, -1))))
	sum := 0.0
	for i := 0; i < 10000; i++ {
		object.Set("n", float64(i)/16)
		sum += object.Get("n").Float()
	}
	fmt.Println(sum)
}

//go:build go1.24

// wasm_export makes the host call functions that go:wasmexport lines export. The host's part is the function that Go's
// own script offers to tests: it calls testExport0, then testExport, and returns the latter's result.
package main

import (
	"fmt"
	"math"
	"runtime"
)

//go:wasmimport _gotest callExport
func callExport(a int32, b int64) int64

var calls, plain int

//go:wasmexport testExport
func testExport(a int32, b int64) int64 {
	calls++
	grow(1000)
	// The result is sent by another goroutine.
	results := make(chan int64)
	go func() {
		results <- int64(a)
		runtime.Gosched()
		results <- b
	}()
	return <-results + <-results
}

//go:wasmexport testExport0
func testExport0() {
	plain++
	runtime.GC()
}

//go:noinline
func grow(n int) int {
	if n == 0 {
		return 0
	}
	return grow(n-1) + 1
}

func main() {
	fmt.Println(callExport(1, 2), callExport(-1, 1), callExport(math.MinInt32, math.MaxInt64), callExport(0, math.MinInt64))
	done := make(chan int64)
	go func() { done <- callExport(40, 2) }()
	fmt.Println(<-done, "calls:", calls, plain)
}

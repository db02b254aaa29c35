// gc keeps 64 MB alive while it produces four times as much garbage, and checks that the live part is intact.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

const (
	blocks    = 1024
	blockSize = 64 << 10
)

type node struct {
	next *node
	data []byte
}

// collected is the number of finalizers that have run.
var collected int64

func list(n int, mark byte) *node {
	var head *node
	for i := 0; i < n; i++ {
		data := make([]byte, blockSize)
		for j := 0; j < len(data); j += 1024 {
			data[j] = byte(i) ^ mark
		}
		head = &node{head, data}
	}
	return head
}

// intact counts the blocks that hold what list stored in them.
func intact(head *node, n int, mark byte) int {
	good := 0
	for i := n - 1; head != nil; i, head = i-1, head.next {
		whole := true
		for j := 0; j < len(head.data); j += 1024 {
			whole = whole && head.data[j] == byte(i)^mark
		}
		if whole {
			good++
		}
	}
	return good
}

//go:noinline
func finalized(n int) {
	for i := 0; i < n; i++ {
		object := &node{data: make([]byte, 100)}
		runtime.SetFinalizer(object, func(*node) { atomic.AddInt64(&collected, 1) })
	}
}

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	live := list(blocks, 0x5a)
	for round := 0; round < 4; round++ {
		garbage := list(blocks, byte(round))
		fmt.Println("garbage:", intact(garbage, blocks, byte(round)))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	fmt.Println("live:", intact(live, blocks, 0x5a))
	fmt.Println("allocated 320 MB:", after.TotalAlloc-before.TotalAlloc >= 320<<20)
	fmt.Println("holds 64 MB:", after.HeapAlloc >= 64<<20, "and little more:", after.HeapAlloc < 72<<20)
	fmt.Println("collections:", after.NumGC > before.NumGC, "freed:", after.Frees > before.Frees)
	fmt.Println("memory from the host:", after.Sys >= 64<<20, after.Sys < 512<<20)
	runtime.KeepAlive(live)

	live = nil
	debug.FreeOSMemory()
	runtime.ReadMemStats(&after)
	fmt.Println("dropped:", after.HeapAlloc < 8<<20, "returned:", after.HeapReleased > 32<<20)

	finalized(1000)
	for i := 0; i < 100 && atomic.LoadInt64(&collected) < 990; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	// A conservatively scanned frame may still hold one of the objects.
	fmt.Println("finalizers ran:", atomic.LoadInt64(&collected) >= 990)

	old := debug.SetGCPercent(-1)
	runtime.ReadMemStats(&before)
	list(blocks/4, 1)
	runtime.ReadMemStats(&after)
	fmt.Println("old percentage:", old, "collections while off:", after.NumGC-before.NumGC)
}

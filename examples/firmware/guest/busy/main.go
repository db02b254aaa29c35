// busy computes without ever waiting.
package main

import (
	"fmt"
	"hash/crc32"
	"runtime"
	"sort"
)

const rounds = 20

func main() {
	for round := range rounds {
		// Go's heap grows in steps of 512 KB. One instruction clears them, for longer than the firmware can wait. Collecting
		// the garbage early keeps the heap at its initial size.
		runtime.GC()
		fmt.Printf("round %2d: %08x\n", round, work(uint32(round)))
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Println("collections:", stats.NumGC)
}

// work sorts numbers, counts in a map and produces garbage.
func work(seed uint32) uint32 {
	numbers := make([]uint32, 300)
	for i := range numbers {
		seed = seed*1664525 + 1013904223
		numbers[i] = seed
	}
	sort.Slice(numbers, func(i, j int) bool { return numbers[i] < numbers[j] })
	counts := map[string]int{}
	sum := uint32(0)
	for _, number := range numbers {
		text := fmt.Sprint(number % 100)
		counts[text]++
		sum = crc32.Update(sum, crc32.IEEETable, []byte(text))
	}
	return sum ^ uint32(len(counts))
}

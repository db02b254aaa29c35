// busy computes without a pause: nothing in it ever waits.
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
		// Go's heap grows by 512 KB in one instruction, which clears them, and takes longer than the firmware can wait. So
		// the garbage is collected before it is needed: the heap stays as it was at the start.
		runtime.GC()
		fmt.Printf("round %2d: %08x\n", round, work(uint32(round)))
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Println("collections:", stats.NumGC)
}

// work sorts, counts in a map and makes garbage.
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

// Command cpu spends its time as ordinary programs do, in calls, sorting, maps, hashing and encoding, and asks the
// host for nothing while it does. It prints one checksum over all of the results.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// random is a linear congruential generator: the same numbers in every Go release.
type random uint64

func (r *random) next() int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(*r >> 33)
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func sorted(r *random, n int) int {
	numbers := make([]int, n)
	words := make([]string, n/4)
	for i := range numbers {
		numbers[i] = r.next()
	}
	for i := range words {
		words[i] = strconv.Itoa(r.next())
	}
	sort.Ints(numbers)
	sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	return numbers[n/2] ^ len(strings.Join(words, ","))
}

func counted(r *random, n int) int {
	counts := make(map[string]int)
	for i := 0; i < n; i++ {
		counts["key"+strconv.Itoa(r.next()%1000)]++
	}
	most := 0
	for _, count := range counts {
		most = max(most, count)
	}
	return len(counts)<<16 ^ most
}

// max is a function of our own: the built-in one is newer than some releases that this compiles with.
func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

type record struct {
	ID     int               `json:"id"`
	Name   string            `json:"name"`
	Scores []float64         `json:"scores"`
	Tags   map[string]string `json:"tags,omitempty"`
}

func encoded(r *random, n int) []byte {
	records := make([]record, n)
	for i := range records {
		records[i] = record{
			ID:     i,
			Name:   "record <" + strconv.Itoa(r.next()) + ">",
			Scores: []float64{float64(r.next()) / 3, float64(i), 1e-9 * float64(i)},
			Tags:   map[string]string{"parity": strconv.Itoa(i & 1), "kind": "bench"},
		}
	}
	text, err := json.Marshal(records)
	if err != nil {
		panic(err)
	}
	var back []record
	if err := json.Unmarshal(text, &back); err != nil {
		panic(err)
	}
	return append(text, strconv.Itoa(len(back))...)
}

func main() {
	r := random(1)
	hash := sha256.New()
	fmt.Fprintln(hash, fib(29), sorted(&r, 100_000), counted(&r, 100_000))
	hash.Write(encoded(&r, 2_000))
	block := make([]byte, 1<<20)
	for i := range block {
		block[i] = byte(i * i)
	}
	hash.Write(block)
	fmt.Println(hex.EncodeToString(hash.Sum(nil)))
}

// json_crypto sends random bytes through JSON and back.
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"strings"
)

type record struct {
	ID      int               `json:"id"`
	Name    string            `json:"name,omitempty"`
	Data    []byte            `json:"data"`
	Tags    map[string]string `json:"tags"`
	Ratio   float64           `json:"ratio"`
	Nested  *record           `json:"nested,omitempty"`
	Ignored int               `json:"-"`
}

func check(err error) {
	if err != nil {
		fmt.Println("unexpected error:", err)
		os.Exit(1)
	}
}

func random(n int) []byte {
	data := make([]byte, n)
	read, err := rand.Read(data)
	check(err)
	if read != n {
		fmt.Println("short read:", read, "of", n)
	}
	return data
}

// kinds counts the distinct byte values.
func kinds(data []byte) int {
	var seen [256]bool
	n := 0
	for _, b := range data {
		if !seen[b] {
			seen[b] = true
			n++
		}
	}
	return n
}

func main() {
	for _, n := range []int{0, 1, 7, 8, 1000, 65536, 65537, 1 << 20} {
		in := record{ID: n, Data: random(n), Tags: map[string]string{"z": "last", "a": "first"}, Ratio: float64(n) / 7, Ignored: 5}
		in.Nested = &record{ID: -n, Name: "inner", Data: random(16)}
		text, err := json.Marshal(in)
		check(err)
		var out record
		check(json.Unmarshal(text, &out))
		fmt.Println(n, len(text), "same data:", bytes.Equal(in.Data, out.Data), bytes.Equal(in.Nested.Data, out.Nested.Data),
			"hash:", sha256.Sum256(in.Data) == sha256.Sum256(out.Data), out.Ratio == in.Ratio, out.Nested.Name, out.Ignored)
	}
	a, b := random(32), random(32)
	fmt.Println("two draws differ:", !bytes.Equal(a, b))
	fmt.Println("all byte values in 1 MB:", kinds(random(1<<20)))

	inRange := true
	limit := new(big.Int).Lsh(big.NewInt(1), 100)
	for i := 0; i < 100; i++ {
		n, err := rand.Int(rand.Reader, limit)
		check(err)
		inRange = inRange && n.Sign() >= 0 && n.Cmp(limit) < 0
	}
	fmt.Println("in range:", inRange)

	text, err := json.MarshalIndent(map[string]interface{}{
		"text":    "<a href=\"x\">&\u2028 \U0001F600 \x00\xff",
		"numbers": []interface{}{0, -1, 1.5, 1e21, 1e-7, 123456789012345678},
		"nothing": nil,
		"nested":  map[string]interface{}{"b": true, "a": false, "empty": []int{}},
	}, "", "\t")
	check(err)
	fmt.Println(string(text))

	decoder := json.NewDecoder(strings.NewReader(`{"a":[1,2.50,"\u00e9\ud83d\ude00\ud800"]} {"b":null} [`))
	decoder.UseNumber()
	for {
		var value interface{}
		if err := decoder.Decode(&value); err != nil {
			fmt.Println("error:", err)
			break
		}
		fmt.Printf("%+q\n", fmt.Sprint(value))
	}
	for _, bad := range []string{`{"id":"x"}`, `{"id":1.5}`, `{"id":1`, `nul`, `{"data":"*"}`} {
		var out record
		fmt.Println(json.Unmarshal([]byte(bad), &out))
	}
}

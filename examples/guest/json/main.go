// json encodes records of random data, decodes the result, and reports whether the records are equal.
package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
)

type record struct {
	ID    int      `json:"id"`
	Name  string   `json:"name"`
	Data  []byte   `json:"data"`
	Tags  []string `json:"tags,omitempty"`
	Inner *record  `json:"inner,omitempty"`
}

func randomRecord(id, depth int) (*record, error) {
	r := &record{ID: id, Name: fmt.Sprintf("record %d \u2028 <&>", id), Data: make([]byte, 256)}
	if _, err := rand.Read(r.Data); err != nil {
		return nil, err
	}
	for i := range id % 4 {
		r.Tags = append(r.Tags, fmt.Sprintf("tag%d", i))
	}
	if depth > 0 {
		inner, err := randomRecord(id+1, depth-1)
		if err != nil {
			return nil, err
		}
		r.Inner = inner
	}
	return r, nil
}

func run() error {
	var records []*record
	for i := range 100 {
		r, err := randomRecord(i, i%5)
		if err != nil {
			return err
		}
		records = append(records, r)
	}
	encoded, err := json.MarshalIndent(records, "", "  ")
	if err != nil {
		return err
	}
	var decoded []*record
	if err := json.Unmarshal(encoded, &decoded); err != nil {
		return err
	}
	fmt.Printf("%d records, the same again: %t\n", len(decoded), reflect.DeepEqual(records, decoded))
	fmt.Printf("no two have the same data: %t\n", distinct(records))
	return nil
}

func distinct(records []*record) bool {
	seen := map[string]bool{}
	for _, r := range records {
		for ; r != nil; r = r.Inner {
			if seen[string(r.Data)] {
				return false
			}
			seen[string(r.Data)] = true
		}
	}
	return true
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

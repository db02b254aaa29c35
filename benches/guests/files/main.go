// files measures what a program does with files, in a folder of its own, and prints a line for each operation.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	piece  = 64 << 10
	pieces = 256 << 20 / piece
	count  = 10_000
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// measure prints how long one of n operations took on average.
func measure(name string, n int, run func()) {
	start := time.Now()
	run()
	fmt.Printf("%-16s %12.1f ns/op\n", name, float64(time.Since(start).Nanoseconds())/float64(n))
}

// each does something count times.
func each(op func(i int)) func() {
	return func() {
		for i := range count {
			op(i)
		}
	}
}

func main() {
	dir, err := os.MkdirTemp("", "files")
	check(err)
	defer os.RemoveAll(dir)

	big := filepath.Join(dir, "big")
	buf := make([]byte, piece)
	measure("write-64K", pieces, func() {
		file, err := os.Create(big)
		check(err)
		for range pieces {
			_, err := file.Write(buf)
			check(err)
		}
		check(file.Close())
	})
	measure("read-64K", pieces, func() {
		file, err := os.Open(big)
		check(err)
		for range pieces {
			_, err := file.Read(buf)
			check(err)
		}
		check(file.Close())
	})
	check(os.Remove(big))

	for i := range 100 {
		check(os.Mkdir(filepath.Join(dir, fmt.Sprintf("d%02d", i)), 0o777))
	}
	var names [count]string
	for i := range names {
		names[i] = filepath.Join(dir, fmt.Sprintf("d%02d", i%100), fmt.Sprintf("f%d", i))
	}
	measure("create", count, each(func(i int) {
		file, err := os.Create(names[i])
		check(err)
		check(file.Close())
	}))
	measure("stat", count, each(func(i int) {
		_, err := os.Stat(names[i])
		check(err)
	}))
	measure("walk", count, func() {
		seen := 0
		check(filepath.WalkDir(dir, func(_ string, _ fs.DirEntry, err error) error { seen++; return err }))
		if seen != count+101 {
			panic(seen)
		}
	})
	measure("remove", count, each(func(i int) { check(os.Remove(names[i])) }))

	small, err := os.Create(filepath.Join(dir, "small"))
	check(err)
	measure("write-64", count, each(func(int) {
		_, err := small.Write(buf[:64])
		check(err)
	}))
	check(small.Close())
}

// tenant is one of many programs in a process. It stores its name in every possible place, finds it there again, and
// reports that in numbered lines. If it finds another program's name, it reports that, and exits with 2.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"time"
)

func main() {
	name := os.Args[1]
	global := js.Global()
	if found := global.Get("tenant"); !found.IsUndefined() {
		fmt.Println("the global object is", found.String()+"'s")
		os.Exit(2)
	}
	if _, err := os.Stat("/tenant"); err == nil {
		fmt.Println("the files are another's")
		os.Exit(2)
	}
	global.Set("tenant", name)
	os.Setenv("TENANT", name)
	kept := make(map[int][]byte)
	for line := 0; line < 40; line++ {
		if err := os.WriteFile("/tenant", []byte(name), 0o600); err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
		text, err := os.ReadFile("/tenant")
		if err != nil || string(text) != name || global.Get("tenant").String() != name || os.Getenv("TENANT") != name {
			fmt.Println("something is another's:", string(text), err)
			os.Exit(2)
		}
		kept[line] = make([]byte, 1000)
		global.Get("Array").New(100).Call("fill", name)
		fmt.Println(name, line)
		time.Sleep(time.Millisecond)
	}
}

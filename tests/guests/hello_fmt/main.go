// hello_fmt prints with fmt, which writes to stdout through os and fs.write.
package main

import "fmt"

func main() {
	fmt.Println("hello, world")
	fmt.Printf("%d %s %v %q %x %8.3f %t\n", 42, "text", []int{1, 2, 3}, "quoted\n", "hex", 3.14159, true)
}

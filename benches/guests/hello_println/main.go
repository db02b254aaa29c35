// Command hello_println prints a line by the runtime alone, to standard error: the smallest program that says something.
package main

func main() {
	println("hello, world")
}

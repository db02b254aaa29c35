// hello_println greets by the builtin println, which writes to stderr with no package in between.
package main

func main() {
	println("hello, world")
}

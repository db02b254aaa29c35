package main

import (
	"fmt"
	"syscall/js"
)

// closure is a function that the script defines.
type closure struct {
	made  value
	scope *scope
	code  *function
}

// known returns the script's function with this value, or nil.
func known(f value) *closure {
	for _, ours := range current.closures {
		if ours.made.Equal(f) {
			return ours
		}
	}
	return nil
}

// function creates a function that the host can call.
//
// A Go function cannot throw into the host. If a script's function has a throw statement, at most one parameter, and
// does not use this, a host function throws on its behalf. Any other exception that reaches the host is reported.
func (s *scope) function(code *function) value {
	ours := &closure{scope: s, code: code}
	if code.throws && len(code.params) < 2 && code.rest == "" && !code.usesThis {
		ours.made = throwing(ours)
	} else {
		ours.made = plain(ours)
	}
	if code.name != "" {
		fix(ours.made, "name", js.ValueOf(code.name))
	}
	if len(code.params) > 0 || code.throws {
		fix(ours.made, "length", js.ValueOf(len(code.params)))
	}
	current.closures = append(current.closures, ours)
	return ours.made
}

// fix sets the name or length of a function.
func fix(f value, name string, v value) {
	attributes := object.New()
	attributes.Set("value", v)
	onReflect("defineProperty", f, name, attributes)
}

// run calls the function from the script. It panics with the exception that the function throws.
func (c *closure) run(this value, args []value) value {
	inner := c.scope.inner()
	if !c.code.arrow {
		inner.this = this
		if c.code.name != "" {
			inner.declare(c.code.name, c.made)
		}
	}
	for i, name := range c.code.params {
		v := undefined
		if i < len(args) {
			v = args[i]
		}
		inner.declare(name, v)
	}
	if c.code.rest != "" {
		rest := []value{}
		if len(args) > len(c.code.params) {
			rest = args[len(c.code.params):]
		}
		inner.declare(c.code.rest, list(rest))
	}
	left := result{undefined}
	if inner.run(c.code.body, &left) == returned {
		return left.value
	}
	return undefined
}

// protect calls Go on behalf of the host, and returns the exception. Any other panic is reported.
func protect(line *check, f func() value) (left value, caught *thrown) {
	line.calls++
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case thrown:
			left, caught = undefined, &problem
		default:
			left, line.unsupported = undefined, fmt.Sprint("panic: ", problem)
		}
	}()
	return f(), nil
}

// plain creates a function that cannot throw.
func plain(c *closure) value {
	line := current
	return js.FuncOf(func(this value, args []value) interface{} {
		left, caught := protect(line, func() value { return c.run(this, args) })
		if caught != nil {
			line.unsupported = "a throw from Go"
		}
		return left
	}).Value
}

// throwing creates a function with at most one argument that can throw.
//
// It is Array.prototype.reduce, bound to three elements and to a Go function. reduce first calls the Go function with
// its own argument, and this call runs the script's function. Then reduce reads the last element, which has a getter
// that throws if the script's function did. The result of the last call of the Go function is the result of reduce.
func throwing(c *closure) value {
	elements := list([]value{js.ValueOf("no argument"), js.Null(), js.Null()})
	line := current
	var left value
	step := js.FuncOf(func(_ value, args []value) interface{} {
		at := args[2].Int()
		if at == 2 {
			return left
		}
		if at == 1 && args[0].Equal(js.ValueOf("ran")) {
			return "ran"
		}
		// Without an argument, reduce starts with the first element and calls the function for the second.
		given := args[:1]
		if at == 1 {
			given = nil
		}
		var caught *thrown
		left, caught = protect(line, func() value { return c.run(undefined, given) })
		last := object.New()
		last.Set("configurable", true)
		if caught != nil {
			if caught.value.IsUndefined() {
				line.unsupported = "a throw of undefined"
			}
			last.Set("get", thrower(line, caught.value))
		}
		onReflect("defineProperty", elements, 2, last)
		return "ran"
	})
	return guard(func() value { return builtin("Array", "reduce").Call("bind", elements, step) })
}

// thrower creates a host function that always throws this value.
func thrower(line *check, v value) value {
	made, caught := protect(line, func() value {
		signal := guard(func() value { return global.Get("AbortSignal").Call("abort", v) })
		return guard(func() value { return signal.Get("throwIfAborted").Call("bind", signal) })
	})
	if caught != nil {
		line.unsupported = "AbortSignal: " + describe(caught.value, true)
	}
	return made
}

// helpers returns the names that a script has in addition to the host's: out(x) prints, thrower(x) creates a function
// that throws x, throwing(f) creates a function that throws what f throws.
func helpers() *scope {
	names := &scope{variables: map[string]*value{}, this: undefined}
	line := current
	names.declare("out", js.FuncOf(func(_ value, args []value) interface{} {
		line.calls++
		for _, v := range args {
			line.print("-> " + inspect(v))
		}
		return undefined
	}).Value)
	names.declare("thrower", js.FuncOf(func(_ value, args []value) interface{} { return thrower(line, args[0]) }).Value)
	names.declare("throwing", js.FuncOf(func(_ value, args []value) interface{} {
		if ours := known(args[0]); ours != nil {
			return throwing(ours)
		}
		line.unsupported = "throwing takes a function of the script's own"
		return undefined
	}).Value)
	return names
}

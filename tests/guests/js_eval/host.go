package main

import (
	"strings"
	"syscall/js"
)

type value = js.Value

// thrown is the panic value of the evaluator for a JavaScript exception.
type thrown struct{ value value }

var (
	global    = js.Global()
	reflect   = global.Get("Reflect")
	object    = global.Get("Object")
	undefined = js.Undefined()
)

// throw throws a new error of a global class.
func throw(class, message string) {
	panic(thrown{global.Get(class).New(message)})
}

// guard calls the host, and converts the panics of syscall/js to a thrown value.
func guard(f func() value) value {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case js.Error:
			panic(thrown{problem.Value})
		case *js.ValueError:
			throw("TypeError", problem.Error())
		case string:
			if !strings.HasPrefix(problem, "syscall/js: ") && problem != "bad type flag" {
				panic(problem)
			}
			throw("TypeError", problem)
		default:
			panic(problem)
		}
	}()
	return f()
}

// kind is the result of typeof, except that it is "null" for null.
func kind(v value) (name string) {
	// syscall/js does not have a type for a BigInt, and panics.
	defer func() {
		if recover() != nil {
			name = "bigint"
		}
	}()
	return v.Type().String()
}

func isObject(v value) bool {
	k := kind(v)
	return k == "object" || k == "function"
}

func truthy(v value) bool {
	if kind(v) == "bigint" {
		return text(v) != "0"
	}
	return v.Truthy()
}

// text is the result of JavaScript's String function.
func text(v value) string {
	return global.Get("String").Invoke(v).String()
}

// onReflect calls a function of Reflect.
func onReflect(name string, args ...interface{}) value {
	return guard(func() value { return reflect.Call(name, args...) })
}

// list creates an array in the host.
func list(values []value) value {
	array := global.Get("Array").New()
	for i, v := range values {
		array.SetIndex(i, v)
	}
	return array
}

func interfaces(values []value) []interface{} {
	all := make([]interface{}, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}

// apply calls a function with Reflect.apply.
func apply(f, this value, args ...value) value {
	return onReflect("apply", f, this, list(args))
}

// builtin returns a method of a prototype, such as "Array", "slice".
func builtin(class, method string) value {
	return global.Get(class).Get("prototype").Get(method)
}

// wellKnown returns a symbol such as Symbol.iterator.
func wellKnown(name string) value {
	return global.Get("Symbol").Get(name)
}

// descriptor looks a property up in an object and its prototypes.
func descriptor(target, key value) (found value, ok bool) {
	for isObject(target) {
		if found = onReflect("getOwnPropertyDescriptor", target, key); !found.IsUndefined() {
			return found, true
		}
		target = onReflect("getPrototypeOf", target)
	}
	return undefined, false
}

// isAccessor reports whether a descriptor describes a property with a getter or a setter.
func isAccessor(found value) bool {
	return !onReflect("has", found, js.ValueOf("writable")).Bool()
}

// index converts a key to the index that Value.Index expects.
func index(key value) (int, bool) {
	if kind(key) != "number" {
		return 0, false
	}
	f := key.Float()
	return int(f), f >= 0 && f < 1<<31 && f == float64(int(f))
}

// get reads a property. Value.Get and Value.Index are used only if no getter can throw, which they do not survive.
func get(target, key value) value {
	switch kind(target) {
	case "undefined", "null":
		throw("TypeError", "a property of "+target.String())
	case "object", "function":
	default:
		return onReflect("get", object.Invoke(target), key, target)
	}
	if found, ok := descriptor(target, key); ok && isAccessor(found) {
		return onReflect("get", target, key)
	}
	if kind(key) == "string" {
		return target.Get(key.String())
	}
	if i, ok := index(key); ok {
		return target.Index(i)
	}
	return onReflect("get", target, key)
}

func getNamed(target value, name string) value {
	return get(target, js.ValueOf(name))
}

// set writes a property, with Value.Set and Value.SetIndex if nothing can throw.
func set(target, key, v value) {
	switch kind(target) {
	case "undefined", "null":
		throw("TypeError", "a property of "+target.String())
	case "object", "function":
	default:
		return
	}
	found, ok := descriptor(target, key)
	k := kind(v)
	convertible := k != "symbol" && k != "bigint" && k != "object" && k != "function"
	exotic := truthy(onArray("isArray", target)) || truthy(global.Get("ArrayBuffer").Call("isView", target))
	if exotic && strings.HasPrefix(tag(target), "Big") {
		convertible = false
	}
	if ok && isAccessor(found) || exotic && !convertible {
		onReflect("set", target, key, v)
	} else if kind(key) == "string" && !(exotic && key.String() == "length") {
		target.Set(key.String(), v)
	} else if i, ok := index(key); ok {
		target.SetIndex(i, v)
	} else {
		onReflect("set", target, key, v)
	}
}

func onArray(name string, args ...interface{}) value {
	return guard(func() value { return global.Get("Array").Call(name, args...) })
}

// define creates an ordinary own property of an object.
func define(target, key, v value) {
	attributes := object.New()
	attributes.Set("value", v)
	for _, name := range []string{"writable", "enumerable", "configurable"} {
		attributes.Set(name, true)
	}
	onReflect("defineProperty", target, key, attributes)
}

// isInstance implements the operator instanceof.
func isInstance(v, class value) bool {
	if !isObject(class) {
		throw("TypeError", "the right side of instanceof is no object")
	}
	has := get(class, wellKnown("hasInstance"))
	if own := symbolMethod("Function", "hasInstance"); kind(class) == "function" && has.Equal(own) {
		// Value.InstanceOf does not survive an exception, so it is called only for a function with a prototype.
		if found, ok := descriptor(class, js.ValueOf("prototype")); ok && !isAccessor(found) && isObject(found.Get("value")) {
			return v.InstanceOf(class)
		}
	}
	if has.IsUndefined() || has.IsNull() {
		throw("TypeError", "the right side of instanceof is not callable")
	}
	return truthy(call(has, class, []value{v}))
}

// symbolMethod returns a method of a prototype whose key is a well-known symbol.
func symbolMethod(class, symbol string) value {
	return onReflect("get", global.Get(class).Get("prototype"), wellKnown(symbol))
}

// iterate iterates over an iterable until each returns false or throws.
func iterate(iterable value, each func(value) bool) {
	method := get(iterable, wellKnown("iterator"))
	if kind(method) != "function" {
		throw("TypeError", "not iterable")
	}
	iterator := call(method, iterable, nil)
	next := getNamed(iterator, "next")
	for {
		result := call(next, iterator, nil)
		if !isObject(result) {
			throw("TypeError", "an iterator's result is no object")
		}
		if truthy(getNamed(result, "done")) {
			return
		}
		item := getNamed(result, "value")
		if !visit(iterator, item, each) {
			return
		}
	}
}

// visit closes the iterator if each returns false or throws.
func visit(iterator, item value, each func(value) bool) bool {
	done := false
	defer func() {
		if done {
			return
		}
		problem := recover()
		end := func() {
			if method := getNamed(iterator, "return"); !method.IsUndefined() && !method.IsNull() {
				call(method, iterator, nil)
			}
		}
		if problem == nil {
			end()
			return
		}
		func() {
			defer func() { _ = recover() }()
			end()
		}()
		panic(problem)
	}()
	done = each(item)
	return done
}

package main

import (
	"syscall/js"
)

// scope holds the variables of a block or a call.
type scope struct {
	variables map[string]*value
	outer     *scope
	// this is that of the enclosing function, or undefined outside of functions.
	this value
}

func (s *scope) inner() *scope {
	return &scope{variables: map[string]*value{}, outer: s, this: s.this}
}

func (s *scope) declare(name string, v value) {
	s.variables[name] = &v
}

func (s *scope) find(name string) *value {
	for ; s != nil; s = s.outer {
		if found, ok := s.variables[name]; ok {
			return found
		}
	}
	return nil
}

// eval evaluates an expression.
func (s *scope) eval(n *node) value {
	switch n.op {
	case "number":
		return js.ValueOf(n.number)
	case "bigint":
		return guard(func() value { return global.Get("BigInt").Invoke(n.text) })
	case "string":
		return js.ValueOf(n.text)
	case "null":
		return js.Null()
	case "true", "false":
		return js.ValueOf(n.op == "true")
	case "this":
		return s.this
	case "name":
		return s.read(n.text)
	case "array":
		return s.array(n)
	case "object":
		return s.object(n)
	case "function":
		return s.function(n.function)
	case "member":
		return get(s.eval(n.kids[0]), toKey(s.eval(n.kids[1])))
	case "call":
		return s.call(n)
	case "new":
		return construct(s.eval(n.kids[0]), s.evalAll(n.kids[1:]))
	case "unary":
		return s.unary(n)
	case "prefix", "postfix":
		return s.step(n)
	case "binary":
		left := s.eval(n.kids[0])
		return operate(n.text, left, s.eval(n.kids[1]))
	case "logical":
		left := s.eval(n.kids[0])
		if decided(n.text, left) {
			return left
		}
		return s.eval(n.kids[1])
	case "conditional":
		if truthy(s.eval(n.kids[0])) {
			return s.eval(n.kids[1])
		}
		return s.eval(n.kids[2])
	case "assign":
		return s.assign(n)
	case "comma":
		s.eval(n.kids[0])
		return s.eval(n.kids[1])
	case "computed":
		return s.eval(n.kids[0])
	case "block":
		return undefined
	}
	panic(syntaxError("no expression: " + n.op))
}

// decided reports whether the left operand of a logical operator is its result.
func decided(op string, left value) bool {
	switch op {
	case "&&":
		return !truthy(left)
	case "||":
		return truthy(left)
	}
	return !left.IsUndefined() && !left.IsNull()
}

// evalAll evaluates arguments.
func (s *scope) evalAll(nodes []*node) []value {
	all := []value{}
	for _, n := range nodes {
		if n.op == "spread" {
			iterate(s.eval(n.kids[0]), func(v value) bool {
				all = append(all, v)
				return true
			})
		} else {
			all = append(all, s.eval(n))
		}
	}
	return all
}

func (s *scope) read(name string) value {
	if found := s.find(name); found != nil {
		return *found
	}
	if !onReflect("has", global, name).Bool() {
		throw("ReferenceError", name+" is not defined")
	}
	return getNamed(global, name)
}

func (s *scope) array(n *node) value {
	array := global.Get("Array").New()
	at := 0
	for _, kid := range n.kids {
		switch kid.op {
		case "hole":
			at++
			array.Set("length", at)
		case "spread":
			iterate(s.eval(kid.kids[0]), func(v value) bool {
				array.SetIndex(at, v)
				at++
				return true
			})
		default:
			array.SetIndex(at, s.eval(kid))
			at++
		}
	}
	return array
}

func (s *scope) object(n *node) value {
	made := object.New()
	for _, kid := range n.kids {
		if kid.op == "spread" {
			guard(func() value { return object.Call("assign", made, s.eval(kid.kids[0])) })
			continue
		}
		key := toKey(s.eval(kid.kids[0]))
		v := s.named(kid.kids[1], kid.kids[0].text)
		switch {
		case kid.op != "property":
			attributes := object.New()
			attributes.Set(kid.op, v)
			attributes.Set("enumerable", true)
			attributes.Set("configurable", true)
			onReflect("defineProperty", made, key, attributes)
		case kind(key) == "string" && key.String() == "__proto__" && kid.kids[0].op == "string":
			if isObject(v) || v.IsNull() {
				onReflect("setPrototypeOf", made, v)
			}
		case kind(key) == "string" && key.String() != "__proto__":
			made.Set(key.String(), v)
		default:
			define(made, key, v)
		}
	}
	return made
}

// named evaluates an expression. If it is a function without a name, the function gets this one.
func (s *scope) named(n *node, name string) value {
	if n.op == "function" && n.function.name == "" {
		with := *n.function
		with.name = name
		return s.function(&with)
	}
	return s.eval(n)
}

// call evaluates a call. The value before the last dot becomes this.
func (s *scope) call(n *node) value {
	callee := n.kids[0]
	if callee.op != "member" {
		f := s.eval(callee)
		return call(f, undefined, s.evalAll(n.kids[1:]))
	}
	this := s.eval(callee.kids[0])
	key := toKey(s.eval(callee.kids[1]))
	if isObject(this) && kind(key) == "string" {
		found, ok := descriptor(this, key)
		if ok && !isAccessor(found) && kind(found.Get("value")) == "function" {
			args := s.evalAll(n.kids[1:])
			if ours := known(found.Get("value")); ours != nil {
				return ours.run(this, args)
			}
			return guard(func() value { return this.Call(key.String(), interfaces(args)...) })
		}
	}
	f := get(this, key)
	return call(f, this, s.evalAll(n.kids[1:]))
}

// call calls a function, which may be one of the script's functions.
func call(f, this value, args []value) value {
	if kind(f) != "function" {
		throw("TypeError", "not a function")
	}
	if ours := known(f); ours != nil {
		return ours.run(this, args)
	}
	if this.IsUndefined() {
		return guard(func() value { return f.Invoke(interfaces(args)...) })
	}
	return apply(f, this, args...)
}

func construct(class value, args []value) value {
	return guard(func() value { return class.New(interfaces(args)...) })
}

func (s *scope) unary(n *node) value {
	operand := n.kids[0]
	switch n.text {
	case "typeof":
		if operand.op == "name" && s.find(operand.text) == nil && !onReflect("has", global, operand.text).Bool() {
			return js.ValueOf("undefined")
		}
		k := kind(s.eval(operand))
		if k == "null" {
			k = "object"
		}
		return js.ValueOf(k)
	case "delete":
		if operand.op != "member" {
			s.eval(operand)
			return js.ValueOf(true)
		}
		target := s.eval(operand.kids[0])
		key := toKey(s.eval(operand.kids[1]))
		if !isObject(target) {
			target = guard(func() value { return object.Call("assign", target) })
		}
		return onReflect("deleteProperty", target, key)
	}
	v := s.eval(operand)
	switch n.text {
	case "void":
		return undefined
	case "!":
		return js.ValueOf(!truthy(v))
	case "+":
		return js.ValueOf(toNumber(v))
	}
	v = toNumeric(v)
	isBig := kind(v) == "bigint"
	switch {
	case n.text == "-" && isBig:
		i := integer(v)
		return bigInt(i.Neg(i))
	case n.text == "-":
		return js.ValueOf(-v.Float())
	case isBig:
		i := integer(v)
		return bigInt(i.Not(i))
	}
	return js.ValueOf(^toInt32(v.Float()))
}

// step evaluates ++ or --.
func (s *scope) step(n *node) value {
	put, old := s.reference(n.kids[0])
	before := toNumeric(old())
	one := js.ValueOf(1)
	if kind(before) == "bigint" {
		one = global.Get("BigInt").Invoke(1)
	}
	after := operate(n.text, before, one)
	put(after)
	if n.op == "prefix" {
		return after
	}
	return before
}

func (s *scope) assign(n *node) value {
	put, old := s.reference(n.kids[0])
	if n.text == "" {
		v := s.named(n.kids[1], n.kids[0].text)
		put(v)
		return v
	}
	before := old()
	if n.text == "&&" || n.text == "||" || n.text == "??" {
		if decided(n.text, before) {
			return before
		}
		v := s.eval(n.kids[1])
		put(v)
		return v
	}
	v := operate(n.text, before, s.eval(n.kids[1]))
	put(v)
	return v
}

// reference returns a function that writes to the target of an assignment, and one that reads it.
func (s *scope) reference(n *node) (put func(value), old func() value) {
	switch n.op {
	case "name":
		if found := s.find(n.text); found != nil {
			return func(v value) { *found = v }, func() value { return *found }
		}
		return func(v value) { set(global, js.ValueOf(n.text), v) }, func() value { return s.read(n.text) }
	case "member":
		target := s.eval(n.kids[0])
		key := toKey(s.eval(n.kids[1]))
		return func(v value) { set(target, key, v) }, func() value { return get(target, key) }
	}
	panic(syntaxError("no target of an assignment"))
}

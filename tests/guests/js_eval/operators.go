package main

import (
	"math"
	"math/big"
	"syscall/js"
	"unicode/utf16"
)

// toPrimitive converts an object to a primitive. hint is "default", "number" or "string".
func toPrimitive(v value, hint string) value {
	if !isObject(v) {
		return v
	}
	if exotic := get(v, wellKnown("toPrimitive")); !exotic.IsUndefined() && !exotic.IsNull() {
		if result := call(exotic, v, []value{js.ValueOf(hint)}); !isObject(result) {
			return result
		}
		throw("TypeError", "no primitive value")
	}
	names := []string{"valueOf", "toString"}
	if hint == "string" {
		names = []string{"toString", "valueOf"}
	}
	for _, name := range names {
		if method := getNamed(v, name); kind(method) == "function" {
			if result := call(method, v, nil); !isObject(result) {
				return result
			}
		}
	}
	throw("TypeError", "no primitive value")
	return undefined
}

// toNumeric converts to a number or a BigInt.
func toNumeric(v value) value {
	v = toPrimitive(v, "number")
	if k := kind(v); k == "number" || k == "bigint" {
		return v
	}
	return call(global.Get("Number"), undefined, []value{v})
}

func toNumber(v value) float64 {
	v = toNumeric(v)
	if kind(v) == "bigint" {
		throw("TypeError", "a BigInt where a number is needed")
	}
	return v.Float()
}

// toKey converts a value to a property key: a string, a symbol or, unchanged, a number.
func toKey(v value) value {
	switch v = toPrimitive(v, "string"); kind(v) {
	case "symbol", "string", "number":
		return v
	}
	return js.ValueOf(text(v))
}

func integer(v value) *big.Int {
	i, _ := new(big.Int).SetString(text(v), 10)
	return i
}

func bigInt(i *big.Int) value {
	return guard(func() value { return global.Get("BigInt").Invoke(i.String()) })
}

func toInt32(f float64) int32 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(math.Trunc(f), 1<<32))))
}

// operate evaluates a binary operator other than the logical ones.
func operate(op string, left, right value) value {
	switch op {
	case "===":
		return js.ValueOf(left.Equal(right))
	case "!==":
		return js.ValueOf(!left.Equal(right))
	case "==":
		return js.ValueOf(looselyEqual(left, right))
	case "!=":
		return js.ValueOf(!looselyEqual(left, right))
	case "in":
		if !isObject(right) {
			throw("TypeError", "the right side of in is no object")
		}
		return onReflect("has", right, toKey(left))
	case "instanceof":
		return js.ValueOf(isInstance(left, right))
	case "<", ">", "<=", ">=":
		return js.ValueOf(ordered(op, left, right))
	case "+":
		left, right = toPrimitive(left, "default"), toPrimitive(right, "default")
		if kind(left) == "string" || kind(right) == "string" {
			return apply(builtin("String", "concat"), js.ValueOf(""), left, right)
		}
	}
	left, right = toNumeric(left), toNumeric(right)
	if kind(left) == "bigint" && kind(right) == "bigint" {
		return bigInt(calculateBig(op, integer(left), integer(right)))
	}
	if kind(left) == "bigint" || kind(right) == "bigint" {
		throw("TypeError", "a BigInt and a number")
	}
	return js.ValueOf(calculate(op, left.Float(), right.Float()))
}

func calculate(op string, left, right float64) float64 {
	switch op {
	case "+":
		return left + right
	case "-":
		return left - right
	case "*":
		return left * right
	case "/":
		return left / right
	case "%":
		return math.Mod(left, right)
	case "**":
		return global.Get("Math").Call("pow", left, right).Float()
	case "&":
		return float64(toInt32(left) & toInt32(right))
	case "|":
		return float64(toInt32(left) | toInt32(right))
	case "^":
		return float64(toInt32(left) ^ toInt32(right))
	case "<<":
		return float64(toInt32(left) << (uint32(toInt32(right)) & 31))
	case ">>":
		return float64(toInt32(left) >> (uint32(toInt32(right)) & 31))
	case ">>>":
		return float64(uint32(toInt32(left)) >> (uint32(toInt32(right)) & 31))
	}
	panic(syntaxError("unknown operator " + op))
}

func calculateBig(op string, left, right *big.Int) *big.Int {
	result := new(big.Int)
	switch op {
	case "+":
		return result.Add(left, right)
	case "-":
		return result.Sub(left, right)
	case "*":
		return result.Mul(left, right)
	case "/", "%":
		if right.Sign() == 0 {
			throw("RangeError", "Division by zero")
		}
		if op == "/" {
			return result.Quo(left, right)
		}
		return result.Rem(left, right)
	case "**":
		return result.Exp(left, right, nil)
	case "&":
		return result.And(left, right)
	case "|":
		return result.Or(left, right)
	case "^":
		return result.Xor(left, right)
	case "<<":
		return result.Lsh(left, uint(right.Int64()))
	case ">>":
		return result.Rsh(left, uint(right.Int64()))
	}
	throw("TypeError", "an operator that BigInts lack")
	return nil
}

// ordered evaluates one of the four relational operators.
func ordered(op string, left, right value) bool {
	left, right = toPrimitive(left, "number"), toPrimitive(right, "number")
	order := 0
	if kind(left) == "string" && kind(right) == "string" {
		order = compareUnits(utf16.Encode([]rune(left.String())), utf16.Encode([]rune(right.String())))
	} else {
		a, ok := exact(left)
		b, okToo := exact(right)
		if !ok || !okToo {
			return false
		}
		order = a.Cmp(b)
	}
	switch op {
	case "<":
		return order < 0
	case ">":
		return order > 0
	case "<=":
		return order <= 0
	}
	return order >= 0
}

func compareUnits(a, b []uint16) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] != b[i] {
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}

// exact converts a primitive value to a number without rounding. It fails for NaN.
func exact(v value) (*big.Float, bool) {
	v = toNumeric(v)
	if kind(v) == "bigint" {
		return new(big.Float).SetInt(integer(v)), true
	}
	f := v.Float()
	if math.IsNaN(f) {
		return nil, false
	}
	return big.NewFloat(f), true
}

func looselyEqual(left, right value) bool {
	a, b := kind(left), kind(right)
	nullish := func(k string) bool { return k == "undefined" || k == "null" }
	switch {
	case a == b || isObject(left) && isObject(right):
		return left.Equal(right)
	case nullish(a) || nullish(b):
		return nullish(a) && nullish(b)
	case isObject(left):
		return looselyEqual(toPrimitive(left, "default"), right)
	case isObject(right):
		return looselyEqual(left, toPrimitive(right, "default"))
	case a == "symbol" || b == "symbol":
		return false
	}
	x, ok := exact(left)
	y, okToo := exact(right)
	return ok && okToo && x.Cmp(y) == 0
}

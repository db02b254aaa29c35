package main

import (
	"fmt"
	"math"
	"strings"
	"syscall/js"
)

// The maximum depth of the inspector, and the maximum number of properties or elements that it shows.
const (
	deepest = 6
	most    = 100
)

// inspector shows a value in one line. around holds the objects that enclose it.
type inspector struct{ around []value }

// inspect shows a value such that two hosts that agree on it print the same.
func inspect(v value) (shown string) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case thrown:
			shown = "inspecting throws " + describe(problem.value, false)
		default:
			shown = fmt.Sprint("inspecting panics: ", problem)
		}
	}()
	return (&inspector{}).show(v)
}

func (i *inspector) show(v value) string {
	switch kind(v) {
	case "undefined", "null", "boolean", "number", "symbol":
		return text(v)
	case "bigint":
		return text(v) + "n"
	case "string":
		return quote(v.String())
	case "function":
		return "function " + text(ownValue(v, "name")) + "/" + text(ownValue(v, "length"))
	}
	for _, outer := range i.around {
		if outer.Equal(v) {
			return "[circular]"
		}
	}
	if len(i.around) >= deepest {
		return "[deep]"
	}
	i.around = append(i.around, v)
	defer func() { i.around = i.around[:len(i.around)-1] }()
	return i.object(v)
}

// quote returns a string as JSON does, but also escapes some characters that JSON does not.
func quote(s string) string {
	var quoted strings.Builder
	quoted.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			quoted.WriteByte('\\')
			quoted.WriteRune(r)
		case r == '\n':
			quoted.WriteString("\\n")
		case r < ' ' || r >= 0x7f && r < 0xa1 || r == 0xfeff || r >= 0x2000 && r <= 0x206f || r >= 0x300 && r < 0x370:
			fmt.Fprintf(&quoted, "\\u%04x", r)
		default:
			quoted.WriteRune(r)
		}
	}
	quoted.WriteByte('"')
	return quoted.String()
}

// ownValue returns the value of an own property of an object.
func ownValue(v value, name string) value {
	found := onReflect("getOwnPropertyDescriptor", v, name)
	if found.IsUndefined() {
		return undefined
	}
	return found.Get("value")
}

// tag returns the result of Object.prototype.toString without the brackets.
func tag(v value) string {
	said := text(apply(builtin("Object", "toString"), v))
	return strings.TrimSuffix(strings.TrimPrefix(said, "[object "), "]")
}

// object shows an object according to its internal class.
func (i *inspector) object(v value) string {
	if truthy(onArray("isArray", v)) {
		return prefix(v, "Array") + i.properties(v, "[", "]", "length")
	}
	if truthy(global.Get("ArrayBuffer").Call("isView", v)) {
		return i.view(v)
	}
	switch name := tag(v); name {
	case "Error":
		shown := text(getNamed(v, "name")) + ": " + text(getNamed(v, "message"))
		return "[" + strings.TrimSuffix(shown+" "+i.properties(v, "{", "}", "stack", "message", "name"), " {}") + "]"
	case "DOMException":
		return "[DOMException " + text(getNamed(v, "name")) + ": " + text(getNamed(v, "message")) + "]"
	case "Date":
		return "Date(" + text(apply(builtin("Date", "getTime"), v)) + ")" + i.rest(v)
	case "Number", "String", "Boolean", "Symbol", "BigInt":
		if inner, ok := brand(v, name, "valueOf"); ok {
			return "[" + name + ": " + i.show(inner) + "]" + i.rest(v)
		}
	case "Map", "Set":
		if entries, ok := brand(v, name, "entries"); ok {
			return i.entries(v, onArray("from", entries), name)
		}
	case "ArrayBuffer":
		if _, ok := brand(v, name, "slice"); ok {
			bytes := construct(global.Get("Uint8Array"), []value{v})
			return fmt.Sprintf("ArrayBuffer(%d)[%s]", bytes.Length(), hex(bytes)) + i.rest(v)
		}
	case "WeakMap", "WeakSet", "WeakRef", "Promise":
		return name + "{}" + i.rest(v)
	}
	if name, ok := hostClass(v); ok {
		return "[object " + name + "]"
	}
	return prefix(v, "Object") + i.properties(v, "{", "}")
}

// brand calls a method that accepts objects of only one class.
func brand(v value, class, method string) (left value, ok bool) {
	defer func() {
		if _, failed := recover().(thrown); failed {
			ok = false
		}
	}()
	return apply(builtin(class, method), v), true
}

// language holds the global classes whose objects are fully described by their properties.
var language = map[string]bool{"Object": true, "Array": true, "Function": true}

// hostClass returns the name of the global class that created an object, if its properties depend on the host.
func hostClass(v value) (string, bool) {
	prototype := onReflect("getPrototypeOf", v)
	if prototype.IsNull() {
		return "", false
	}
	class := ownValue(prototype, "constructor")
	if kind(class) != "function" || class.Equal(object) {
		return "", false
	}
	name := text(ownValue(class, "name"))
	return name, !language[name] && ownValue(global, name).Equal(class)
}

// prefix names the class of an object, if it isn't the expected one.
func prefix(v value, expected string) string {
	prototype := onReflect("getPrototypeOf", v)
	if prototype.IsNull() {
		return "[null] "
	}
	if prototype.Equal(global.Get(expected).Get("prototype")) {
		return ""
	}
	if class := ownValue(prototype, "constructor"); kind(class) == "function" {
		return text(ownValue(class, "name")) + " "
	}
	return "[" + tag(v) + "] "
}

// rest shows the properties of an object that were not shown yet.
func (i *inspector) rest(v value, hidden ...string) string {
	return strings.TrimSuffix(" "+i.properties(v, "{", "}", hidden...), " {}")
}

// properties shows the own properties of an object, with the attributes that differ from those that an assignment sets.
func (i *inspector) properties(v value, open, end string, hidden ...string) string {
	keys := onReflect("ownKeys", v)
	isArray := open == "["
	shown := []string{}
	at := 0
	for k := 0; k < keys.Length(); k++ {
		key := keys.Index(k)
		if kind(key) == "string" && contains(hidden, key.String()) {
			continue
		}
		if len(shown) >= most {
			shown = append(shown, "...")
			break
		}
		found := onReflect("getOwnPropertyDescriptor", v, key)
		name := ""
		if n, ok := element(key); isArray && ok {
			shown = hole(shown, n-at)
			at = n + 1
		} else {
			name = keyText(key) + ": "
		}
		shown = append(shown, attributes(found)+name+i.property(found))
	}
	if isArray {
		shown = hole(shown, v.Length()-at)
	}
	return open + strings.Join(shown, ", ") + end
}

func hole(shown []string, count int) []string {
	if count > 0 {
		return append(shown, fmt.Sprintf("<%d empty>", count))
	}
	return shown
}

func contains(names []string, name string) bool {
	for _, one := range names {
		if one == name {
			return true
		}
	}
	return false
}

// element converts a key to an index.
func element(key value) (int, bool) {
	if kind(key) != "string" {
		return 0, false
	}
	name, n := key.String(), 0
	for at := range name {
		if !isDigit(name[at]) || n > 1<<31 {
			return 0, false
		}
		n = n*10 + int(name[at]-'0')
	}
	return n, name != "" && fmt.Sprint(n) == name && n < 1<<32-1
}

func keyText(key value) string {
	if kind(key) == "symbol" {
		return "[" + text(key) + "]"
	}
	name := key.String()
	for at, r := range name {
		if !isNameStart(r) && (at == 0 || r < '0' || r > '9') {
			return quote(name)
		}
	}
	if name == "" {
		return `""`
	}
	return name
}

// attributes names the attributes of a property that are false.
func attributes(found value) string {
	missing := ""
	for _, name := range []string{"writable", "enumerable", "configurable"} {
		if attribute := found.Get(name); attribute.Equal(js.ValueOf(false)) {
			missing += name[:1]
		}
	}
	if missing != "" {
		return "!" + missing + " "
	}
	return ""
}

func (i *inspector) property(found value) string {
	if isAccessor(found) {
		kinds := []string{}
		for _, name := range []string{"get", "set"} {
			if !found.Get(name).IsUndefined() {
				kinds = append(kinds, name)
			}
		}
		return "<" + strings.Join(kinds, "/") + ">"
	}
	if isNegativeZero(found) {
		return "-0"
	}
	return i.show(found.Get("value"))
}

// isNegativeZero reports whether a descriptor's value is -0. The host must determine that, because a negative zero does
// not reach Go.
func isNegativeZero(found value) bool {
	if !found.Get("value").Equal(js.ValueOf(0)) {
		return false
	}
	values := guard(func() value { return object.Call("values", found) })
	args := guard(func() value { return values.Call("slice", 0, 1).Call("concat", -1) })
	return onReflect("apply", global.Get("Math").Get("atan2"), undefined, args).Float() == -math.Pi
}

// entries shows a Map or a Set, given an array of its entries.
func (i *inspector) entries(v, pairs value, name string) string {
	shown := []string{}
	for k := 0; k < pairs.Length() && k < most; k++ {
		pair := pairs.Index(k)
		key := i.property(onReflect("getOwnPropertyDescriptor", pair, 0))
		if name == "Map" {
			key += " => " + i.property(onReflect("getOwnPropertyDescriptor", pair, 1))
		}
		shown = append(shown, key)
	}
	return fmt.Sprintf("%s(%d){%s}", name, pairs.Length(), strings.Join(shown, ", ")) + i.rest(v)
}

// view shows a typed array or a DataView.
func (i *inspector) view(v value) string {
	offset, length := getNamed(v, "byteOffset"), getNamed(v, "byteLength")
	if tag(v) == "DataView" {
		bytes := construct(global.Get("Uint8Array"), []value{getNamed(v, "buffer"), offset, length})
		return fmt.Sprintf("DataView(%s, %s)[%s]", text(offset), text(length), hex(bytes)) + i.rest(v)
	}
	shown := i.properties(v, "[", "]")
	return fmt.Sprintf("%s(%d)", tag(v), v.Length()) + shown
}

// hex shows the bytes of a Uint8Array.
func hex(bytes value) string {
	copied := make([]byte, bytes.Length())
	js.CopyBytesToGo(copied, bytes)
	more := ""
	if len(copied) > most {
		copied, more = copied[:most], " ..."
	}
	return fmt.Sprintf("% x", copied) + more
}

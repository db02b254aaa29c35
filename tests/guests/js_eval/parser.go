package main

import "fmt"

// node is a syntax node. op is its kind, which determines the meaning of text, number, kids and function.
type node struct {
	op       string
	text     string
	number   float64
	kids     []*node
	function *function
}

// function is the syntax of a function or an arrow function.
type function struct {
	name   string
	params []string
	// rest is the name of the parameter after "...", or empty.
	rest  string
	arrow bool
	body  *node
	// throws reports whether the body itself has a throw statement, usesThis whether it uses "this".
	throws, usesThis bool
}

// parser reads the tokens of one line.
type parser struct {
	tokens []token
	at     int
	// inside is the function that is being parsed, or nil.
	inside *function
}

// parse parses a line. It panics with a syntaxError.
func parse(tokens []token) *node {
	p := &parser{tokens: tokens}
	block := &node{op: "block"}
	for p.peek().kind != tokenEnd {
		block.kids = append(block.kids, p.statement())
	}
	return block
}

func (p *parser) peek() token {
	return p.tokens[p.at]
}

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

// is reports whether the next token is this mark or keyword.
func (p *parser) is(text string) bool {
	t := p.peek()
	return (t.kind == tokenMark || t.kind == tokenName) && t.text == text
}

func (p *parser) accept(text string) bool {
	if p.is(text) {
		p.at++
		return true
	}
	return false
}

func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.fail("expected " + text)
	}
}

func (p *parser) fail(what string) {
	panic(syntaxError(fmt.Sprintf("%s at token %d %q", what, p.at, p.peek().text)))
}

func (p *parser) name() string {
	if t := p.next(); t.kind == tokenName {
		return t.text
	}
	p.fail("expected a name before")
	return ""
}

// binary holds the precedence of each binary operator.
var binary = map[string]int{
	"??": 1, "||": 2, "&&": 3, "|": 4, "^": 5, "&": 6, "==": 7, "!=": 7, "===": 7, "!==": 7,
	"<": 8, ">": 8, "<=": 8, ">=": 8, "in": 8, "instanceof": 8, "<<": 9, ">>": 9, ">>>": 9,
	"+": 10, "-": 10, "*": 11, "/": 11, "%": 11, "**": 12,
}

var assignments = map[string]bool{
	"=": true, "+=": true, "-=": true, "*=": true, "/=": true, "%=": true, "**=": true, "<<=": true, ">>=": true, ">>>=": true,
	"&=": true, "|=": true, "^=": true, "&&=": true, "||=": true, "??=": true,
}

// expression reads expressions separated by commas.
func (p *parser) expression() *node {
	first := p.assignment()
	for p.accept(",") {
		first = &node{op: "comma", kids: []*node{first, p.assignment()}}
	}
	return first
}

func (p *parser) assignment() *node {
	if arrow := p.arrow(); arrow != nil {
		return arrow
	}
	target := p.conditional()
	if t := p.peek(); t.kind == tokenMark && assignments[t.text] {
		if target.op != "name" && target.op != "member" {
			p.fail("no target of an assignment")
		}
		p.next()
		return &node{op: "assign", text: t.text[:len(t.text)-1], kids: []*node{target, p.assignment()}}
	}
	return target
}

func (p *parser) conditional() *node {
	test := p.binary(0)
	if !p.accept("?") {
		return test
	}
	then := p.assignment()
	p.expect(":")
	return &node{op: "conditional", kids: []*node{test, then, p.assignment()}}
}

func (p *parser) binary(least int) *node {
	left := p.unary()
	for {
		t := p.peek()
		strength, ok := binary[t.text]
		if !ok || t.kind != tokenMark && t.kind != tokenName || strength <= least {
			return left
		}
		p.next()
		if t.text == "**" {
			strength--
		}
		right := p.binary(strength)
		op := "binary"
		if t.text == "&&" || t.text == "||" || t.text == "??" {
			op = "logical"
		}
		left = &node{op: op, text: t.text, kids: []*node{left, right}}
	}
}

func (p *parser) unary() *node {
	t := p.peek()
	if t.kind == tokenMark || t.kind == tokenName {
		switch t.text {
		case "!", "-", "+", "~", "typeof", "void", "delete":
			p.next()
			return &node{op: "unary", text: t.text, kids: []*node{p.unary()}}
		case "++", "--":
			p.next()
			return &node{op: "prefix", text: t.text[:1], kids: []*node{p.unary()}}
		}
	}
	operand := p.postfix(p.primary())
	if p.is("++") || p.is("--") {
		return &node{op: "postfix", text: p.next().text[:1], kids: []*node{operand}}
	}
	return operand
}

// postfix reads the member accesses and calls after an operand.
func (p *parser) postfix(operand *node) *node {
	for {
		switch {
		case p.is(".") || p.is("["):
			operand = p.member(operand)
		case p.accept("("):
			operand = &node{op: "call", kids: append([]*node{operand}, p.list(")")...)}
		default:
			return operand
		}
	}
}

func (p *parser) member(object *node) *node {
	key := &node{op: "string"}
	if p.accept(".") {
		key.text = p.name()
	} else {
		p.expect("[")
		key = p.expression()
		p.expect("]")
	}
	return &node{op: "member", kids: []*node{object, key}}
}

// list reads arguments or elements up to the closing mark. A missing element is a hole.
func (p *parser) list(end string) []*node {
	var kids []*node
	for !p.accept(end) {
		switch {
		case end == "]" && p.accept(","):
			kids = append(kids, &node{op: "hole"})
			continue
		case p.accept("..."):
			kids = append(kids, &node{op: "spread", kids: []*node{p.assignment()}})
		default:
			kids = append(kids, p.assignment())
		}
		if !p.is(end) {
			p.expect(",")
		}
	}
	return kids
}

func (p *parser) primary() *node {
	t := p.next()
	switch t.kind {
	case tokenNumber:
		return &node{op: "number", number: t.number}
	case tokenBigInt:
		return &node{op: "bigint", text: t.text}
	case tokenString:
		return &node{op: "string", text: t.text}
	case tokenName:
		switch t.text {
		case "function":
			name := ""
			if !p.is("(") {
				name = p.name()
			}
			return p.function(name)
		case "new":
			return p.construct()
		case "null", "true", "false":
			return &node{op: t.text}
		case "this":
			if p.inside != nil {
				p.inside.usesThis = true
			}
			return &node{op: "this"}
		}
		return &node{op: "name", text: t.text}
	case tokenMark:
		switch t.text {
		case "(":
			inner := p.expression()
			p.expect(")")
			return inner
		case "[":
			return &node{op: "array", kids: p.list("]")}
		case "{":
			return p.object()
		}
	}
	p.at--
	p.fail("unexpected")
	return nil
}

// construct reads the operand of "new".
func (p *parser) construct() *node {
	constructor := p.primary()
	for p.is(".") || p.is("[") {
		constructor = p.member(constructor)
	}
	kids := []*node{constructor}
	if p.accept("(") {
		kids = append(kids, p.list(")")...)
	}
	return &node{op: "new", kids: kids}
}

// object reads an object literal after its opening brace. The kids are properties, each a key followed by its value.
func (p *parser) object() *node {
	object := &node{op: "object"}
	for !p.accept("}") {
		object.kids = append(object.kids, p.property())
		if !p.is("}") {
			p.expect(",")
		}
	}
	return object
}

func (p *parser) property() *node {
	if p.accept("...") {
		return &node{op: "spread", kids: []*node{p.assignment()}}
	}
	kind := "property"
	if p.is("get") || p.is("set") {
		if after := p.tokens[p.at+1]; after.kind != tokenMark || after.text == "[" {
			kind = p.next().text
		}
	}
	computed := p.is("[")
	key := p.propertyKey()
	if computed {
		key = &node{op: "computed", kids: []*node{key}}
	}
	switch {
	case p.is("("):
		name := key.text
		if kind != "property" {
			name = kind + " " + name
		}
		return &node{op: kind, kids: []*node{key, p.function(name)}}
	case p.accept(":"):
		return &node{op: kind, kids: []*node{key, p.assignment()}}
	}
	return &node{op: kind, kids: []*node{key, {op: "name", text: key.text}}}
}

func (p *parser) propertyKey() *node {
	if p.accept("[") {
		key := p.assignment()
		p.expect("]")
		return key
	}
	t := p.next()
	switch t.kind {
	case tokenName, tokenString:
		return &node{op: "string", text: t.text}
	case tokenNumber:
		return &node{op: "number", number: t.number}
	}
	p.fail("no name of a property before")
	return nil
}

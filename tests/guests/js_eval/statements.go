package main

// statement reads one statement and the semicolon after it.
func (p *parser) statement() *node {
	t := p.peek()
	if t.kind == tokenMark {
		switch t.text {
		case "{":
			return p.block()
		case ";":
			p.next()
			return &node{op: "block"}
		}
	}
	if t.kind == tokenName {
		switch t.text {
		case "let", "const", "var":
			declared := p.declaration()
			p.end()
			return declared
		case "function":
			p.next()
			name := p.name()
			return &node{op: "declare", kids: []*node{{op: "name", text: name, kids: []*node{p.function(name)}}}}
		case "if":
			return p.conditionalStatement()
		case "for":
			return p.loop()
		case "while":
			p.next()
			test := p.parenthesised()
			return &node{op: "for", kids: []*node{{op: "block"}, test, {op: "block"}, p.statement()}}
		case "try":
			return p.try()
		case "throw":
			p.next()
			if p.inside != nil {
				p.inside.throws = true
			}
			thrown := &node{op: "throw", kids: []*node{p.expression()}}
			p.end()
			return thrown
		case "return":
			p.next()
			returned := &node{op: "return"}
			if !p.is(";") && !p.is("}") {
				returned.kids = []*node{p.expression()}
			}
			p.end()
			return returned
		case "break", "continue":
			p.next()
			p.end()
			return &node{op: t.text}
		}
	}
	value := &node{op: "expression", kids: []*node{p.expression()}}
	p.end()
	return value
}

// end reads the semicolon after a statement, which is optional for the last one of a block or line.
func (p *parser) end() {
	if !p.is("}") && p.peek().kind != tokenEnd {
		p.expect(";")
	}
}

func (p *parser) block() *node {
	p.expect("{")
	block := &node{op: "block"}
	for !p.accept("}") {
		block.kids = append(block.kids, p.statement())
	}
	return block
}

func (p *parser) parenthesised() *node {
	p.expect("(")
	inner := p.expression()
	p.expect(")")
	return inner
}

// declaration reads let, const or var. All three declare variables of the block.
func (p *parser) declaration() *node {
	p.next()
	declaration := &node{op: "declare"}
	for {
		one := &node{op: "name", text: p.name()}
		if p.accept("=") {
			one.kids = []*node{p.assignment()}
		}
		declaration.kids = append(declaration.kids, one)
		if !p.accept(",") {
			return declaration
		}
	}
}

func (p *parser) conditionalStatement() *node {
	p.expect("if")
	kids := []*node{p.parenthesised(), p.statement()}
	if p.accept("else") {
		kids = append(kids, p.statement())
	}
	return &node{op: "if", kids: kids}
}

// loop reads both kinds of for.
func (p *parser) loop() *node {
	p.expect("for")
	p.expect("(")
	first := &node{op: "block"}
	switch {
	case p.is("let") || p.is("const") || p.is("var"):
		if p.tokens[p.at+2].text == "of" {
			p.next()
			name := p.name()
			p.expect("of")
			iterable := p.assignment()
			p.expect(")")
			return &node{op: "for of", text: name, kids: []*node{iterable, p.statement()}}
		}
		first = p.declaration()
	case !p.is(";"):
		first = p.expression()
	}
	p.expect(";")
	test, step := &node{op: "true"}, &node{op: "block"}
	if !p.is(";") {
		test = p.expression()
	}
	p.expect(";")
	if !p.is(")") {
		step = p.expression()
	}
	p.expect(")")
	return &node{op: "for", kids: []*node{first, test, step, p.statement()}}
}

// try reads a try statement. The kids are the blocks of try, catch and finally. The latter two may be nil.
func (p *parser) try() *node {
	p.expect("try")
	node := &node{op: "try", kids: []*node{p.block(), nil, nil}}
	if p.accept("catch") {
		if p.accept("(") {
			node.text = p.name()
			p.expect(")")
		}
		node.kids[1] = p.block()
	}
	if p.accept("finally") {
		node.kids[2] = p.block()
	}
	return node
}

// arrow reads an arrow function, and returns nil if there is none.
func (p *parser) arrow() *node {
	start := p.at
	f := &function{arrow: true}
	switch {
	case p.peek().kind == tokenName:
		f.params = []string{p.name()}
	case !p.is("(") || !p.arrowFollows():
		return nil
	default:
		p.params(f)
	}
	if !p.accept("=>") {
		p.at = start
		return nil
	}
	return p.body(f)
}

// arrowFollows reports whether "=>" follows the parenthesis that matches this one.
func (p *parser) arrowFollows() bool {
	depth := 0
	for i := p.at; p.tokens[i].kind != tokenEnd; i++ {
		if p.tokens[i].kind != tokenMark {
			continue
		}
		switch p.tokens[i].text {
		case "(":
			depth++
		case ")":
			depth--
			if depth == 0 {
				return p.tokens[i+1].kind == tokenMark && p.tokens[i+1].text == "=>"
			}
		}
	}
	return false
}

// function reads a function after its name.
func (p *parser) function(name string) *node {
	f := &function{name: name}
	p.params(f)
	return p.body(f)
}

func (p *parser) params(f *function) {
	p.expect("(")
	for !p.accept(")") {
		if p.accept("...") {
			f.rest = p.name()
		} else {
			f.params = append(f.params, p.name())
		}
		if !p.is(")") {
			p.expect(",")
		}
	}
}

func (p *parser) body(f *function) *node {
	outer := p.inside
	p.inside = f
	if p.is("{") || !f.arrow {
		f.body = p.block()
	} else {
		f.body = &node{op: "block", kids: []*node{{op: "return", kids: []*node{p.assignment()}}}}
	}
	p.inside = outer
	if f.arrow && f.usesThis && outer != nil {
		outer.usesThis = true
	}
	return &node{op: "function", function: f}
}

package main

// outcome describes how a statement ended.
type outcome int

const (
	normal outcome = iota
	broken
	continued
	returned
)

// result is the value of an expression statement or a return statement.
type result struct{ value value }

// run executes a block in its own scope.
func (s *scope) run(n *node, into *result) outcome {
	inner := s.inner()
	for _, kid := range n.kids {
		if how := inner.exec(kid, into); how != normal {
			return how
		}
	}
	return normal
}

// exec executes a statement.
func (s *scope) exec(n *node, into *result) outcome {
	switch n.op {
	case "block":
		return s.run(n, into)
	case "declare":
		for _, one := range n.kids {
			v := undefined
			if len(one.kids) > 0 {
				v = s.named(one.kids[0], one.text)
			}
			s.declare(one.text, v)
		}
	case "expression":
		s.expression(n.kids[0], into)
	case "if":
		if truthy(s.eval(n.kids[0])) {
			return s.exec(n.kids[1], into)
		} else if len(n.kids) > 2 {
			return s.exec(n.kids[2], into)
		}
	case "for":
		return s.loop(n, into)
	case "for of":
		how := normal
		iterate(s.eval(n.kids[0]), func(v value) bool {
			inner := s.inner()
			inner.declare(n.text, v)
			how = inner.exec(n.kids[1], into)
			return how == normal || how == continued
		})
		if how == returned {
			return returned
		}
	case "try":
		return s.try(n, into)
	case "throw":
		panic(thrown{s.eval(n.kids[0])})
	case "return":
		into.value = undefined
		if len(n.kids) > 0 {
			into.value = s.eval(n.kids[0])
		}
		return returned
	case "break":
		return broken
	case "continue":
		return continued
	}
	return normal
}

// expression executes an expression statement.
func (s *scope) expression(n *node, into *result) {
	if n.op == "unary" && n.text == "delete" && n.kids[0].op == "member" {
		target := s.eval(n.kids[0].kids[0])
		key := toKey(s.eval(n.kids[0].kids[1]))
		if isObject(target) && kind(key) == "string" {
			// Value.Delete does not report whether the property was deleted.
			target.Delete(key.String())
			gone := onReflect("getOwnPropertyDescriptor", target, key).IsUndefined()
			into.value = boolean(gone)
			return
		}
	}
	into.value = s.eval(n)
}

// loop executes a for statement. Each iteration has its own variable, as with let.
func (s *scope) loop(n *node, into *result) outcome {
	turn := s.inner()
	if n.kids[0].op == "declare" {
		turn.exec(n.kids[0], into)
	} else {
		turn.eval(n.kids[0])
	}
	for truthy(turn.eval(n.kids[1])) {
		switch turn.exec(n.kids[3], into) {
		case broken:
			return normal
		case returned:
			return returned
		}
		next := s.inner()
		for name, v := range turn.variables {
			next.declare(name, *v)
		}
		turn = next
		turn.eval(n.kids[2])
	}
	return normal
}

func (s *scope) try(n *node, into *result) (how outcome) {
	if n.kids[2] != nil {
		defer func() {
			problem := recover()
			if last := s.run(n.kids[2], into); last != normal {
				how = last
			} else if problem != nil {
				panic(problem)
			}
		}()
	}
	if n.kids[1] == nil {
		return s.run(n.kids[0], into)
	}
	how, caught := s.attempt(n.kids[0], into)
	if caught == nil {
		return how
	}
	inner := s.inner()
	if n.text != "" {
		inner.declare(n.text, caught.value)
	}
	return inner.run(n.kids[1], into)
}

// attempt executes a block, and returns the exception that it throws.
func (s *scope) attempt(n *node, into *result) (how outcome, caught *thrown) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case thrown:
			caught = &problem
		default:
			panic(problem)
		}
	}()
	return s.run(n, into), nil
}

package main

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of tokens. To the lexer, keywords are identifiers.
const (
	tokenEnd = iota
	tokenName
	tokenNumber
	tokenBigInt
	tokenString
	tokenMark
)

// token is one lexical element. text is a name, a mark, the value of a string, or the digits of a BigInt.
type token struct {
	kind   int
	text   string
	number float64
}

// syntaxError is the panic value of the lexer and the parser.
type syntaxError string

// marks are the punctuators. A longer one precedes its own prefixes.
var marks = []string{
	">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
	"=>", "==", "!=", "<=", ">=", "&&", "||", "??", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
	"{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
}

// lex splits a line into tokens, and returns the text of the comment at its end, if any.
func lex(source string) (tokens []token, comment string) {
	rest := source
	for {
		rest = strings.TrimLeft(rest, " \t\r\n")
		switch {
		case rest == "":
			return append(tokens, token{kind: tokenEnd}), comment
		case strings.HasPrefix(rest, "//"):
			return append(tokens, token{kind: tokenEnd}), strings.TrimSpace(rest[2:])
		}
		next, length := lexOne(rest)
		tokens = append(tokens, next)
		rest = rest[length:]
	}
}

// lexOne reads the first token of the text, and returns its length in bytes.
func lexOne(rest string) (token, int) {
	first, _ := utf8.DecodeRuneInString(rest)
	switch {
	case isNameStart(first):
		end := strings.IndexFunc(rest, func(r rune) bool { return !isNameStart(r) && !unicode.IsDigit(r) })
		if end < 0 {
			end = len(rest)
		}
		return token{kind: tokenName, text: rest[:end]}, end
	case first == '"' || first == '\'' || first == '`':
		return lexString(rest, byte(first))
	case isDigit(rest[0]) || first == '.' && len(rest) > 1 && isDigit(rest[1]):
		return lexNumber(rest)
	}
	for _, mark := range marks {
		if strings.HasPrefix(rest, mark) {
			return token{kind: tokenMark, text: mark}, len(mark)
		}
	}
	panic(syntaxError(fmt.Sprintf("unexpected %q", first)))
}

func isNameStart(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r)
}

func isDigit(b byte) bool {
	return '0' <= b && b <= '9'
}

func lexNumber(rest string) (token, int) {
	end := 0
	if base, ok := map[byte]int{'x': 16, 'o': 8, 'b': 2}[(rest + "  ")[1]|0x20]; ok && rest[0] == '0' {
		for end = 2; end < len(rest) && (isDigit(rest[end]) || unicode.IsLetter(rune(rest[end])) && rest[end] != 'n'); end++ {
		}
		digits, ok := new(big.Int).SetString(rest[2:end], base)
		if !ok {
			panic(syntaxError("malformed number " + rest[:end]))
		}
		if strings.HasPrefix(rest[end:], "n") {
			return token{kind: tokenBigInt, text: digits.String()}, end + 1
		}
		value, _ := new(big.Float).SetInt(digits).Float64()
		return token{kind: tokenNumber, number: value}, end
	}
	for end < len(rest) {
		exponent := end > 0 && rest[end-1]|0x20 == 'e' && (rest[end] == '+' || rest[end] == '-')
		if !isDigit(rest[end]) && rest[end] != '.' && rest[end]|0x20 != 'e' && !exponent {
			break
		}
		end++
	}
	if strings.HasPrefix(rest[end:], "n") {
		return token{kind: tokenBigInt, text: rest[:end]}, end + 1
	}
	value, err := strconv.ParseFloat(rest[:end], 64)
	if err != nil && !math.IsInf(value, 0) {
		panic(syntaxError("malformed number " + rest[:end]))
	}
	return token{kind: tokenNumber, number: value}, end
}

func lexString(rest string, quote byte) (token, int) {
	var text strings.Builder
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case quote:
			return token{kind: tokenString, text: text.String()}, i + 1
		case '\\':
			char, length := lexEscape(rest[i+1:])
			text.WriteString(char)
			i += length
		default:
			text.WriteByte(rest[i])
		}
	}
	panic(syntaxError("a string has no end"))
}

// lexEscape reads the escape sequence after a backslash, and returns its length in bytes.
func lexEscape(rest string) (string, int) {
	if rest == "" {
		panic(syntaxError("a string has no end"))
	}
	hex := func(from, to int) (string, int) {
		if to > len(rest) {
			panic(syntaxError("malformed escape"))
		}
		value, err := strconv.ParseUint(rest[from:to], 16, 32)
		if err != nil {
			panic(syntaxError("malformed escape"))
		}
		return string(rune(value)), to
	}
	switch rest[0] {
	case 'n':
		return "\n", 1
	case 't':
		return "\t", 1
	case 'r':
		return "\r", 1
	case 'b':
		return "\b", 1
	case 'f':
		return "\f", 1
	case 'v':
		return "\v", 1
	case '0':
		return "\x00", 1
	case 'x':
		return hex(1, 3)
	case 'u':
		if end := strings.IndexByte(rest, '}'); strings.HasPrefix(rest, "u{") && end > 0 {
			text, _ := hex(2, end)
			return text, end + 1
		}
		return hex(1, 5)
	}
	_, length := utf8.DecodeRuneInString(rest)
	return rest[:length], length
}

package scenario

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

type kind string

const (
	kindNull   kind = "null"
	kindString kind = "text"
	kindNumber kind = "a number"
	kindBool   kind = "true or false"
	kindList   kind = "a list"
	kindMap    kind = "a mapping"
)

// node is one value of a YAML file with its place. Nothing but this file knows the YAML library.
type node struct {
	kind         kind
	scalar       any // string, int64, uint64, float64 or bool
	items        []*node
	pairs        []pair
	line, column int
}

type pair struct {
	key   *node // its scalar is a string
	value *node
}

func (p pair) name() string { return p.key.text() }

func (n *node) text() string { s, _ := n.scalar.(string); return s }

// get returns a member of a mapping, nil when it is absent.
func (n *node) get(name string) *node {
	i := slices.IndexFunc(n.pairs, func(p pair) bool { return p.name() == name })
	if i < 0 {
		return nil
	}
	return n.pairs[i].value
}

// parseYAML reads one document.
func parseYAML(file string, data []byte) (*node, error) {
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, syntaxProblem(file, data, err)
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return nil, &Problem{file, 1, 1, fmt.Sprintf("a scenario is one YAML document, this file has %d", countDocs(parsed))}
	}
	r := reader{problems{file: file}}
	n := r.read(parsed.Docs[0].Body)
	return n, r.err()
}

func countDocs(f *ast.File) (n int) {
	for _, doc := range f.Docs {
		if doc.Body != nil {
			n++
		}
	}
	return n
}

// bareInFlow is a placeholder without quotes where its braces mean something to YAML.
var bareInFlow = regexp.MustCompile(`[{\[,:]\s*\$\{`)

// syntaxProblem places what the YAML library says, and adds what is the usual reason.
func syntaxProblem(file string, data []byte, err error) error {
	var e yaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil {
		return &Problem{file, 1, 1, err.Error()}
	}
	at, hint := e.GetToken().Position, ""
	lines := strings.Split(string(data), "\n")
	if at.Line <= len(lines) && bareInFlow.MatchString(lines[at.Line-1]) {
		hint = `; within { } and [ ] a placeholder stands in quotes: "${name}"`
	}
	return &Problem{file, at.Line, at.Column, e.GetMessage() + hint}
}

type reader struct{ problems }

func (r *reader) read(from ast.Node) *node {
	n := place(from.GetToken())
	switch y := from.(type) {
	case *ast.MappingNode:
		r.readMap(n, y)
	case *ast.SequenceNode:
		n.kind = kindList
		for _, item := range y.Values {
			n.items = append(n.items, r.read(item))
		}
	case *ast.NullNode:
		n.kind = kindNull
	case *ast.LiteralNode:
		n.kind, n.scalar = kindString, y.Value.Value
	case *ast.StringNode:
		n.kind, n.scalar = kindString, y.Value
	case *ast.BoolNode:
		n.kind, n.scalar = kindBool, y.Value
	case *ast.IntegerNode:
		n.kind, n.scalar = kindNumber, y.Value
	case *ast.FloatNode:
		n.kind, n.scalar = kindNumber, y.Value
	default:
		r.at(n, "anchors, aliases and tags are not part of the language: write the value out")
		n.kind = kindNull
	}
	return n
}

// readMap places a mapping at its first key.
func (r *reader) readMap(n *node, y *ast.MappingNode) {
	n.kind = kindMap
	for _, member := range y.Values {
		key := place(member.Key.GetToken())
		key.kind, key.scalar = kindString, member.Key.GetToken().Value
		n.pairs = append(n.pairs, pair{key, r.read(member.Value)})
	}
	if len(n.pairs) > 0 && !y.IsFlowStyle {
		n.line, n.column = n.pairs[0].key.line, n.pairs[0].key.column
	}
}

func place(t *token.Token) *node { return &node{line: t.Position.Line, column: t.Position.Column} }

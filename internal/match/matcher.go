package match

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// How is the way words are compared.
type How string

// The ways. Any means every text.
const (
	Any      How = ""
	Contains How = "contains" // one of the words stands somewhere
	Equals   How = "equals"   // the text is one of the words
	Begins   How = "begins"   // the text begins with one of them
	Pattern  How = "pattern"  // an RE2 pattern finds something
)

// Limits of what people write.
const (
	MaxWords   = 50
	MaxWord    = 50  // characters
	MaxPattern = 300 // characters

	maxProgram = 3000 // steps of a compiled pattern
)

// What is wrong with a matcher.
const (
	BadHow     = "how"
	NoWords    = "no_words"
	TooMany    = "too_many"
	TooLong    = "too_long"
	BadPattern = "pattern" // Detail says what RE2 said
	TooComplex = "too_complex"
	MatchesAll = "matches_all" // the pattern finds the empty text
)

// Problem is why a matcher is refused; words for people are the caller's.
type Problem struct {
	Code   string
	Word   string
	Detail string
}

func (p *Problem) Error() string { return p.Code }

// Matcher knows a text when it sees one. It is safe for many callers at once.
type Matcher struct {
	how     How
	words   []string // folded
	pattern *regexp.Regexp
}

// New makes a matcher of words, or of a pattern when that is how.
func New(how How, words []string, pattern string) (*Matcher, error) {
	switch how {
	case Any:
		return &Matcher{}, nil
	case Pattern:
		re, err := compile(pattern)
		if err != nil {
			return nil, err
		}
		return &Matcher{how: how, pattern: re}, nil
	case Contains, Equals, Begins:
		folded, err := foldWords(words)
		if err != nil {
			return nil, err
		}
		return &Matcher{how: how, words: folded}, nil
	}
	return nil, &Problem{Code: BadHow}
}

func foldWords(words []string) ([]string, error) {
	var folded []string
	for _, w := range words {
		f := Fold(w)
		switch {
		case utf8.RuneCountInString(f) > MaxWord:
			return nil, &Problem{Code: TooLong, Word: w}
		case f != "" && !slices.Contains(folded, f):
			folded = append(folded, f)
		}
	}
	switch {
	case len(folded) == 0:
		return nil, &Problem{Code: NoWords}
	case len(folded) > MaxWords:
		return nil, &Problem{Code: TooMany}
	}
	return folded, nil
}

// compile reads a pattern. Texts are folded, so letters match in both cases.
func compile(pattern string) (*regexp.Regexp, error) {
	if n := utf8.RuneCountInString(pattern); strings.TrimSpace(pattern) == "" {
		return nil, &Problem{Code: NoWords}
	} else if n > MaxPattern {
		return nil, &Problem{Code: TooLong}
	}
	// Read alone first: what is wrong is told of what they wrote, and nothing ends the group around it.
	if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
		return nil, badPattern(err)
	}
	parsed, err := syntax.Parse("(?i:"+pattern+")", syntax.Perl)
	if err != nil {
		return nil, badPattern(err)
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil || len(program.Inst) > maxProgram {
		return nil, &Problem{Code: TooComplex}
	}
	re, err := regexp.Compile("(?i:" + pattern + ")")
	switch {
	case err != nil:
		return nil, badPattern(err)
	case re.MatchString(""):
		return nil, &Problem{Code: MatchesAll}
	}
	return re, nil
}

// badPattern says what RE2 said, and of which part.
func badPattern(err error) *Problem {
	var e *syntax.Error
	if errors.As(err, &e) {
		return &Problem{Code: BadPattern, Word: e.Expr, Detail: string(e.Code)}
	}
	return &Problem{Code: BadPattern, Detail: err.Error()}
}

// Find is what of a text it means, folded; ok is false for any other text.
func (m *Matcher) Find(text string) (found string, ok bool) {
	if m.how == Any {
		return "", true
	}
	text = Fold(text)
	if m.how == Pattern {
		at := m.pattern.FindStringIndex(text)
		if at == nil {
			return "", false
		}
		return text[at[0]:at[1]], true
	}
	for _, w := range m.words {
		if m.holds(text, w) {
			return w, true
		}
	}
	return "", false
}

func (m *Matcher) holds(text, word string) bool {
	switch m.how {
	case Equals:
		return text == word
	case Begins:
		return strings.HasPrefix(text, word)
	default:
		return strings.Contains(text, word)
	}
}

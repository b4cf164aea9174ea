package ledger

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Filling is what the variables of a welcome or remark stand for. {name|word} stands for word where the name is not known.
type Filling struct {
	Customer string
	Member   string
	UserID   string // stands for a member whose name is not known, where the text names no other word
	Channel  string
	Way      string
	At       time.Time // where the account is
}

var variable = regexp.MustCompile(`\{([a-z_]+)(\|[^{}|]*)?\}`)

// nobody is what a customer without a known name is called where the text names no other word.
const nobody = "您"

// fill puts values in the place of variables. What comes out of a value is never read again: names are data.
func (f Filling) fill(text string) string {
	return variable.ReplaceAllStringFunc(text, func(whole string) string {
		m := variable.FindStringSubmatch(whole)
		value, known := f.value(m[1])
		switch {
		case !known:
			return whole
		case value != "":
			return value
		case m[2] != "":
			return m[2][1:]
		case m[1] == "customer":
			return nobody
		case m[1] == "member":
			return f.UserID
		}
		return ""
	})
}

func (f Filling) value(name string) (value string, known bool) {
	switch name {
	case "customer":
		return line(f.Customer), true
	case "member":
		return line(f.Member), true
	case "channel":
		return f.Channel, true
	case "way":
		return f.Way, true
	case "greeting":
		return greetingAt(f.At.Hour()), true
	case "date":
		return f.At.Format("0102"), true
	}
	return "", false
}

// uses says whether a text needs a variable.
func uses(text, name string) bool {
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if m[1] == name {
			return true
		}
	}
	return false
}

// greetingAt is how one greets at an hour.
func greetingAt(hour int) string {
	switch {
	case hour < 5, hour >= 18:
		return "晚上好"
	case hour < 11:
		return "早上好"
	case hour < 13:
		return "中午好"
	}
	return "下午好"
}

// line is a name without line breaks and other controls.
func line(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, name))
}

// validVariables refuses a variable that there is not: a mistyped one would be sent as it stands.
func validVariables(field, text string) error {
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if _, known := (Filling{}).value(m[1]); !known {
			return crm.Invalid(field, "不认识变量 {"+m[1]+"}，可用：{customer} {member} {channel} {way} {greeting} {date}",
				"the variable {"+m[1]+"} is not known: there are {customer}, {member}, {channel}, {way}, {greeting} and {date}")
		}
	}
	return nil
}

// cutBytes shortens a text to a number of bytes, at the end of a character as people see it.
func cutBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:whole(s, most)]
}

// cutRunes does so for a number of code points, which is what the platform counts as characters.
func cutRunes(s string, most int) string {
	for i := range s {
		if most--; most < 0 {
			return s[:whole(s, i)]
		}
	}
	return s
}

// whole moves a cut back to where it parts nothing that is drawn as one: a letter and its accents, a joined emoji.
func whole(s string, cut int) int {
	for cut > 0 {
		next, _ := utf8.DecodeRuneInString(s[cut:])
		last, size := utf8.DecodeLastRuneInString(s[:cut])
		if last != joiner && !attached(next) {
			return cut
		}
		cut -= size
	}
	return 0
}

const joiner = '\u200d'

// attached are runes that belong to the one before them.
func attached(r rune) bool {
	return r == joiner || unicode.Is(unicode.M, r) || r >= 0x1f3fb && r <= 0x1f3ff
}

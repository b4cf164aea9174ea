package desk

import (
	"errors"
	"regexp/syntax"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/match"
)

// ruleSet is all rules, ready to be asked. Every push asks them, so they are kept until one changes.
type ruleSet struct {
	state RuleState
	rules []readyRule
}

type readyRule struct {
	Rule
	match *match.Matcher
}

// rulesFor are the enabled rules of an account for some events, by position.
func (k *Desk) rulesFor(tx Tx, account int64, events ...RuleEvent) ([]readyRule, error) {
	set, err := k.allRules(tx)
	if err != nil {
		return nil, err
	}
	var list []readyRule
	for _, r := range set.rules {
		if r.Enabled && (r.AccountID == 0 || r.AccountID == account) && in(r.Event, events) {
			list = append(list, r)
		}
	}
	return list, nil
}

func in(e RuleEvent, events []RuleEvent) bool {
	for _, x := range events {
		if x == e {
			return true
		}
	}
	return false
}

func (k *Desk) allRules(tx Tx) (*ruleSet, error) {
	state, err := tx.RuleState()
	if err != nil {
		return nil, err
	}
	if set := k.rules.Load(); set != nil && set.state == state {
		return set, nil
	}
	list, err := tx.Rules()
	if err != nil {
		return nil, err
	}
	set := &ruleSet{state: state, rules: ready(list)}
	k.rules.Store(set)
	return set, nil
}

// ready compiles rules. One that cannot be, which a newer program may have stored, is never asked.
func ready(list []Rule) []readyRule {
	var out []readyRule
	for _, r := range list {
		if m, err := r.matcher(); err == nil {
			out = append(out, readyRule{r, m})
		}
	}
	return out
}

func (r Rule) matcher() (*match.Matcher, error) { return match.New(r.How, r.Words, r.Pattern) }

// matchWords puts into words why a matcher is refused.
func matchWords(err error) error {
	var p *match.Problem
	if !errors.As(err, &p) {
		return err
	}
	switch p.Code {
	case match.NoWords:
		return crm.Invalid("words", "请填写关键词或表达式", "words or a pattern are needed")
	case match.TooMany:
		return crm.Invalid("words", "关键词最多 50 个", "there may be 50 words at most")
	case match.TooLong:
		return crm.Invalid("words", "关键词最多 50 个字，表达式最多 300 个字符", "a word may have 50 characters, a pattern 300")
	case match.BadPattern:
		return crm.Invalid("pattern", "表达式写法不对："+patternWords(p.Detail)+inTicks(p.Word), "the pattern cannot be read: "+p.Detail+inTicks(p.Word))
	case match.TooComplex:
		return crm.Invalid("pattern", "表达式太复杂，请写得短一些", "the pattern is too complex: make it shorter")
	case match.MatchesAll:
		return crm.Invalid("pattern", "表达式能匹配空内容，等于匹配所有消息；请改选「任何消息」或写得更具体", "the pattern finds the empty text, so it would fit every message: choose any message, or be more precise")
	}
	return crm.Invalid("how", "请选择匹配方式", "choose how messages are compared")
}

// patternWords are what RE2 says of patterns it cannot read, for who does not read English.
func patternWords(said string) string {
	if words, known := badPatterns[syntax.ErrorCode(said)]; known {
		return words
	}
	return said
}

var badPatterns = map[syntax.ErrorCode]string{
	syntax.ErrMissingParen:          "缺少右括号 )",
	syntax.ErrUnexpectedParen:       "多了一个右括号 )",
	syntax.ErrMissingBracket:        "缺少右方括号 ]",
	syntax.ErrMissingRepeatArgument: "* + ? 前面没有内容",
	syntax.ErrInvalidRepeatOp:       "重复符号连用了",
	syntax.ErrInvalidRepeatSize:     "重复次数太大",
	syntax.ErrInvalidCharRange:      "字符范围不对",
	syntax.ErrInvalidCharClass:      "方括号里的写法不对",
	syntax.ErrInvalidEscape:         "不支持的转义写法",
	syntax.ErrInvalidPerlOp:         "不支持的写法",
	syntax.ErrInvalidNamedCapture:   "命名分组的写法不对",
	syntax.ErrTrailingBackslash:     "末尾多了一个 \\",
	syntax.ErrNestingDepth:          "括号套得太深",
	syntax.ErrLarge:                 "表达式太大",
}

func inTicks(part string) string {
	if part == "" {
		return ""
	}
	return " `" + part + "`"
}

package wx

// Explanation is a code in words for a person: what it means and what to do
// about it, in Chinese and English.
type Explanation struct {
	ZH, EN     string // what it means
	DoZH, DoEN string // what to do
}

// meaning is one row of the table.
type meaning struct {
	code int
	on   Platform // empty: on both
	Explanation
}

type meaningKey struct {
	on   Platform
	code int
}

var meaningOf = func() map[meaningKey]Explanation {
	m := make(map[meaningKey]Explanation, len(meaningsOfBoth)+len(meaningsOfWeCom)+len(meaningsOfWeApp))
	for _, rows := range [][]meaning{meaningsOfBoth, meaningsOfWeCom, meaningsOfWeApp} {
		for _, row := range rows {
			m[meaningKey{row.on, row.code}] = row.Explanation
		}
	}
	return m
}()

// Meaning explains a code, and reports whether it is known. A code that means
// different things on the two platforms is explained as WeCom has it; use
// Error.Explain when there is an Error.
func Meaning(code int) (Explanation, bool) {
	if e, ok := explain(WeCom, code); ok {
		return e, true
	}
	return explain(WeApp, code)
}

func explain(on Platform, code int) (Explanation, bool) {
	if e, ok := meaningOf[meaningKey{on, code}]; ok {
		return e, true
	}
	e, ok := meaningOf[meaningKey{"", code}]
	return e, ok
}

package desk

import "regexp"

// Links that stand in a text: into the mini program, or to a web page. The console reads them by the same rules.
var (
	anchor = regexp.MustCompile(`<a\s([^<>]*)>([^<]*)</a>`)
	leads  = regexp.MustCompile(`(?:^|\s)(?:data-miniprogram-path="[^"]|href="https?://)`)
)

// plain is a text as the customer reads it: of a link only its words.
func plain(text string) string {
	return anchor.ReplaceAllStringFunc(text, func(link string) string {
		if m := anchor.FindStringSubmatch(link); leads.MatchString(m[1]) {
			return m[2]
		}
		return link
	})
}

package sandbox

import (
	"maps"
	"slices"
)

// Codes are the errors that a platform's side can answer.
func Codes(platform string) []int {
	return slices.Sorted(maps.Keys(map[string]map[int]string{wecom: wecomTexts, weapp: weappTexts}[platform]))
}

// Row is one row of the table of endpoints, as far as a test needs it.
type Row struct {
	Platform, Method, Path string
	Open                   bool
}

// Endpoints are the rows of the table of endpoints, by path.
func Endpoints() []Row {
	var list []Row
	for _, path := range slices.Sorted(maps.Keys(endpoints)) {
		for _, ep := range endpoints[path] {
			list = append(list, Row{ep.platform, ep.method, ep.path, ep.open})
		}
	}
	return list
}

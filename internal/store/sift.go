package store

import "strings"

// sift looks for a text in candidates below an id, newest first, until there is one more than a page, or most were looked at: then next
// is the last of them.
func sift(text string, before int64, limit, most int, candidates func(before int64, seen, found int) ([]worded, error)) (ids []int64, next int64, err error) {
	ids = []int64{}
	for seen := 0; seen < most; {
		list, err := candidates(before, seen, len(ids))
		if err != nil || len(list) == 0 {
			return ids, 0, err
		}
		for _, c := range list {
			if strings.Contains(c.words, text) {
				ids = append(ids, c.id)
			}
			if before = c.id; len(ids) > limit {
				return ids, 0, nil
			}
		}
		seen += len(list)
	}
	return ids, before, nil
}

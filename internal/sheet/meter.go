package sheet

import "io"

// meter fails with excess when more is read than all may have, or one item, which its reader begins by setting item
// to 0. What a file claims about its own size may be a lie.
type meter struct {
	r               io.Reader
	all, item       int
	maxAll, maxItem int
	excess          error
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.all, m.item = m.all+n, m.item+n
	if m.all > m.maxAll || m.item > m.maxItem {
		return 0, m.excess
	}
	return n, err
}

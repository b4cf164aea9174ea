package sandbox

// newQR draws the patterns that every symbol of a version has.
func newQR(version int) *qrCode {
	q := &qrCode{version: version, size: 17 + 4*version}
	for range q.size {
		q.dark, q.fixed = append(q.dark, make([]bool, q.size)), append(q.fixed, make([]bool, q.size))
	}
	for i := range q.size {
		q.set(6, i, i%2 == 0)
		q.set(i, 6, i%2 == 0)
	}
	q.finder(3, 3)
	q.finder(q.size-4, 3)
	q.finder(3, q.size-4)
	q.alignments()
	q.format(0) // reserves the place
	q.versionInfo()
	return q
}

// set draws a fixed module.
func (q *qrCode) set(x, y int, dark bool) {
	q.dark[y][x], q.fixed[y][x] = dark, true
}

// finder draws one of the three corners with its white border, around a centre.
func (q *qrCode) finder(cx, cy int) {
	for dy := -4; dy <= 4; dy++ {
		for dx := -4; dx <= 4; dx++ {
			x, y, ring := cx+dx, cy+dy, max(dx, -dx, dy, -dy)
			if x >= 0 && y >= 0 && x < q.size && y < q.size {
				q.set(x, y, ring != 2 && ring != 4)
			}
		}
	}
}

func (q *qrCode) alignments() {
	at := qrShapes[q.version].align
	for i, cy := range at {
		for j, cx := range at {
			last := len(at) - 1
			if i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0 {
				continue // a finder stands there
			}
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					q.set(cx+dx, cy+dy, max(dx, -dx, dy, -dy) != 1)
				}
			}
		}
	}
}

// format draws level M and the mask, twice.
func (q *qrCode) format(mask int) {
	rest := mask // level M is 00
	for range 10 {
		rest = rest<<1 ^ rest>>9*0x537
	}
	bits := (mask<<10 | rest) ^ 0x5412
	bit := func(i int) bool { return bits>>i&1 == 1 }
	for i := range 6 {
		q.set(8, i, bit(i))
	}
	q.set(8, 7, bit(6))
	q.set(8, 8, bit(7))
	q.set(7, 8, bit(8))
	for i := 9; i < 15; i++ {
		q.set(14-i, 8, bit(i))
	}
	for i := range 8 {
		q.set(q.size-1-i, 8, bit(i))
	}
	for i := 8; i < 15; i++ {
		q.set(8, q.size-15+i, bit(i))
	}
	q.set(8, q.size-8, true)
}

// versionInfo draws the version, from 7 on.
func (q *qrCode) versionInfo() {
	if q.version < 7 {
		return
	}
	rest := q.version
	for range 12 {
		rest = rest<<1 ^ rest>>11*0x1F25
	}
	bits := q.version<<12 | rest
	for i := range 18 {
		a, b := q.size-11+i%3, i/3
		q.set(a, b, bits>>i&1 == 1)
		q.set(b, a, bits>>i&1 == 1)
	}
}

// place fills the free modules in the zigzag from the lower right corner.
func (q *qrCode) place(words []byte) {
	i := 0
	for right := q.size - 1; right >= 1; right -= 2 {
		if right == 6 {
			right = 5
		}
		up := (right+1)&2 == 0
		for row := range q.size {
			y := row
			if up {
				y = q.size - 1 - row
			}
			for x := right; x > right-2; x-- {
				if !q.fixed[y][x] && i < 8*len(words) {
					q.dark[y][x] = words[i/8]>>(7-i%8)&1 == 1
					i++
				}
			}
		}
	}
}

// mask inverts the free modules of one of the eight patterns.
func (q *qrCode) mask(mask int) {
	for y := range q.size {
		for x := range q.size {
			if !q.fixed[y][x] && qrMasked(mask, x, y) {
				q.dark[y][x] = !q.dark[y][x]
			}
		}
	}
}

func qrMasked(mask, x, y int) bool {
	switch mask {
	case 0:
		return (x+y)%2 == 0
	case 1:
		return y%2 == 0
	case 2:
		return x%3 == 0
	case 3:
		return (x+y)%3 == 0
	case 4:
		return (x/3+y/2)%2 == 0
	case 5:
		return x*y%2+x*y%3 == 0
	case 6:
		return (x*y%2+x*y%3)%2 == 0
	default:
		return ((x+y)%2+x*y%3)%2 == 0
	}
}

// penalty counts what makes a symbol hard to read: runs, blocks and imbalance. The mask with
// the least is used.
func (q *qrCode) penalty() (p int) {
	darks := 0
	for y := range q.size {
		across, down := 0, 0
		for x := range q.size {
			across, p = qrRun(across, p, x > 0 && q.dark[y][x] == q.dark[y][x-1])
			down, p = qrRun(down, p, x > 0 && q.dark[x][y] == q.dark[x-1][y])
			if q.dark[y][x] {
				darks++
			}
			if x > 0 && y > 0 && q.dark[y][x] == q.dark[y][x-1] && q.dark[y][x] == q.dark[y-1][x] && q.dark[y][x] == q.dark[y-1][x-1] {
				p += 3
			}
		}
	}
	off := 20*darks - 10*q.size*q.size
	return p + max(off, -off)/(q.size*q.size)*10
}

// qrRun extends or restarts a run of one colour.
func qrRun(run, p int, same bool) (int, int) {
	if !same {
		return 1, p
	}
	switch run++; {
	case run == 5:
		p += 3
	case run > 5:
		p++
	}
	return run, p
}

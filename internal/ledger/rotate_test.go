package ledger

import (
	"fmt"
	"slices"
	"testing"
)

// sized is a pool of groups of these sizes, of 100 with a margin of 10, that shows the given ones. -1 is a dissolved group, -2 one
// that the app may not read, -3 one that was not read yet.
func sized(shown []int, sizes ...int) (Pool, []PoolChat) {
	p := Pool{ID: 1, FullAt: 100, Margin: 10, Shown: []string{}, Turn: int64(len(shown)), CreatedAt: -firstReading.Milliseconds()}
	for _, i := range shown {
		p.Shown = append(p.Shown, fmt.Sprint(i))
	}
	var chats []PoolChat
	for i, n := range sizes {
		c := PoolChat{Chat: Chat{ChatID: fmt.Sprint(i), Members: n, State: ChatOK, SeenAt: 1}, Ord: int64(i) + 1}
		switch n {
		case -1:
			c.State = ChatDismissed
		case -2:
			c.State = ChatNoRight
		case -3:
			c.SeenAt = 0
		}
		chats = append(chats, c)
	}
	return p, chats
}

func TestAPoolShowsTheNextHealthyGroups(t *testing.T) {
	for _, c := range []struct {
		name  string
		shown []int
		sizes []int
		want  string
		dry   bool
	}{
		{"the first five", nil, []int{1, 1, 1, 1, 1, 1, 1}, "[0 1 2 3 4]", false},
		{"fewer", nil, []int{1, -1, 1}, "[0 2]", false},
		{"one below the line stays", []int{0}, []int{89, 1}, "[0 1]", false},
		{"at the line it leaves", []int{0, 1, 2, 3, 4}, []int{90, 1, 1, 1, 1, 1}, "[1 2 3 4 5]", false},
		{"one that is beyond full", []int{0, 1, 2, 3, 4}, []int{1, 1, 150, 1, 1, 1}, "[0 1 3 4 5]", false},
		{"dissolved and unreadable", []int{0, 1, 2, 3, 4}, []int{-1, -2, 1, 1, 1, 1, 1}, "[2 3 4 5 6]", false},
		{"nobody to come, others stay", []int{0, 1}, []int{90, 1}, "[1]", false},
		{"dry: it keeps what it has", []int{0, 1}, []int{95, 90, -1}, "[0 1]", true},
		{"not read yet is not dry", nil, []int{-3, -3}, "[]", false},
		{"not read yet, and nothing else", []int{0}, []int{95, -3}, "[0]", true},
		{"unread groups wait", nil, []int{-3, 1}, "[1]", false},
		{"a group that was taken out", []int{9, 0}, []int{1, 1}, "[0 1]", false},
	} {
		p, chats := sized(c.shown, c.sizes...)
		shown, _, dry := p.rotate(chats, 0)
		if fmt.Sprint(shown) != c.want || dry != c.dry {
			t.Errorf("%s: %v, dry %v; want %s, %v", c.name, shown, dry, c.want, c.dry)
		}
		p.Shown = shown
		if dry {
			p.DryAt = 1
		}
		again, changed, _ := p.rotate(after(p, chats), 0)
		if !slices.Equal(again, shown) || len(changed) > 0 {
			t.Errorf("%s: a second look gives %v and %d changes", c.name, again, len(changed))
		}
	}
}

// A new pool begins with its first groups, and does not wait for ever to read them.
func TestANewPoolWaitsUntilItsGroupsWereRead(t *testing.T) {
	p, chats := sized(nil, -3, 1)
	p.CreatedAt = 0
	if shown, _, dry := p.rotate(chats, firstReading.Milliseconds()-1); len(shown) != 0 || dry {
		t.Errorf("it shows %v, dry %v", shown, dry)
	}
	if shown, _, _ := p.rotate(chats, firstReading.Milliseconds()); fmt.Sprint(shown) != "[1]" {
		t.Errorf("after a moment it shows %v", shown)
	}
}

// after are the groups as the rotation leaves them.
func after(p Pool, chats []PoolChat) []PoolChat {
	before := p
	before.DryAt = 0
	for range 2 {
		_, changed, _ := before.rotate(chats, 0)
		for _, c := range changed {
			i := slices.IndexFunc(chats, func(x PoolChat) bool { return x.ChatID == c.ChatID })
			chats[i] = c
		}
		before = p
	}
	return chats
}

// A group that was full comes back at the end, once it has more room than a place or two.
func TestAGroupWithRoomAgainComesBackAtTheEnd(t *testing.T) {
	p, chats := sized([]int{0, 1, 2, 3, 4}, 90, 1, 1, 1, 1, 1, 1)
	step := func(members int) (ord int64) {
		t.Helper()
		chats[0].Members = members
		shown, changed, _ := p.rotate(chats, 0)
		p.Shown = shown
		for _, c := range changed {
			chats[slices.IndexFunc(chats, func(x PoolChat) bool { return x.ChatID == c.ChatID })] = c
		}
		return chats[0].Ord
	}
	if ord := step(90); slices.Contains(p.Shown, "0") || ord != 8 || !chats[0].Resting {
		t.Fatalf("full: %v, order %d", p.Shown, ord)
	}
	if step(89); !chats[0].Resting || slices.Contains(p.Shown, "0") {
		t.Errorf("with one place free it is back: %v", p.Shown)
	}
	if step(80); chats[0].Resting || slices.Contains(p.Shown, "0") || chats[0].Ord <= chats[6].Ord {
		t.Errorf("with room again it stands at %d, shown %v", chats[0].Ord, p.Shown)
	}
	chats[1].Members, chats[2].Members = 95, 95
	if step(80); fmt.Sprint(p.Shown) != "[3 4 5 6 0]" {
		t.Errorf("when it is its turn: %v", p.Shown)
	}
}

package crm

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// argon2id as OWASP recommends it for small memory: 19 MiB, two passes, one lane.
const (
	argonMemory = 19 * 1024 // KiB
	argonPasses = 2
	argonLanes  = 1
	argonSalt   = 16
	argonKey    = 32
	minPassword = 10
	maxPassword = 200
)

func acceptable(password string) error {
	if n := len([]rune(password)); n < minPassword || n > maxPassword {
		return Refuse(CodeWeak, "min", minPassword, "max", maxPassword)
	}
	return nil
}

// hash makes the stored form of a password.
func (g *Ground) hash(ctx context.Context, password string) (string, error) {
	if err := acceptable(password); err != nil {
		return "", err
	}
	salt := make([]byte, argonSalt)
	if _, err := io.ReadFull(g.Random, salt); err != nil {
		return "", err
	}
	key, err := g.derive(ctx, password, salt, ownCost)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonLanes,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// cost is what a hash was made with; a later version of the program may make new ones dearer.
type cost struct {
	memory, passes uint32
	lanes          uint8
}

var ownCost = cost{argonMemory, argonPasses, argonLanes}

// derive waits for its turn, so that a flood of sign-ins cannot take the machine's memory.
func (g *Ground) derive(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	select {
	case g.hashing <- struct{}{}:
		defer func() { <-g.hashing }()
		return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, argonKey), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// nobody is compared against when there is no such agent, so that both take the same time.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// matches compares a password with its stored form.
func (g *Ground) matches(ctx context.Context, stored, password string) (bool, error) {
	if stored == "" {
		stored = nobody
	}
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || len(password) > 4*maxPassword {
		return false, nil
	}
	var c cost
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); err != nil {
		return false, err
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, err
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, err
	}
	got, err := g.derive(ctx, password, salt, c)
	return subtle.ConstantTimeCompare(got, want) == 1, err
}

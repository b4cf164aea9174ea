package crm

import "context"

// relaySecretLength makes a secret that nobody guesses; letters and digits survive any form it is pasted into.
const relaySecretLength = 43

// MakeRelaySecret draws the secret that a mini program's cloud function signs with. One from before holds for another hour.
func (g *Ground) MakeRelaySecret(ctx context.Context, who Actor, id int64) (Account, error) {
	drawn, err := alphanumeric(g.Random, relaySecretLength)
	if err != nil {
		return Account{}, err
	}
	return g.changeRelay(ctx, who, id, "account.relay_secret", func(r *RelaySecrets, at int64) {
		r.Old, r.OldUntil = r.Current, at+oldKeysLife.Milliseconds()
		r.Current = Secret(drawn)
	})
}

// RemoveRelaySecret has the mini program's cloud function pass nothing on any more, at once.
func (g *Ground) RemoveRelaySecret(ctx context.Context, who Actor, id int64) (Account, error) {
	return g.changeRelay(ctx, who, id, "account.relay_remove", func(r *RelaySecrets, _ int64) { *r = RelaySecrets{} })
}

func (g *Ground) changeRelay(ctx context.Context, who Actor, id int64, operation string, change func(r *RelaySecrets, at int64)) (a Account, err error) {
	stamp := g.stamp()
	err = g.Store.Write(ctx, []string{"accounts"}, func(tx Tx) error {
		before, err := tx.Account(id)
		if err != nil {
			return err
		}
		if before.Kind != Weapp {
			return Invalid("kind", "只有小程序可以用云函数转发", "only a mini program has cloud functions")
		}
		a = before
		change(&a.Relay, stamp.At)
		a.UpdatedAt = stamp.At
		if err := tx.UpdateAccount(a); err != nil {
			return err
		}
		return recordAccount(tx, who, operation, &before, &a, stamp.At)
	})
	g.Waker.Wake(TopicAccounts)
	return a, err
}

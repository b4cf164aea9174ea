package sandbox

// admit checks the token, the caller's address, the rate and the app's permission.
func (s *Sandbox) admit(c *call) error {
	if c.ep.open {
		return s.admitOpen(c)
	}
	t, err := s.tokenOf(c)
	if err != nil {
		return err
	}
	if c.ep.platform == weapp {
		if c.sw.RateLimits && !s.limits.allow("weapp"+c.ep.path, c.now, callsPerMinute, 500_000) {
			return failWeapp(45009)
		}
		return nil
	}
	c.app = s.corp.apps[t.AgentID]
	switch {
	case c.app == nil || c.app.Disabled:
		return fail(50003)
	case !trusts(c.sw.TrustedIPs, c.ip):
		return fail(60020)
	case c.sw.RateLimits && s.tooMany(c):
		return fail(45009)
	case c.sw.MaxConcurrency > 0 && c.busy > c.sw.MaxConcurrency:
		return fail(45033)
	case c.ep.contact && !c.app.Contact:
		return fail(48002)
	case c.ep.contact && c.app.foreign():
		return c.sw.providers()
	}
	return nil
}

// providers says whether providers' apps may use customer contact.
func (sw *Switches) providers() error {
	switch sw.ProviderPermission {
	case "withdrawn":
		return fail(48006)
	case "inactive":
		return fail(48011)
	}
	return nil
}

// admitOpen counts calls that need no token by their address alone.
func (s *Sandbox) admitOpen(c *call) error {
	if c.ep.platform == wecom && c.sw.RateLimits && !s.limits.allowIP(c, 1) {
		return fail(45009)
	}
	return nil
}

// tooMany counts a call for the corp, for the caller's address and, when debugging, for that.
func (s *Sandbox) tooMany(c *call) bool {
	l, share := s.limits, 1
	if c.app.foreign() {
		share = 2
	}
	ok := c.ep.own || l.allow(c.ep.path, c.now, callsPerMinute, callsPerHour)
	ok = (c.ep.own || l.allowIP(c, share)) && ok
	if c.q.Get("debug") == "1" {
		ok = l.allow("debug "+c.ep.path, c.now, debugPerMinute, noLimit) && ok
	}
	return !ok
}

// allowIP counts a call of a path from the caller's address.
func (l *limits) allowIP(c *call, share int) bool {
	return l.allow(c.ip+c.ep.path, c.now, share*ipCallsPerMinute, share*ipCallsPerHour)
}

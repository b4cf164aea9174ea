// Package config holds the settings of each command: every flag is an environment variable too, and says what it is for.
package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Kept says where everything is kept.
type Kept struct {
	Data        string `help:"Data folder: database, master key, socket." default:"./menling-data" env:"MENLING_DATA" type:"path"`
	DatabaseURL string `help:"postgres://… to keep everything in PostgreSQL; without it, SQLite in the data folder." env:"MENLING_DATABASE_URL"`
	MasterKey   string `help:"Base64 of 32 bytes that seal the secrets; without it, a key file is made in the data folder." env:"MENLING_MASTER_KEY" placeholder:"KEY"`
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Migrate says what is moved, and where to.
type Migrate struct {
	Data      string `help:"Data folder of the installation that is moved." default:"./menling-data" env:"MENLING_DATA" type:"path"`
	MasterKey string `help:"Base64 of 32 bytes that seal the secrets; without it, the key file in the data folder." env:"MENLING_MASTER_KEY" placeholder:"KEY"`
	To        string `help:"postgres://… of an empty database." required:"" placeholder:"URL" env:"MENLING_MIGRATE_TO"`
}

// Validate says what is wrong with the settings.
func (m Migrate) Validate() error {
	if !isPostgres(m.To) {
		return fmt.Errorf("--to must start with postgres://")
	}
	return nil
}

// Data is what every command needs that works on an installation.
type Data struct {
	Kept
	PublicURL string `help:"How WeChat's servers and people reach the server, such as https://menling.example.com; without it, the listening address." env:"MENLING_PUBLIC_URL"`
}

// Serve are the settings of the server.
type Serve struct {
	Addr string `help:"Where to listen, host:port; port 0 picks a free one." default:"127.0.0.1:9080" env:"MENLING_ADDR"`
	Data
	MetricsAddr string        `help:"Where Prometheus may ask for /metrics, host:port: a door of its own, which the outside need not reach; without it, nowhere." placeholder:"HOST:PORT" env:"MENLING_METRICS_ADDR"`
	NatsURL     string        `help:"nats://… that wakes the other nodes of the same PostgreSQL; without it, PostgreSQL does." env:"MENLING_NATS_URL"`
	Drain       time.Duration `help:"How long the server goes on serving, but says at /readyz that it is not ready, before it stops: time for a load balancer to look elsewhere." default:"0s" env:"MENLING_DRAIN"`
	Proxies     []string      `help:"Where load balancers before the server are, such as 10.0.0.0/24: who they say a request is from is believed." placeholder:"CIDR" env:"MENLING_PROXIES"`
	PrivateBots bool          `help:"Let bots that answer customers be machines of the own network." env:"MENLING_PRIVATE_BOTS"`
	LogLevel    string        `help:"What goes to the log: debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"MENLING_LOG_LEVEL"`
}

// Validate says what is wrong with the settings, and what would be right.
func (s Serve) Validate() error {
	switch err := checkAddr("--addr", s.Addr); {
	case err != nil:
		return err
	case s.MetricsAddr != "" && checkAddr("--metrics-addr", s.MetricsAddr) != nil:
		return checkAddr("--metrics-addr", s.MetricsAddr)
	case s.NatsURL != "" && s.DatabaseURL == "":
		return fmt.Errorf("--nats-url is for several nodes on one PostgreSQL: give --database-url too, or leave it out")
	case s.NatsURL != "" && !strings.HasPrefix(s.NatsURL, "nats://") && !strings.HasPrefix(s.NatsURL, "tls://"):
		return fmt.Errorf("--nats-url must start with nats:// or tls://")
	case s.Drain < 0:
		return fmt.Errorf("--drain must not be negative")
	}
	if _, err := s.ProxyRanges(); err != nil {
		return err
	}
	return s.Data.Validate()
}

// ProxyRanges are where load balancers are; a single address is a range of one.
func (s Serve) ProxyRanges() (ranges []netip.Prefix, err error) {
	for _, text := range s.Proxies {
		p, err := netip.ParsePrefix(text)
		if addr, one := netip.ParseAddr(text); err != nil && one == nil {
			p, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("--proxies %q must be an address or a range such as 10.0.0.0/24", text)
		}
		ranges = append(ranges, p.Masked())
	}
	return ranges, nil
}

// Validate says what is wrong with the settings.
func (k Kept) Validate() error {
	if k.DatabaseURL != "" && !isPostgres(k.DatabaseURL) {
		return fmt.Errorf("--database-url must start with postgres:// (leave it out for SQLite)")
	}
	return nil
}

// Validate says what is wrong with the settings.
func (s Data) Validate() error {
	if err := s.Kept.Validate(); err != nil {
		return err
	}
	if s.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(s.PublicURL)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return fmt.Errorf("--public-url %q must be like https://menling.example.com", s.PublicURL)
	}
	return nil
}

// Target says which server a command speaks to: the one of a data folder on this machine, or any by URL and API key.
type Target struct {
	Data
	Server string `help:"The server's address, such as https://menling.example.com; without it, the one that uses the data folder." env:"MENLING_SERVER" placeholder:"URL"`
	APIKey string `help:"API key for --server (Settings → API keys, or menling api-keys add)." env:"MENLING_API_KEY" placeholder:"KEY"`
}

// Validate says what is wrong with the settings, and what would be right.
func (t Target) Validate() error {
	if t.Server == "" {
		if t.APIKey != "" {
			return fmt.Errorf("an API key is for --server: say which")
		}
		return t.Data.Validate()
	}
	if u, err := url.Parse(t.Server); err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return fmt.Errorf("--server %q must be like https://menling.example.com", t.Server)
	}
	if t.APIKey == "" {
		return fmt.Errorf("--server needs --api-key or MENLING_API_KEY: make one under Settings → API keys")
	}
	return nil
}

// Demo are the settings of the demo.
type Demo struct {
	Addr        string `help:"Where the console listens; port 0 picks a free one." default:"127.0.0.1:9080" env:"MENLING_ADDR"`
	SandboxAddr string `help:"Where the sandbox and its phone listen; port 0 picks a free one." default:"127.0.0.1:9180" env:"MENLING_SANDBOX_ADDR"`
	Data        string `help:"Data folder; what was tried is there again after a restart." default:"./menling-demo" env:"MENLING_DATA" type:"path"`
	Fresh       bool   `help:"Forget the data folder's demo and start over."`
	LogLevel    string `help:"What goes to the log: debug, info, warn or error." enum:"debug,info,warn,error" default:"warn" env:"MENLING_LOG_LEVEL"`
}

// Validate says what is wrong with the settings.
func (d Demo) Validate() error {
	if err := checkAddr("--addr", d.Addr); err != nil {
		return err
	}
	return checkAddr("--sandbox-addr", d.SandboxAddr)
}

// Sandbox are the settings of the sandbox alone.
type Sandbox struct {
	Addr          string `help:"Where to listen; port 0 picks a free one." default:"127.0.0.1:9180" env:"MENLING_SANDBOX_ADDR"`
	Fixture       string `help:"JSON file with the company, its members and customers; without it, the default ones." type:"path" placeholder:"FILE"`
	State         string `help:"File that keeps the state across restarts; without it, memory only." type:"path" placeholder:"FILE"`
	WecomCallback string `help:"Where WeCom's events are pushed." placeholder:"URL"`
	WeappCallback string `help:"Where the mini program's messages are pushed." placeholder:"URL"`
	SuiteCallback string `help:"Where a third-party suite's tickets and events are pushed." placeholder:"URL"`
	LogSize       int    `help:"How many calls and pushes are remembered." default:"10000"`
	Quiet         bool   `help:"No log lines on stderr."`
	PrintFixture  bool   `help:"Print the default fixture as JSON and exit."`
	// Scenario turns serving into playing: see docs/guides/sandbox-scenarios.md.
	Scenario []string `help:"Play a scenario, or every .yaml of a folder, and exit with 0 when all expectations held; may be given several times." placeholder:"FILE" sep:"none"`
}

// SandboxAddr is where the sandbox listens when nothing else is said.
const SandboxAddr = "127.0.0.1:9180"

// Validate says what is wrong with the settings.
func (s Sandbox) Validate() error {
	if s.LogSize < 1 {
		return fmt.Errorf("--log-size must be at least 1")
	}
	if len(s.Scenario) > 0 && s.State != "" {
		return fmt.Errorf("--scenario starts from the fixture every time: leave --state out")
	}
	for flag, address := range map[string]string{"--wecom-callback": s.WecomCallback, "--weapp-callback": s.WeappCallback, "--suite-callback": s.SuiteCallback} {
		if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
			return fmt.Errorf("%s %q must be an address such as http://127.0.0.1:8080/callback", flag, address)
		}
	}
	return checkAddr("--addr", s.Addr)
}

func checkAddr(flag, addr string) error {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return fmt.Errorf("%s %q must be host:port, such as 127.0.0.1:9080", flag, addr)
	}
	return nil
}

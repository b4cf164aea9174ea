package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
	"time"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/qrcode"
	"github.com/menling/menling/wx/wire"
)

// readQR reads what the code in a picture says.
func readQR(picture []byte) (string, error) {
	img, err := qrcode.ReadPicture(picture)
	if err != nil {
		return "", err
	}
	return qrcode.Decode(img)
}

// maxFetched is the most bytes of a public picture.
const maxFetched = 4 << 20

// Fetch gets a public picture that the account's platform named. The address comes from outside: only the platform's own host,
// where the account says it is, may be a machine of our own network.
func (c *clients) Fetch(ctx context.Context, account int64, address string) ([]byte, error) {
	a, err := c.accounts.id(ctx, account)
	if err != nil {
		return nil, err
	}
	target, err := url.Parse(address)
	if err != nil || (target.Scheme != "https" && target.Scheme != "http") {
		return nil, fmt.Errorf("fetching a picture: not a web address: %w", desk.ErrNoPicture)
	}
	client := publicOnly
	if own, err := url.Parse(a.APIBaseURL); err == nil && own.Host == target.Host {
		client = c.http
	}
	return fetch(ctx, client, address)
}

// fetch gets a picture whole, or not at all.
func fetch(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return nil, fmt.Errorf("fetching a picture: %s: %w", resp.Status, desk.ErrNoPicture)
	default:
		return nil, fmt.Errorf("fetching a picture: %s", resp.Status)
	}
	data, err := wire.ReadAtMost(resp.Body, maxFetched)
	if err == nil && len(data) > maxFetched {
		err = fmt.Errorf("fetching a picture: it has more than %d bytes: %w", maxFetched, desk.ErrNoPicture)
	}
	return data, err
}

// publicOnly reaches public addresses alone, wherever names and redirects lead.
var publicOnly = &http.Client{
	Timeout: 10 * time.Second,
	Transport: &http.Transport{
		DialContext: (&net.Dialer{Timeout: 5 * time.Second, Control: refusePrivate}).DialContext,
	},
}

// inward are the ranges besides the private ones that lead into somebody's own network, or to an address inside another: shared
// by carriers and clouds (their metadata services), protocol assignments, benchmarks, reserved ones, translated and tunnelled IPv4.
var inward = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("::/96"), netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := ap.Addr().Unmap().WithZone("")
	leads := func(p netip.Prefix) bool { return p.Contains(ip) }
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc(inward, leads) {
		return fmt.Errorf("%s is not a public address", ip)
	}
	return nil
}

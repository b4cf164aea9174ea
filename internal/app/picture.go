package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

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
		return nil, errors.New("fetching a picture: not a web address")
	}
	client := publicOnly
	if own, err := url.Parse(a.APIBaseURL); err == nil && own.Host == target.Host {
		client = c.http
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetching a picture: %s", resp.Status)
	}
	return wire.ReadAtMost(resp.Body, maxFetched)
}

// publicOnly reaches public addresses alone, wherever names and redirects lead.
var publicOnly = &http.Client{
	Timeout: 10 * time.Second,
	Transport: &http.Transport{
		DialContext: (&net.Dialer{Timeout: 5 * time.Second, Control: refusePrivate}).DialContext,
	},
}

func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := ap.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return fmt.Errorf("%s is not a public address", ip)
	}
	return nil
}

package app

import "testing"

func TestOnlyPublicAddressesAreFetched(t *testing.T) {
	for address, ok := range map[string]bool{
		"1.1.1.1:443": true, "[2606:4700::1111]:443": true,
		"127.0.0.1:80": false, "10.0.0.8:80": false, "192.168.1.1:80": false, "169.254.169.254:80": false, "[::1]:80": false,
		"[fe80::1]:80": false, "[fd00::1]:80": false, "[::ffff:10.0.0.8]:80": false, "0.0.0.0:80": false,
	} {
		if err := refusePrivate("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

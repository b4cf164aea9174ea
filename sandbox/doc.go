// Package sandbox is a stateful emulator of two platforms in one process: the
// customer-contact API of WeCom (企业微信) and the customer-service API of WeChat mini
// programs, with the customers, phones, clock and network around them.
//
// It is an [http.Handler]. Paths under /cgi-bin/ and /sns/ answer as the platforms do; paths
// under /sandbox/v1/ play the people and the world (see README.md beside this file);
// /phone/ is a page for people.
//
//	sb, err := sandbox.New(sandbox.Options{})
//	srv := httptest.NewServer(sb)
//	sb.SetBaseURL(srv.URL)
//	defer sb.Close()
package sandbox

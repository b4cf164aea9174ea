package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
)

// BenchmarkWritePush inserts 600-byte pushes from many callers, each waiting until its own is durable.
// MENLING_TEST_POSTGRES=fsync has PostgreSQL wait for the disk too.
func BenchmarkWritePush(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		for _, callers := range []int{1, 64, 256} {
			b.Run(fmt.Sprintf("%s/%d", d, callers), func(b *testing.B) { benchmarkWritePush(b, storetest.Open(b, d), callers) })
		}
	}
}

func benchmarkWritePush(b *testing.B, s *store.Store, callers int) {
	body := bytes.Repeat([]byte("x"), 600)
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range callers {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
				p := crm.Push{AccountID: 1, Scope: "ww0123456789abcdef", CreateTime: 1_700_000_000 + i/1000,
					Hash: binary.BigEndian.AppendUint64(nil, uint64(i)), Lane: fmt.Sprint("c", i%1000), Kind: "k", Body: body, Answer: "success"}
				began := time.Now()
				if _, _, err := s.AddPush(b.Context(), p); err != nil {
					b.Error(err)
				}
				took[i] = time.Since(began)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(took[b.N/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[b.N*99/100].Microseconds())/1000, "p99-ms")
}

package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/menling/menling/internal/sheet"
)

const benchRows = 100_000

func fill(b *testing.B, w sheet.Writer, rows int) {
	b.Helper()
	err := w.Header(sheet.Column{Title: "名称"}, sheet.Column{Title: "备注"}, sheet.Column{Title: "state"}, sheet.Column{Title: "成员"},
		sheet.Column{Title: "渠道"}, sheet.Column{Title: "链接"}, sheet.Column{Title: "添加数", Number: true}, sheet.Column{Title: "时间"})
	for i := range rows {
		if err == nil {
			err = w.Row(fmt.Sprintf("上海第%d店-前台海报", i), "小程序落地页", fmt.Sprintf("sh_%08d", i), "WangXiaoDong", "线下门店",
				fmt.Sprintf("https://work.weixin.qq.com/ca/cawcde%08d", i), fmt.Sprint(i%97), "2026-11-27 12:30:05")
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, format := range []string{"csv", "xlsx"} {
		for _, rows := range []int{benchRows, 5 * benchRows} {
			b.Run(fmt.Sprintf("%s/%d", format, rows), func(b *testing.B) {
				peak := watchHeap()
				for b.Loop() {
					fill(b, writers(io.Discard)[format], rows)
				}
				b.ReportMetric(peak(), "peak-heap-MB")
				b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for _, format := range []string{"csv", "xlsx"} {
		b.Run(format, func(b *testing.B) {
			var file bytes.Buffer
			fill(b, writers(&file)[format], benchRows)
			peak := watchHeap()
			for b.Loop() {
				table, err := sheet.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
				for err == nil {
					_, err = table.Read()
				}
				if !errors.Is(err, io.EOF) {
					b.Fatal(err)
				}
			}
			b.ReportMetric(peak(), "peak-heap-MB")
			b.ReportMetric(float64(file.Len())/(1<<20), "file-MB")
			b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// watchHeap looks at the heap every few milliseconds until the function that it returns is asked for the most it saw.
func watchHeap() func() float64 {
	var peak atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	runtime.GC()
	go func() {
		defer close(done)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse))
			select {
			case <-tick.C:
			case <-stop:
				return
			}
		}
	}()
	return func() float64 { close(stop); <-done; return float64(peak.Load()) / (1 << 20) }
}

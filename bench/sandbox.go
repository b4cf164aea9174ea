package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/menling/menling/sandbox"
)

// sandboxStart measures how long a test waits for a sandbox of its own.
func sandboxStart(_ context.Context, b *bench) (Row, error) {
	var took []float64
	for range pick(b, 201, 3) {
		began := time.Now()
		s, err := sandbox.New(sandbox.Options{})
		took = append(took, float64(time.Since(began).Microseconds())/1000)
		if err := errors.Join(err, s.Close()); err != nil {
			return Row{}, err
		}
	}
	row := alone("sandbox.New with no options, in process", "ms", lower, median(took[1:]))
	row.Conditions = fmt.Sprintf("the default fixture, no state file; median of %d, %s ms; the very first of the process took %s ms",
		len(took)-1, spread(took[1:]), figure(round(took[0])))
	return row, nil
}

func sandboxLoad(ctx context.Context, b *bench) (Row, error) {
	t, err := b.sandboxTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("%d contact ways made by add_contact_way", t.ways()), "s", lower, t.loadSeconds)
	row.Conditions = fmt.Sprintf("%s; making the requests is in the time; list_contact_way then listed each way once", t.setting())
	return row, nil
}

func sandboxRSS(ctx context.Context, b *bench) (Row, error) {
	t, err := b.sandboxTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("resident memory of menling sandbox with %d contact ways, after the calls of sandbox_get_rps", t.ways()), "MB", lower, t.used)
	row.Conditions = fmt.Sprintf("%s; VmRSS, %s MB after the load and before those calls; the most that ever was (VmHWM) %s MB; 1 MB is 10^6 bytes",
		t.setting(), figure(round(t.loaded)), figure(round(t.peak)))
	return row, nil
}

func sandboxGet(ctx context.Context, b *bench) (Row, error) {
	t, err := b.sandboxTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("get_contact_way of random ones of %d ways", t.ways()), "requests/s", higher, middle(t.gets[full], perSecond)).
		against("bare net/http handler that reads the same body and answers the same bytes", middle(t.gets[bare], perSecond))
	show := func(side int, of func(pace) float64) string { return figure(round(middle(t.gets[side], of))) }
	row.Conditions = fmt.Sprintf("%s; %d rounds of %d calls, in turns, medians; ours %s, bare %s requests/s; answer time p50 %s ms, p99 %s ms (bare %s and %s); "+
		"processor time of the server per call %s µs (bare %s)",
		t.setting(), t.rounds(), t.calls(), spread(every(t.gets[full], perSecond)), spread(every(t.gets[bare], perSecond)),
		show(full, p50), show(full, p99), show(bare, p50), show(bare, p99), show(full, processor), show(bare, processor))
	return row, nil
}

// sandboxFlat compares a sandbox full of ways with one that has few.
func sandboxFlat(ctx context.Context, b *bench) (Row, error) {
	t, err := b.sandboxTrial(ctx)
	if err != nil {
		return Row{}, err
	}
	row := alone(fmt.Sprintf("list_contact_way, random pages of %d of %d ways", wayPage, t.ways()), "requests/s", higher, middle(t.lists[full], perSecond)).
		against(fmt.Sprintf("another sandbox with %d ways", t.fewWays()), middle(t.lists[few], perSecond))
	gets := middle(t.gets[full], perSecond) / middle(t.gets[few], perSecond)
	row.Conditions = fmt.Sprintf("%s; %d rounds of %d calls, in turns, medians; full %s, few %s requests/s; processor time of the server per call %s µs (few %s); "+
		"the same ratio of get_contact_way is %s, of its processor time %s",
		t.setting(), t.rounds(), t.pages(), spread(every(t.lists[full], perSecond)), spread(every(t.lists[few], perSecond)),
		figure(round(middle(t.lists[full], processor))), figure(round(middle(t.lists[few], processor))),
		figure(round(gets)), figure(round(middle(t.gets[full], processor)/middle(t.gets[few], processor))))
	return row, nil
}

// setting is what holds for every row of the trial.
func (t *trial) setting() string {
	return fmt.Sprintf("menling sandbox --quiet in a process of its own, its switch rate_limits off, its state in memory; %d keep-alive connections from one client process, "+
		"over loopback, which shares the processors with the sandbox", t.connections())
}

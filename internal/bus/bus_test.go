package bus

import "testing"

func TestAListenerIsWokenOnceHoweverOftenItWasCalled(t *testing.T) {
	b := New()
	woken, stop := b.Listen("jobs")
	b.Wake("jobs")
	b.Wake("jobs")
	b.Wake("other")
	if len(woken) != 1 {
		t.Fatalf("woken %d times, want 1", len(woken))
	}
	<-woken
	stop()
	b.Wake("jobs")
	if len(woken) != 0 {
		t.Error("woken after it stopped listening")
	}
}

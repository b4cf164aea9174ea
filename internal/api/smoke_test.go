package api

import "testing"

func TestNew(t *testing.T) { New(Options{}) }

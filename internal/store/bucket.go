package store

// bucket is a range of ids in PostgreSQL's search index: the ways from its first id up to the next bucket's.
type bucket struct {
	number, first, ways int64
	counted             bool // ways is to be saved
}

// buckets are all of them, oldest first, while ways are indexed.
type buckets []bucket

func bucketsOf(tx *Tx) (buckets, error) {
	return all(tx, func(scan scan) (b bucket, err error) { return b, scan(&b.number, &b.first, &b.ways) },
		"SELECT bucket, first_id, ways FROM search_buckets ORDER BY first_id")
}

// of is where a way belongs; fresh ones are counted. A full last bucket is followed by another one, for ways newer than all that are
// indexed.
func (all *buckets) of(tx *Tx, way int64, fresh bool) (int64, error) {
	i := len(*all) - 1
	for i > 0 && (*all)[i].first > way {
		i--
	}
	if last := (*all)[i]; i == len(*all)-1 && last.ways >= bucketWays && last.number < bucketMost {
		newest, err := one[bool](tx.row("SELECT NOT EXISTS (SELECT 1 FROM way_search WHERE way_id >= $1)", way))
		if err != nil {
			return 0, err
		}
		if newest {
			*all, i = append(*all, bucket{number: last.number + 1, first: way}), i+1
			if _, err := tx.exec("INSERT INTO search_buckets (bucket, first_id, ways) VALUES ($1, $2, 0)", last.number+1, way); err != nil {
				return 0, err
			}
		}
	}
	b := &(*all)[i]
	if fresh {
		b.ways, b.counted = b.ways+1, true
	}
	return b.number, nil
}

func (all buckets) save(tx *Tx) error {
	for _, b := range all {
		if !b.counted {
			continue
		}
		if _, err := tx.exec("UPDATE search_buckets SET ways = $2 WHERE bucket = $1", b.number, b.ways); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// The file is a gzipped tar: backup.json, which says what there is and its sums, then the parts in that order.
const backupInfoName = "backup.json"

// mostInfo is the largest backup.json that is read.
const mostInfo = 1 << 20

// packBackup writes the parts of a folder into one file.
func packBackup(ctx context.Context, info *BackupInfo, dir, to string, tell Progress) error {
	for i, part := range info.Parts {
		sum, size, err := sumOf(ctx, filepath.Join(dir, part.Name))
		if err != nil {
			return err
		}
		info.Parts[i].SHA256, info.Parts[i].Bytes = sum, size
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(writeBackup(ctx, *info, dir, f, tell), f.Sync(), f.Close())
}

func writeBackup(ctx context.Context, info BackupInfo, dir string, to io.Writer, tell Progress) error {
	squeezed, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		return err
	}
	w := tar.NewWriter(squeezed)
	text, err := json.MarshalIndent(info, "", "  ")
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: backupInfoName, Mode: 0o600, Size: int64(len(text))}); err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	count := &counter{ctx: ctx, step: StepPack, total: info.bytes(), tell: tell}
	for _, part := range info.Parts {
		if err := packPart(w, part, dir, count); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), squeezed.Close())
}

func packPart(w *tar.Writer, part BackupPart, dir string, count *counter) error {
	f, err := os.Open(filepath.Join(dir, part.Name))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := w.WriteHeader(&tar.Header{Name: part.Name, Mode: 0o600, Size: part.Bytes}); err != nil {
		return err
	}
	_, err = io.Copy(io.MultiWriter(w, count), f)
	return err
}

func (b BackupInfo) bytes() (n int64) {
	for _, p := range b.Parts {
		n += p.Bytes
	}
	return n
}

// counter tells how many bytes went through it, and stops when nobody waits any more.
type counter struct {
	ctx         context.Context
	step        BackupStep
	done, total int64
	tell        Progress
}

func (c *counter) Write(b []byte) (int, error) {
	c.done += int64(len(b))
	c.tell(c.step, c.done, c.total)
	return len(b), c.ctx.Err()
}

func sumOf(ctx context.Context, path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(h, &counter{ctx: ctx, tell: func(BackupStep, int64, int64) {}}), f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// VerifyBackup reads a whole backup and compares its sums.
func VerifyBackup(ctx context.Context, file string, tell Progress) (BackupInfo, error) {
	return readBackup(ctx, file, StepVerify, tell, func(BackupPart) (io.WriteCloser, error) { return nopCloser{io.Discard}, nil })
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// peekBackup reads what a backup says of itself.
func peekBackup(file string) (info BackupInfo, err error) {
	err = withBackup(file, func(_ io.Reader, _ *tar.Reader, found BackupInfo) error {
		info = found
		return nil
	})
	return info, err
}

// withBackup opens a backup behind its info.
func withBackup(file string, do func(io.Reader, *tar.Reader, BackupInfo) error) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer f.Close()
	squeezed, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return fmt.Errorf("%s is not a backup of menling: %w", file, err)
	}
	r := tar.NewReader(squeezed)
	info, err := readInfo(r)
	if err != nil {
		return fmt.Errorf("%s is not a backup of menling: %w", file, err)
	}
	if err := info.known(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return do(squeezed, r, info)
}

// readBackup hands each part to where open says, and fails unless all of them are there as they were written.
func readBackup(ctx context.Context, file string, step BackupStep, tell Progress, open func(BackupPart) (io.WriteCloser, error)) (info BackupInfo, err error) {
	err = withBackup(file, func(squeezed io.Reader, r *tar.Reader, found BackupInfo) error {
		info = found
		count := &counter{ctx: ctx, step: step, total: info.bytes(), tell: tell}
		for _, part := range info.Parts {
			if err := readPart(r, part, count, open); err != nil {
				return fmt.Errorf("the backup %s is damaged: %w", file, err)
			}
		}
		// The sum at its end finds an end that is cut off.
		if _, err := io.Copy(io.Discard, squeezed); err != nil {
			return fmt.Errorf("the backup %s is damaged: %w", file, err)
		}
		return nil
	})
	return info, err
}

func readInfo(r *tar.Reader) (info BackupInfo, err error) {
	h, err := r.Next()
	if err != nil {
		return info, err
	}
	if h.Name != backupInfoName || h.Size > mostInfo {
		return info, fmt.Errorf("it begins with %.40q", h.Name)
	}
	err = json.NewDecoder(r).Decode(&info)
	return info, err
}

// known refuses parts that this program would not know where to put.
func (b BackupInfo) known() error {
	if b.Format != backupFormat {
		return fmt.Errorf("its format is %d, and this program knows %d: it was made by a newer menling (%s)", b.Format, backupFormat, b.Program)
	}
	for _, part := range b.Parts {
		if !slices.Contains([]string{partSQLite, partPostgres, partSpool, partKey}, part.Name) {
			return fmt.Errorf("it holds a part %.40q", part.Name)
		}
	}
	return nil
}

func readPart(r *tar.Reader, part BackupPart, count *counter, open func(BackupPart) (io.WriteCloser, error)) error {
	h, err := r.Next()
	if err != nil {
		return fmt.Errorf("%s: %w", part.Name, err)
	}
	if h.Name != part.Name || h.Size != part.Bytes {
		return fmt.Errorf("%.40q of %d bytes stands where %s of %d should", h.Name, h.Size, part.Name, part.Bytes)
	}
	to, err := open(part)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(to, sum, count), r)
	if err := errors.Join(err, to.Close()); err != nil {
		return fmt.Errorf("%s: %w", part.Name, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != part.SHA256 {
		return fmt.Errorf("the sum of %s is not what it was", part.Name)
	}
	return nil
}

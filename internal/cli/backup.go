package cli

import (
	"time"

	"github.com/menling/menling/internal/config"
	"github.com/menling/menling/internal/store"
)

type backupCommand struct {
	config.Kept
	File    string `arg:"" help:"Where to write the backup; a file that is there is never replaced." type:"path"`
	WithKey bool   `help:"Put the master key of the data folder into the file too. Whoever has it can then open all secrets: keep it like a password."`
}

// Run backs up a database that a server may be using.
func (c backupCommand) Run(e env) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	bar := newProgress(e)
	info, err := store.Backup(e.ctx, storeOptions(e, c.Kept), c.File, c.WithKey, bar.bytes)
	bar.end()
	if err != nil {
		return err
	}
	e.say("已备份并核对 backed up and verified: %s · %d 行 rows", c.File, info.AllRows())
	if !c.WithKey && info.KeyFingerprint != "" {
		e.say("主密钥不在备份里，请另存 the master key (%s) is not in it: keep a copy apart", info.KeyFingerprint)
	}
	return nil
}

type restoreCommand struct {
	config.Kept
	File  string `arg:"" help:"The backup." type:"existingfile"`
	Check bool   `help:"Only read the backup and compare its sums; nothing is restored."`
}

// Run fills an empty data folder or database from a backup.
func (c restoreCommand) Run(e env) error {
	if err := c.Validate(); err != nil {
		return usageError{err}
	}
	bar := newProgress(e)
	if c.Check {
		info, err := store.VerifyBackup(e.ctx, c.File, bar.bytes)
		bar.end()
		if err == nil {
			e.say("备份完好 the backup is sound: %s · menling %s · %s · %d 行 rows", made(info), info.Program, info.Database, info.AllRows())
		}
		return err
	}
	back, err := store.Restore(e.ctx, storeOptions(e, c.Kept), c.File, bar.bytes)
	bar.end()
	if err != nil {
		return startError(c.Data, err)
	}
	e.say("已恢复并核对 restored and verified: %s · %d 行 rows", made(back.BackupInfo), back.AllRows())
	if back.KeyMissing {
		e.say("还缺主密钥：把指纹为 %s 的密钥放到数据目录的 master.key（权限 600），再启动", back.KeyFingerprint)
		e.say("The master key is missing: put the one of fingerprint %s into the data folder as master.key (mode 600), then start", back.KeyFingerprint)
	}
	return nil
}

func storeOptions(e env, c config.Kept) store.Options {
	return store.Options{Dir: c.Data, DatabaseURL: c.DatabaseURL, MasterKey: c.MasterKey, Version: version, Log: e.log("warn")}
}

func made(info store.BackupInfo) string {
	return time.UnixMilli(info.MadeAt).Format("2006-01-02 15:04:05")
}

var backupSteps = map[store.BackupStep]string{
	store.StepSnapshot: "读取 reading", store.StepPack: "打包 packing", store.StepVerify: "核对 verifying", store.StepUnpack: "解包 unpacking", store.StepLoad: "载入 loading",
}

// bytes shows a step of a backup, in megabytes.
func (p *progress) bytes(step store.BackupStep, done, total int64) {
	const megabyte = 1_000_000
	p.show(int(done/megabyte), int((total+megabyte-1)/megabyte), "MB  "+backupSteps[step])
}

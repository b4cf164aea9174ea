export default {
  empty: '还没有修改过。每次修改都会记在这里，可以看每一项前后的变化，也可以退回。', first: '创建时的样子', current: '当前', somebody: '有人', itself: '系统', changed: '修改了{fields}', undone: '退回到 #{n}', undoTo: '退回到 #{n}', undoTitle: '退回到 #{n}', undoConfirm: '确认退回',
  kinds: { created: '创建', adopted: '采用了平台的内容', pushed: '把台账的内容写到平台', pool: '群池换群', schedule: '排班换人' }, states: { pending: '正在修改', failed: '没有生效', unknown: '结果未知', superseded: '已作废' },
} as const

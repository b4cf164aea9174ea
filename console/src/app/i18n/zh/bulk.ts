export default {
  title: '批量修改', lead: '一次修改很多活码：先看会改什么，再开始；可以暂停，也可以撤销。', bar: '对选中的活码', chosen: '已选 {n} 个', clear: '取消选择', mixed: '请选择同一个企业的活码', choose: '选择「{name}」', chooseAll: '选择已加载的全部',
  kinds: { channel: '改渠道', add_member: '加成员', replace_member: '换成员', remove_member: '移除成员', delete: '删除' },
  titles: { channel: '修改 {n} 个活码的渠道', add_member: '给 {n} 个活码加一位成员', replace_member: '在 {n} 个活码里换一位成员', remove_member: '从 {n} 个活码移除一位成员', delete: '删除 {n} 个活码？' },
  confirm: '修改 {n} 个', confirmDelete: '删除 {n} 个', deleteLead: '删除后，已经印出去的二维码立即失效，而且不能恢复。客户、历史和统计会保留。', deleteRecent: '这些活码近 14 天共有 {n} 位客户扫码进来。', from: '谁离开', to: '谁加入', pickMember: '选择成员',
  willChange: '会修改', willSkip: '保持不变', willEmpty: '会没人接待', emptyLead: '有 {n} 个活码会没有人接待，所以不能开始。请换一位成员，或先取消选择它们。', looked: '共 {total} 个，先看了前 {n} 个',
  reasons: { left_empty: '会没有人接待', single: '单人活码，只能换成员', planned: '由排班决定', not_confirmed: '还没有创建成功', changed_since: '之后又被改过', unchanged: '不用改', refused: '规则不允许' }, itemStates: { pending: '正在修改', done: '已修改', failed: '没有生效', unknown: '结果未知', superseded: '已作废' },
  done: { replace_member: '{from} 换成 {to}', add_member: '加入 {to}', remove_member: '移除 {from}', delete: '删除活码', undo: '撤销一次批量修改' }, states: { running: '进行中', paused: '已暂停', done: '已完成', cancelled: '已结束' },
  one: '批量修改', what: '内容', progress: '进度', total: '活码', changed: '已修改', pending: '正在改', left: '未修改', none: '没有这样的活码', cancel: '结束', undo: '撤销', by: '操作人', empty: '还没有批量修改过', emptyListLead: '在活码列表里勾选几个活码，就可以一起改渠道、换成员或删除。',
} as const

export default {
  title: '群池', lead: '把任意多个客户群放进一个池，群活码自动换到还有位置的群，满员之前就换好。', create: '新建群池', name: '名称', namePlaceholder: '例如：康复交流群', note: '说明', notePlaceholder: '只有你们看得到', one: '群池', edit: '设置',
  groups: '客户群', searchGroups: '搜索群名、群主或 chat_id', refresh: '重新读取群列表', chosen: '已选 {n} 个', takeOut: '去掉 {name}', noGroups: '没有读到客户群。群主有客户联系权限、群里有外部客户后，重新读取就能看到。', takeId: '没有找到；按群 ID 加入 {id}', moreGroups: '还有 {n} 个，请搜索', reading: '{n} 个群正在读取', listed: '群列表读取于', size: '{n} 人，满员 {most} 人', unreadYet: '还没有读到人数',
  fullAt: '满员人数', fullAtHint: '客户群一般 200 人；你们的群上限更高就改成那个数', margin: '提前换群', marginHint: '差这么多人满员时，就不再展示这个群', rule: '{at} 人时换到下一个群，{full} 人算满员', wrongFull: '须为 3 到 1000', wrongMargin: '须为 0 到满员人数的一半',
  health: { ok: '正常', filling: '快满了', full: '已满', resting: '休息中', owner_left: '群主已离职', dismissed: '已解散', no_right: '读不到', unread: '读取中' },
  states: { ok: '正常', low: '快用完', dry: '没有可换的群', reading: '读取中' },
  shown: '展示中', next: '接下来', place: '第 {n} 位', healthy: '{n} 个可用', room: '还能加入', rate: '每天加入', left: '预计可用', days: '{n} 天', hours: '{n} 小时', nobody: '近 7 天没有人加入', ways: '活码', noWays: '还没有活码使用', noWaysLead: '新建「加入群聊」活码时选择这个群池，它就会跟着换群。',
  turned: '换过群', never: '还没有换过', turns: '换群记录', joined: '换上', leftOut: '换下', firstTurn: '第一次展示', stayed: '顺序变了', dryFrom: '没有可换的群了', dryOver: '又有可换的群', by: { rule: '自动' },
  check: '立即检查', checked: '检查于', asked: '正在重新读取每个群，结果会自己出现。', add: '添加群', addTitle: '往「{name}」添加群', addN: '添加 {n} 个群', up: '上移', down: '下移', drag: '拖动 {name} 调整顺序', orderHint: '拖动或用上移、下移；展示中的群会一直用到快满为止，之后按这个顺序换上。', moved: '{name} 移到第 {n} 位', sizes: '各群人数',
  remove: '移出', removeAsk: '把「{name}」移出群池？', removeShown: '它正在展示：{n} 个活码会换到别的群。', removeLead: '群本身不受影响，以后可以再加回来。', delete: '删除群池', deleteAsk: '删除群池「{name}」？', deleteLead: '里面的群不受影响，只是不再放在一起。', deleteUsed: '还有 {n} 个活码在用它。先让这些活码改用别的群池，或删除它们。',
  search: '搜索群池', empty: '还没有群池', emptyLead: '一个群活码最多放 5 个群，满了就失效。把更多的群放进群池，用它的活码会自动换群，印出去的码不用换。', opened: '打开活码', required: '必填', pickSome: '请选择至少一个群', account: '企业应用', save: '保存',
} as const

export default {
  lead: '平台自带的网页端客服和「客服小助手」。决定谁来接待，并管理那里的客服人员。', forWhich: '适用于', all: '全部小程序（默认）', follows: '沿用默认设置', follow: '改为沿用默认', own: '单独设置',
  who: '谁来接待', mode: { own: '门铃接待', official: '官方工具接待', shared: '按时间和排队人数' },
  modeLead: { own: '所有消息都由门铃里的客服回复。', official: '新消息都转到官方工具；正在由门铃客服接待的客户不转。', shared: '平时由门铃接待，下面的情况转到官方工具。' },
  outside: '营业时间以外', outsideHint: '营业时间在「营业时间」里设置', crowd: '排队太多时', crowdHint: '已有这么多人在门铃排队，新来的客户转到官方工具', people: '人', saved: '已保存',
  facts: '只有客户的消息会转，进入事件不转。客户在官方工具里被接入后，消息只到那里，门铃看不到；那边结束，或 30 分钟没有人说话，下一条消息会回到门铃重新判断。',
  agents: '官方工具的客服人员', agentsLead: '最多 {most} 位。添加后，对方在微信里确认。', agentsChoose: '选择一个小程序查看它的客服人员。', add: '添加', wx: '微信号', wxHint: '不是昵称，也不是 openid', empty: '还没有官方客服人员', emptyLead: '只用门铃接待就不需要添加。',
  online: '在线', offline: '离线', serving: '接待 {n} 人', invited: { waiting: '等待确认', rejected: '已拒绝', expired: '邀请已过期' }, remove: '移除', removeAsk: '移除「{name}」？', removeLead: '此人将不能再用官方工具接待这个小程序的客户。',
} as const

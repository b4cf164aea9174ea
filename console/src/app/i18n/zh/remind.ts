export default {
  turn: '{name} 已经等了 {n} 分钟，还没有人回复', lead: '请留意：{name} 等了 {n} 分钟，客服还没有回复', open: '点开会话回复', look: '打开会话', level: { 1: '已提醒客服回复', 2: '已提醒客服，并通知组长' },
} as const

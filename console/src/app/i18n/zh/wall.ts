export default {
  waiting: '正在等待', waitingNobody: '没有人在等', longest: '最长等待', awaiting: '待回复', awaitingLongest: '最久 {time}', open: '接待中', closing: '一小时内窗口关闭', closingLead: '客户还没得到回复',
  agents: '客服', people: '{there} / {all} 人在', capacity: '接待中 {open}', capacityOf: '接待中 {open} / {capacity}', awaitingN: '待回复 {n}', nobody: '还没有客服',
  today: '今天', asOf: '{time} 的情况', late: '连接断开，这是 {time} 的情况', full: '全屏', leave: '退出全屏', back: '返回客服数据', theme: '切换深浅色',
  notAllowed: '实时大屏给管理员和组长看', notAllowedLead: '你可以在客服数据里看自己的接待。', toFigures: '看客服数据',
} as const

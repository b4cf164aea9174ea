export default {
  title: '谁来接待', always: '固定成员', alwaysLead: '任何时间都由同样的成员接待', planned: '按排班', plannedLead: '按时段、节假日和每日上限自动换人，只在需要换人时才改活码',
  shifts: '每周班次', addShift: '添加班次', days: '星期', from: '开始', to: '结束', people: '成员', removeShift: '删除这个班次', overnight: '次日结束',
  weekday: { 1: '一', 2: '二', 3: '三', 4: '四', 5: '五', 6: '六', 7: '日' }, weekdayLong: { 1: '星期一', 2: '星期二', 3: '星期三', 4: '星期四', 5: '星期五', 6: '星期六', 7: '星期日' },
  workdays: '工作日', everyday: '每天', weekend: '周末',
  special: '特殊日期', addSpecial: '添加日期', date: '日期', until: '到', note: '说明', notePlaceholder: '例如：春节', closed: '当天休息', ownHours: '另排班次', removeSpecial: '删除这个日期',
  backup: '备用成员', backupHint: '没有人当班、都休息或都满额时，由他们接待',
  mode: '多人当班时', modes: { all: '都展示', in_turn: '轮流', least_added: '今日最少者' }, modeHint: { all: '由企业微信在他们之间分配', in_turn: '每来一位客户换一位', least_added: '总是今天客户最少的一位' },
  cap: '每人每日上限', capHint: '达到后当天不再展示，0 表示不限', 
  week: '这一周', who: '{time} 由谁接待', now: '现在', at: '时间', nobody: '没有人接待', nobodyLead: '没有人可以展示时，活码保持原来的成员不变。请添加备用成员。', closedNow: '当时没有人当班',
  source: { shift: '第 {n} 个班次', special: '特殊日期的班次', backup: '备用成员', nobody: '没有人' },
  why: { off: '休息中', cap: '今日已满额', unusable: '暂不可用', not_turn: '还没轮到' }, whyUntil: '{why}，到 {time}', next: '下次变化 {time}', next0: '之后不再变化',
  save: '保存排班', saved: '排班已保存', remove: '改为固定成员', empty: '还没有班次', emptyLead: '添加一个班次，例如工作日 9:00 到 18:00。', legend: '图例',
} as const

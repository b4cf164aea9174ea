export default {
  title: '从流水重新计算', lead: '客户从哪来、每天多少人，都是从平台推送的流水算出来的。数字看起来不对时，可以全部重算一遍；期间照常使用，结果应当一样。', start: '重新计算全部数字', again: '再算一遍', adminOnly: '只有管理员可以开始。',
  phases: { pushes: '读取推送', answers: '读取平台答复', customers: '逐个客户重算', days: '换上每日数字', ways: '换上活码数字', channels: '换上渠道数字' },
  running: '第 {n} 步，共 {of} 步：{phase}', done: '已重新计算，{n} 条记录，用时 {time}。', nothing: '还没有重新计算过。', rate: '每秒 {n} 条', left: '还需约 {time}',
  reasons: { asked: '手动', zone: '时区改变', first_time: '首次统计' }, seconds: '{n} 秒', minutes: '{n} 分钟',
} as const

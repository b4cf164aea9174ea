// The words on the console's buttons that the story presses or reads, in both languages.
export const zh = {
  signIn: '登录', email: '邮箱', password: '密码', other: 'English', signInTitle: '登录门铃',
  waiting: '待接入', mine: '我的', all: '全部', accept: '接入', reply: '回复内容', send: '发送', back: '返回', panel: '客户资料',
  left: (n) => `还可以发 ${n} 条`, used: '次数用完', shut: '窗口已关', lost: '连接断开', away: '数据库暂时没有响应', waits: '恢复后自动发出',
  ways: '活码', channels: '渠道', customers: '客户', me: /^我: /, signOut: '退出登录', sent: '已发送',
}

export const en = {
  signIn: 'Sign in', email: 'Email', password: 'Password', other: '中文', signInTitle: 'Sign in to Menling',
  waiting: 'Waiting', mine: 'Mine', all: 'All', accept: 'Accept', reply: 'Reply', send: 'Send', back: 'Back', panel: 'Customer',
  left: (n) => `${n} more may be sent`, used: 'All used', shut: 'Window closed', lost: 'Connection lost', away: 'The database does not answer',
  ways: 'Ways', channels: 'Channels', customers: 'Customers', me: /^Me: /, signOut: 'Sign out', sent: 'Sent',
}

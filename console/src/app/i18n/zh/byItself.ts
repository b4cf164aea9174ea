export default {
  account: '小程序', allAccounts: '全部小程序', follows: '现在跟随「全部小程序」的设置，保存后改用自己的', follow: '改为跟随全部', insert: '插入', tooLong: '太长了：最多 2048 字节（约 680 个汉字）', minutes: '分钟', never: '0：不启用', hours: '即 {n} 小时', days: '即 {n} 天',
  place: { customer: '客户称呼', agent: '客服姓名', program: '小程序名', ahead: '排队位置', hours: '下次上班或下班时间' },
} as const

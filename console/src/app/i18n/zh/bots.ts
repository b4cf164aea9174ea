export default {
  lead: '规则可以先问你的程序：按时回答就发给客户，否则说规则里的话。客服随时可以接入。', empty: '还没有机器人', emptyLead: '填上机器人的地址，再到「自动回复」里建一条先问它的规则。', add: '添加机器人', edit: '编辑机器人',
  removeAsk: '删除「{name}」？', removeLead: '先问它的规则会改为说规则里的话。', name: '名称', namePlaceholder: '例如：小智', url: '地址', urlHint: '默认不能是内网地址，需要时启动时加 --private-bots', fares: '情况', fine: '正常', within: '{n} 秒内回答', failed: '{time}没有答上',
  secret: '签名密钥', secretHint: '至少 16 个字符，保存后只显示这一次', secretKept: '不填就不变', secretSet: '已设置', draw: '重新生成', rotate: '更换', secretOnce: '请现在保存密钥', secretOnceLead: '密钥只显示这一次，请复制到机器人那边，用来核对消息确实来自门铃。', signed: '每次请求带 Menling-Timestamp 和 Menling-Signature：v1= 加上 HMAC-SHA256（时间戳.正文）。',
  seconds: '最多等', secondsUnit: '秒', secondsHint: '1 到 15 秒。超过就说规则里的话',
  try: '测试', tryTitle: '测试「{name}」', tryText: '假如客户说', trySample: '你们几点开门？', tryIt: '问一下', answered: '{n} 秒答复', late: '等了 {limit} 秒没有回答', noAnswer: '没有答上（{n} 秒）', handsOver: '它请客服来接待。', thenFallback: '遇到这种情况，会说规则里的话。',
} as const

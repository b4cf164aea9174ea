// What a cell says, in both languages. The choices of the three texts are fixed by the official plugin.

const zh = {
  contact: ['咨询服务', '在线咨询', '联系客服'],
  button: ['联系我', '立即联系', '咨询服务', '在线咨询', '联系客服'],
  service: ['有什么问题可以联系我咨询', '联系服务人员咨询', '获取服务人员联系方式', '联系客服咨询更多问题'],
  add: '加为联系人',
  picture: '二维码',
  inWeChat: '长按识别二维码',
  onPhone: '长按保存图片，再打开微信「扫一扫」，从相册里选它',
  onDesk: '打开微信，用「扫一扫」扫这个码',
  inWeCom: '请在微信里打开本页，或用微信扫这个码',
  friends: '你们已经是好友了，也可以再扫一次',
  sent: '已发送，请到微信里查看',
  waiting: '正在打开…',
  close: '关闭',
  again: '再试一次',
  failed: '没有成功',
  [-3002]: '暂时联系不上，请稍后再试。',
  [-3004]: '没能登录，请再试一次。',
  [-3005]: '没有成功，请检查网络后再试一次。',
  [-3006]: '你们已经是好友了，请到微信里找到对方。',
  [-3008]: '现在没有人可以联系，请晚些再来。',
  [-3009]: '群已经满了，请联系工作人员。',
  [-3010]: '群已经解散，请联系工作人员。',
  [-3012]: '你已经在群里了，请到微信里打开。',
  429: '点得太快了，请过一会儿再试。',
  unseen: '二维码没有显示出来，请检查网络后再试一次。',
}

const en = {
  contact: ['Ask us', 'Chat online', 'Contact us'],
  button: ['Contact me', 'Contact now', 'Ask us', 'Chat online', 'Contact us'],
  service: ['Ask me anything', 'Ask our staff', 'Get in touch with our staff', 'Ask us for more'],
  add: 'Add as a contact',
  picture: 'QR code',
  inWeChat: 'Press and hold the code to open it',
  onPhone: 'Press and hold to save the code, then choose it from the album in WeChat’s Scan',
  onDesk: 'Open WeChat and scan this code',
  inWeCom: 'Please open this page in WeChat, or scan this code with WeChat',
  friends: 'You are contacts already; you may scan the code again',
  sent: 'Sent. Please look into WeChat',
  waiting: 'Opening…',
  close: 'Close',
  again: 'Try again',
  failed: 'That did not work',
  [-3002]: 'We cannot be reached right now. Please try again later.',
  [-3004]: 'Signing in did not work. Please try again.',
  [-3005]: 'That did not work. Please check the network and try again.',
  [-3006]: 'You are contacts already. Please find each other in WeChat.',
  [-3008]: 'Nobody is there right now. Please come back later.',
  [-3009]: 'The group is full. Please ask our people.',
  [-3010]: 'The group has ended. Please ask our people.',
  [-3012]: 'You are in the group already. Please open it in WeChat.',
  429: 'That was too often. Please wait a moment.',
  unseen: 'The code could not be shown. Please check the network and try again.',
}

/** The words of a language; without one, those of the system.
 * @param {string} [lang] */
export function wordsOf(lang) {
  return (lang || navigator.language || 'zh').toLowerCase().startsWith('zh') ? zh : en
}

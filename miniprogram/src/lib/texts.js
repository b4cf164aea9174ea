// Every text that the components show. The first three lists are those of the official plugin, by their numbers.

const zh = {
  contactText: ['咨询服务', '在线咨询', '联系客服'],
  buttonText: ['联系我', '立即联系', '咨询服务', '在线咨询', '联系客服'],
  serviceText: ['有什么问题可以联系我咨询', '联系服务人员咨询', '获取服务人员联系方式', '联系客服咨询更多问题'],
  joinText: '加入群聊',
  onlyWeChat: '请在微信中使用',
  close: '关闭',
  retry: '点按重试',
  code: {
    contact: '长按二维码，添加联系人',
    join: '长按二维码，加入群聊',
    hint: '长按图片，选择「识别图中二维码」',
    failed: '二维码没有加载出来',
  },
  service: {
    text: '联系客服',
    open: '在线',
    hours: hours => `服务时间 ${hours}`,
    closed: '休息中，请留言',
    waiting: people => `前面 ${people} 人`,
  },
  answers: {
    sent: { contact: ['已发送', '联系方式已发到微信，请在消息列表中查看'], join: ['已发送', '入群方式已发到微信，请在消息列表中查看'] },
    inWeCom: ['请在微信中打开', '这项服务只能在微信里使用，企业微信里暂不支持'],
    '-3002': ['暂时打不开', '没有读到这项服务的信息，请稍后再试'],
    '-3004': ['登录没有成功', '请再点一次'],
    '-3005': ['没有发送成功', '请检查网络后再试一次'],
    '-3006': { contact: ['你们已经是好友', '可以直接在微信里联系'], join: ['您已在群里', '可以在微信的聊天列表中找到'] },
    '-3008': ['暂时无人接待', '请稍后再来'],
    '-3009': ['群已满', '请稍后再来，或换一种方式联系我们'],
    '-3010': ['群已解散', '请换一种方式联系我们'],
    '-3011': ['无法加入', '您暂时不能加入这个群'],
    '-3012': ['您已在群里', '这个群也已经满了'],
  },
}

const en = {
  contactText: ['Ask us', 'Chat online', 'Contact us'],
  buttonText: ['Contact me', 'Contact now', 'Ask us', 'Chat online', 'Contact us'],
  serviceText: ['Ask me anything', 'Ask our staff', 'Get in touch with our staff', 'Ask us for more'],
  joinText: 'Join the group',
  onlyWeChat: 'Works in WeChat only',
  close: 'Close',
  retry: 'Tap to try again',
  code: {
    contact: 'Press and hold to add us',
    join: 'Press and hold to join',
    hint: 'Hold the picture, then choose to scan its code',
    failed: 'The code did not load',
  },
  service: {
    text: 'Contact us',
    open: 'Online',
    hours: hours => `Open ${hours}`,
    closed: 'Closed, leave a message',
    waiting: people => `${people} before you`,
  },
  answers: {
    sent: { contact: ['Sent', 'See the message in your WeChat chats'], join: ['Sent', 'See the invitation in your WeChat chats'] },
    inWeCom: ['Open this in WeChat', 'It works in WeChat only, not in WeCom'],
    '-3002': ['Not available', 'This service could not be read. Please try again later'],
    '-3004': ['Signing in failed', 'Please tap again'],
    '-3005': ['Not sent', 'Check the network and try again'],
    '-3006': { contact: ['You are connected already', 'Find the chat in WeChat'], join: ['You are in the group', 'Find it among your WeChat chats'] },
    '-3008': ['Nobody is here', 'Please come back later'],
    '-3009': ['The group is full', 'Please come back later, or contact us another way'],
    '-3010': ['The group is closed', 'Please contact us another way'],
    '-3011': ['You cannot join', 'You may not join this group for now'],
    '-3012': ['You are in the group', 'It is also full'],
  },
}

/** The texts in a language: zh or en. */
function texts(lang) {
  return lang === 'en' ? en : zh
}

module.exports = { texts }

// Chinese first, English beside it. t('key', {name}) fills {name}.
import { app, emit } from './state.js';
import { deviceWords } from './text/device.js';
import { paneWords } from './text/pane.js';

const words = {
  title: ['门铃 · 沙箱手机', 'Menling · sandbox phone'],
  brand: ['门铃沙箱', 'Menling sandbox'],
  live: ['实时连接', 'Live'],
  offline: ['连接断开，正在重连', 'Connection lost, reconnecting'],
  pane_phone: ['手机', 'Phone'],
  pane_log: ['动态', 'Events'],
  pane_tools: ['工具', 'Tools'],
  panes: ['面板', 'Panes'],
  language: ['English', '中文'],
  language_label: ['切换到英文', 'Switch to Chinese'],
  theme: ['切换深浅色', 'Switch between light and dark'],

  people: ['顾客', 'Customers'],
  people_hint: ['拿起谁的手机？', 'Whose phone?'],
  people_open: ['换一位顾客，现在是 {name}', 'Change customer, now {name}'],
  people_none: ['选一位顾客', 'Pick a customer'],
  people_new: ['新顾客', 'New customer'],
  people_name: ['新顾客的名字', 'Name of the new customer'],
  people_add: ['添加', 'Add'],
  outside: ['企业微信用户', 'WeCom user'],
  added_n: ['已加 {n} 人', 'added {n}'],
  not_added: ['还没加好友', 'added nobody yet'],
  close: ['关闭', 'Close'],
  back: ['返回', 'Back'],
  copy: ['复制', 'Copy'],
  copied: ['已复制', 'Copied'],

  lock_hint: ['选一位顾客，拿起 TA 的手机', 'Pick a customer and take up their phone'],
  lock_pick: ['选一位顾客', 'Pick a customer'],

  wechat: ['微信', 'WeChat'],
  tab_chats: ['微信', 'Chats'],
  tab_me: ['我', 'Me'],
  scan: ['扫一扫', 'Scan'],
  recent_mp: ['最近使用的小程序', 'Recent mini programs'],
  start_title: ['从这里开始', 'Start here'],
  start_text: ['像顾客那样走一遍：扫码加好友，或打开小程序找客服。', 'Walk the customer’s way: scan a code to add someone, or open the mini program and ask for help.'],
  start_scan: ['扫一扫，加好友', 'Scan a code'],
  start_mp: ['打开小程序', 'Open the mini program'],
  service_chat: ['{name}客服', '{name} service'],
  service_tag: ['小程序客服消息', 'Mini-program service'],
  no_words: ['还没有消息', 'No messages yet'],
  waiting_confirm: ['等待对方通过验证', 'Waiting for their consent'],
  last_picture: ['[图片]', '[Picture]'],
  last_link: ['[链接] {title}', '[Link] {title}'],
  last_mini: ['[小程序] {title}', '[Mini program] {title}'],
  last_file: ['[文件] {title}', '[File] {title}'],
  last_video: ['[视频]', '[Video]'],
  unread: ['{n} 条未读', '{n} unread'],

  me_wechat: ['沙箱编号', 'Sandbox id'],
  me_ids: ['沙箱里的身份', 'Identities in the sandbox'],
  me_friends: ['企业微信联系人', 'WeCom contacts'],
  me_switch: ['换一位顾客', 'Change customer'],
  me_delete: ['删除联系人', 'Delete contact'],
  me_deleted: ['已删除 {name}', '{name} was deleted'],

  scan_aim: ['对准二维码，或从下面选一个', 'Aim at a code, or pick one below'],
  scan_ways: ['店里贴着的码', 'Codes around you'],
  scan_none: ['还没有活码', 'No codes yet'],
  scan_search: ['按名称或 state 查找', 'Find by name or state'],
  scan_album: ['从相册选图', 'Choose a picture'],
  scan_paste: ['也可以粘贴或拖入二维码图片', 'Or paste or drop a picture of a code'],
  scan_busy: ['正在识别…', 'Reading…'],
  scan_text: ['粘贴链接或 config_id', 'Paste a URL or config_id'],
  scan_go: ['识别', 'Scan'],
  scan_more: ['还有 {n} 个码，用上面的框查找', '{n} more codes; find them with the box above'],
  kind_contact: ['联系我', 'Contact way'],
  kind_join: ['加入群聊', 'Group join'],
  kind_temp: ['临时会话', 'Temporary chat'],
  kind_button: ['小程序按钮', 'Button'],
  needs_consent: ['需验证', 'needs consent'],
  no_state: ['无 state', 'no state'],
  read_text: ['识出：{text}', 'It says: {text}'],
  read_none: ['图片里没有找到二维码。换一张清晰、正对、四周留白的，或在下面粘贴链接。', 'No code was found in the picture. Try one that is sharp, straight and has white around it, or paste its URL below.'],
  read_bad: ['这不是能打开的图片。', 'This is not a picture that can be opened.'],
  result_added: ['已添加 {who}', 'You added {who}'],
  result_pending: ['已申请添加 {who}，等对方通过验证', 'Asked to add {who}; waiting for consent'],
  result_already: ['{who} 已经是你的联系人', '{who} is already your contact'],
  result_joined: ['已加入群聊', 'You joined the group'],
  result_expired: ['这个二维码已过期', 'This code has expired'],
  result_used: ['这个二维码已被使用', 'This code was used already'],
  result_deleted: ['这个二维码已失效：对应的活码已删除', 'This code is dead: its way was deleted'],
  result_no_member: ['这个活码现在没有可添加的成员', 'This way has no member who can be added'],
  result_full: ['群聊人数已满', 'The group is full'],
  result_not_for_you: ['这个二维码只给另一位顾客使用', 'This code is meant for another customer'],
  result_other: ['扫码结果：{result}', 'Result: {result}'],

  you_added: ['你已添加了 {name}，现在可以开始聊天了。', 'You have added {name}. You can start chatting now.'],
  you_asked: ['你已申请添加 {name}，对方通过后就能聊天。', 'You asked to add {name}. You can chat once they accept.'],
  accept_for: ['替 {name} 通过', 'Accept for {name}'],
  chat_none: ['还没有企业微信联系人', 'No WeCom contact yet'],
  chat_none_text: ['扫一个「联系我」二维码，就会出现在这里。', 'Scan a contact way and the chat appears here.'],
  at: ['@{corp}', '@{corp}'],
  say: ['发消息', 'Message'],
  send: ['发送', 'Send'],
  picture: ['发图片', 'Send a picture'],
  picture_view: ['查看图片', 'View the picture'],
  picture_gone: ['图片打不开', 'Picture unavailable'],
  too_big: ['图片超过 {mb} MB', 'The picture is over {mb} MB'],
  mini_program: ['小程序', 'Mini program'],
  from_desk: ['官方客服工具', 'official desk'],
  typing: ['对方正在输入…', 'typing…'],
  service_hello: ['你已进入客服会话', 'You entered the service chat'],
  service_empty: ['想问什么，直接说。门铃那头有人会回答。', 'Ask anything. Someone at the desk will answer.'],
  card_send: ['发送当前页面卡片', 'Send this page as a card'],
  card_hint: ['你可能要发送的小程序', 'You may want to send'],
  card_dismiss: ['不发送', 'Dismiss'],
  card_tapped: ['bindcontact 收到', 'bindcontact received'],
  tap_card: ['打开卡片 {title}', 'Open card {title}'],
  link_shown: ['手机不联网，链接只显示不打开', 'The phone has no network: links are shown, not opened'],
  path: ['路径', 'Path'],
  query: ['参数', 'Query'],
  none: ['（无）', '(none)'],

  mp_slogan: ['家门口的全科诊所', 'The clinic next door'],
  mp_hours: ['今天 08:00–20:00', 'Today 08:00–20:00'],
  mp_services: ['热门项目', 'Popular'],
  mp_doctors: ['今日坐诊', 'On duty today'],
  mp_detail: ['项目详情', 'Details'],
  mp_book: ['想预约？先问问客服', 'Ask the desk to book'],
  mp_contact: ['联系客服', 'Contact us'],
  mp_session_from: ['session-from（随按钮带给客服）', 'session-from (sent with the button)'],
  mp_session_hint: ['服务端在 user_enter_tempsession 里收到它，最多 1000 字节。', 'The server receives it in user_enter_tempsession; cut at 1000 bytes.'],
  mp_page: ['小程序页面', 'Mini-program page'],
  mp_page_text: ['演示小程序没有这一页，真实小程序会自己跳转。', 'The demo has no such page; a real mini program would navigate itself.'],
  mp_home: ['回首页', 'Home'],
  mp_close: ['关闭小程序', 'Close the mini program'],
  yuan: ['¥{n}', '¥{n}'],

  failed: ['没做成：{why}', 'That failed: {why}'],
  unreachable: ['沙箱没有应答', 'the sandbox does not answer'],
  ...paneWords,
};

Object.assign(words, deviceWords);

export function t(key, params = {}) {
  const text = words[key]?.[app.lang === 'en' ? 1 : 0] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''));
}

/** Picks one of two texts. */
export function say(zh, en) {
  return app.lang === 'en' ? en : zh;
}

export function setLang(lang) {
  app.lang = lang === 'en' ? 'en' : 'zh';
  remember('lang', app.lang);
  document.documentElement.lang = app.lang === 'en' ? 'en' : 'zh-CN';
  document.title = t('title');
  emit('lang');
}

export function remember(key, value) {
  try { localStorage.setItem('menling.phone.' + key, value); } catch { /* private mode */ }
}

export function remembered(key) {
  try { return localStorage.getItem('menling.phone.' + key); } catch { return null; }
}

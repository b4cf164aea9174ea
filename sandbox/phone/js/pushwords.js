// Each push as a sentence: who did what, and whom the platform told.
import { memberName } from './state.js';
import { say } from './i18n.js';
import { groupName, tagName } from './backstage.js';
import { customerName, cut } from './naming.js';

const contact = {
  add_external_contact: ['{who} 添加了 {member}', '{who} added {member}'],
  add_half_external_contact: ['{who} 添加了 {member}，{member} 还没有确认', '{who} added {member}, who has not confirmed yet'],
  edit_external_contact: ['{member} 改了 {who} 的备注或标签', '{member} changed the remark or tags of {who}'],
  del_external_contact: ['{member} 删除了客户 {who}', '{member} deleted the customer {who}'],
  del_follow_user: ['{who} 删除了 {member}', '{who} deleted {member}'],
  transfer_fail: ['把 {who} 转接给 {member} 没有成功', 'handing {who} over to {member} failed'],
  msg_audit_approved: ['{who} 同意 {member} 存档聊天内容', '{who} agreed that {member} archives the chat'],
};

const chat = {
  create: ['新建了客户群「{group}」', 'the group “{group}” was created'],
  dismiss: ['客户群「{group}」解散了', 'the group “{group}” was dismissed'],
  add_member: ['{n} 人进了客户群「{group}」', '{n} came into the group “{group}”'],
  del_member: ['{n} 人离开了客户群「{group}」', '{n} left the group “{group}”'],
  change_owner: ['客户群「{group}」换了群主', 'the group “{group}” has a new owner'],
  change_name: ['客户群改名为「{group}」', 'a group is now called “{group}”'],
  change_notice: ['客户群「{group}」的公告改了', 'the notice of the group “{group}” changed'],
};

const tags = {
  create: ['新建了{kind}{tag}', 'the {kind} {tag} was created'],
  update: ['{kind}{tag}改了', 'the {kind} {tag} changed'],
  delete: ['{kind}{tag}删除了', 'the {kind} {tag} was deleted'],
  shuffle: ['企业标签的顺序变了', 'the order of the company’s tags changed'],
};

const suite = {
  suite_ticket: ['新的 suite_ticket，每 10 分钟一个，30 分钟内有效', 'a new suite_ticket: one every 10 minutes, good for 30'],
  create_auth: ['企业管理员授权了应用，带来临时授权码 AuthCode', 'the administrator authorised the app and brings an AuthCode'],
  change_auth: ['企业管理员改了应用的权限或可见范围', 'the administrator changed what the app may do or see'],
  cancel_auth: ['企业管理员取消了授权', 'the administrator took the authorisation back'],
  customer_acquisition_permit_change: ['获客助手的权限变了', 'the permission for customer acquisition changed'],
};

const weapp = {
  user_enter_tempsession: ['{who} 进入了客服会话', '{who} entered the service chat'],
  subscribe_msg_popup_event: ['{who} 在弹窗里选了要不要订阅消息', '{who} chose in the pop-up which messages to subscribe to'],
  subscribe_msg_change_event: ['{who} 在设置里改了订阅', '{who} changed subscriptions in the settings'],
  subscribe_msg_sent_event: ['发给 {who} 的订阅消息有了结果', 'a subscription message to {who} has its result'],
  wxa_media_check: ['{who} 的图片或音频检测完了', 'the check of a picture or sound of {who} is done'],
  debug_demo: ['开发者工具发来的调试事件', 'a debugging event of the developer tools'],
  kf_create_session: ['客服接入了 {who}', 'an agent took {who}'],
  kf_close_session: ['客服结束了和 {who} 的会话', 'an agent ended the chat with {who}'],
};

const messages = {
  text: ['说：{text}', 'says: {text}'], image: ['发来一张图片', 'sends a picture'], miniprogrampage: ['发来一张小程序卡片', 'sends a mini-program card'],
};

const fillIn = (pair, facts) => say(...pair).replace(/\{(\w+)\}/g, (_, key) => facts[key] ?? '');

/** One push as a sentence. */
export function pushSentence(p) {
  const f = p.fields;
  if (p.kind === 'weapp') return say('小程序', 'Mini program') + say('：', ': ') + weappWords(p, f);
  const head = p.kind === 'suite' ? say('第三方应用：', 'Suite: ') : say('企业微信：', 'WeCom: ');
  return head + corpWords(p, f);
}

function corpWords(p, f) {
  const what = f.Event || f.InfoType;
  const who = customerName(f.ExternalUserID) || customerName(p.customer) || say('顾客', 'a customer');
  if (suite[what]) return say(...suite[what]);
  if (what === 'change_external_contact') return fillIn(contact[f.ChangeType] ?? unknown(f.ChangeType), { who, member: memberName(f.UserID) });
  if (what === 'change_external_chat') {
    const facts = { group: groupName(f.ChatId) || f.ChatId, n: f.MemChangeCnt || say('有', 'somebody') };
    return fillIn(chat[f.UpdateDetail] ?? chat[f.ChangeType] ?? unknown(f.UpdateDetail || f.ChangeType), facts);
  }
  if (what === 'change_external_tag') {
    const name = tagName(f.Id);
    return fillIn(tags[f.ChangeType] ?? unknown(f.ChangeType), { tag: name && say(`「${name}」`, `“${name}”`), kind: f.TagType === 'tag_group' ? say('标签组', 'tag group') : say('企业标签', 'tag') });
  }
  return fillIn(unknown(what || p.event), {});
}

const unknown = (name) => [`事件 ${name || '?'}`, `event ${name || '?'}`];

function weappWords(p, f) {
  const who = customerName(f.FromUserName) || customerName(p.customer) || say('顾客', 'a customer');
  if (f.Event) {
    const from = f.SessionFrom ? say(`，带着 ${cut(f.SessionFrom)}`, `, with ${cut(f.SessionFrom)}`) : '';
    return fillIn(weapp[f.Event] ?? unknown(f.Event), { who }) + from;
  }
  return `${who} ${fillIn(messages[f.MsgType] ?? [`发来一条 ${f.MsgType} 消息`, `sends a message of the type ${f.MsgType}`], { text: cut(f.Content) })}`;
}

// Pushes and calls in plain words.
import { app, memberName } from './state.js';
import { say } from './i18n.js';
import { plain } from './bubbles.js';

const contactEvents = {
  add_external_contact: ['添加客户', 'customer added'],
  add_half_external_contact: ['客户免验证添加', 'customer added, member not confirmed'],
  edit_external_contact: ['编辑客户', 'customer edited'],
  del_external_contact: ['成员删除客户', 'member deleted customer'],
  del_follow_user: ['客户删除成员', 'customer deleted member'],
  transfer_fail: ['客户接替失败', 'transfer failed'],
  msg_audit_approved: ['客户同意存档', 'archiving approved'],
};

const otherEvents = {
  change_external_chat: { create: ['客户群创建', 'group created'], update: ['客户群变更', 'group changed'], dismiss: ['客户群解散', 'group dismissed'] },
  change_external_tag: {
    create: ['新建企业标签', 'tag created'], update: ['修改企业标签', 'tag changed'], delete: ['删除企业标签', 'tag deleted'], shuffle: ['标签重新排序', 'tags reordered'],
  },
};

const messages = {
  text: ['文字消息', 'text message'], image: ['图片消息', 'picture'], miniprogrampage: ['小程序卡片', 'mini-program card'],
};

const pick = (pair, fallback) => (pair ? say(...pair) : fallback);

/** One push as a sentence. */
export function pushSentence(p) {
  const f = p.fields;
  if (p.kind === 'weapp' || f.MsgId !== undefined || f.Event === 'user_enter_tempsession') return weappSentence(p, f);
  const pair = f.Event === 'change_external_contact' ? contactEvents[f.ChangeType] : otherEvents[f.Event]?.[f.ChangeType];
  const what = pick(pair, f.ChangeType || f.Event || p.event || '?');
  const who = customerName(f.ExternalUserID) || customerName(p.customer);
  const about = who && f.UserID ? say(`（${who} ↔ ${memberName(f.UserID)}）`, ` (${who} ↔ ${memberName(f.UserID)})`) : '';
  return say(`企业微信把「${what}」通知推给了你的服务器${about}`, `WeCom pushed “${what}” to your server${about}`);
}

function weappSentence(p, f) {
  const who = customerName(f.FromUserName) || customerName(p.customer) || say('顾客', 'a customer');
  if (f.Event === 'user_enter_tempsession') {
    const from = f.SessionFrom ? say(`，带着 ${cut(f.SessionFrom)}`, `, with ${cut(f.SessionFrom)}`) : '';
    return say(`微信告诉你的服务器：${who} 进入了客服会话${from}`, `WeChat told your server that ${who} entered the service chat${from}`);
  }
  const what = pick(messages[f.MsgType], f.MsgType || p.event || '?');
  const text = f.MsgType === 'text' ? say(`：${cut(f.Content)}`, `: ${cut(f.Content)}`) : '';
  return say(`微信把 ${who} 的「${what}」推给了你的服务器${text}`, `WeChat pushed a ${what} from ${who} to your server${text}`);
}

const cut = (text) => {
  const words = plain(String(text ?? ''));
  return words.length > 40 ? words.slice(0, 40) + '…' : words;
};

function customerName(id) {
  return id ? app.customers.find((c) => c.id === id || c.openid === id || c.external === id || c.unionid === id)?.name ?? '' : '';
}

const calls = {
  gettoken: ['领取了企业微信的 access_token', 'fetched a WeCom access token'],
  token: ['领取了小程序的 access_token', 'fetched a mini-program access token'],
  stable_token: ['领取了小程序的稳定版 access_token', 'fetched a stable mini-program token'],
  'externalcontact/add_contact_way': ['新建了一个「联系我」', 'made a contact way'],
  'externalcontact/get_contact_way': ['读取了一个「联系我」', 'read a contact way'],
  'externalcontact/list_contact_way': ['列出了「联系我」', 'listed the contact ways'],
  'externalcontact/update_contact_way': ['更新了一个「联系我」', 'changed a contact way'],
  'externalcontact/del_contact_way': ['删除了一个「联系我」', 'deleted a contact way'],
  'externalcontact/close_temp_chat': ['结束了一个临时会话', 'closed a temporary chat'],
  'externalcontact/groupchat/add_join_way': ['新建了一个「加入群聊」', 'made a group-join way'],
  'externalcontact/groupchat/get_join_way': ['读取了一个「加入群聊」', 'read a group-join way'],
  'externalcontact/groupchat/update_join_way': ['更新了一个「加入群聊」', 'changed a group-join way'],
  'externalcontact/groupchat/del_join_way': ['删除了一个「加入群聊」', 'deleted a group-join way'],
  'externalcontact/groupchat/get': ['查询了一个客户群', 'looked up a group chat'],
  'externalcontact/groupchat/list': ['列出了客户群', 'listed the group chats'],
  'externalcontact/opengid_to_chatid': ['查询了小程序里的群是哪个客户群', 'looked up the group chat of a mini program’s group'],
  'externalcontact/groupchat/statistic': ['按群主统计了客户群', 'asked for the group chats’ figures by owner'],
  'externalcontact/groupchat/statistic_group_by_day': ['按天统计了客户群', 'asked for the group chats’ figures by day'],
  'externalcontact/get_user_behavior_data': ['统计了成员的客户联系', 'asked for members’ contact figures'],
  'externalcontact/get_corp_tag_list': ['列出了企业标签', 'listed the company’s tags'],
  'externalcontact/get': ['查询了客户详情', 'looked up a customer'],
  'externalcontact/list': ['列出了成员的客户', 'listed a member’s customers'],
  'externalcontact/batch/get_by_user': ['批量查询了客户', 'looked up customers in bulk'],
  'externalcontact/remark': ['修改了客户备注', 'changed a customer’s remark'],
  'externalcontact/mark_tag': ['给客户打了标签', 'tagged a customer'],
  'externalcontact/send_welcome_msg': ['发送了欢迎语', 'sent the welcome message'],
  'externalcontact/get_follow_user_list': ['查询了谁能用客户联系', 'listed who may use customer contact'],
  'user/get': ['查询了成员', 'looked up a member'],
  'user/simplelist': ['列出了部门成员', 'listed a department’s members'],
  'department/simplelist': ['列出了部门', 'listed the departments'],
  'user/list': ['列出了部门成员', 'listed a department’s members'],
  'department/list': ['列出了部门', 'listed the departments'],
  'media/upload': ['上传了一个素材', 'uploaded a file'],
  'media/uploadimg': ['上传了一张永久图片', 'uploaded a picture for good'],
  'media/get': ['下载了一个素材', 'downloaded a file'],
  'auth/getuserinfo': ['用登录 code 查询了是谁', 'asked who signed in'],
  'service/get_suite_token': ['领取了第三方应用的 suite_access_token', 'fetched a suite’s token'],
  'service/get_corp_token': ['领取了授权企业的 access_token', 'fetched a token of a company that authorised the suite'],
  'message/send': ['给成员发了应用消息', 'sent members an app message'],
  '/customservice/kfaccount/add': ['添加了一个客服人员', 'added a customer-service agent'],
  '/customservice/kfaccount/del': ['移除了一个客服人员', 'removed a customer-service agent'],
  'customservice/getkflist': ['列出了客服人员', 'listed the customer-service agents'],
  'customservice/getonlinekflist': ['列出了在线的客服人员', 'listed the agents who are online'],
  '/customservice/work/bind': ['绑定了微信客服所属的企业', 'bound a company for WeChat customer service'],
  '/customservice/work/unbind': ['解绑了微信客服所属的企业', 'unbound the company of WeChat customer service'],
  '/customservice/work/get': ['查询了绑定的企业', 'asked which company is bound'],
  getcallbackip: ['查询了推送来源 IP', 'asked where pushes come from'],
  get_api_domain_ip: ['查询了接口服务器 IP', 'asked for the API’s addresses'],
};

const sent = {
  text: ['文字', 'a text'], image: ['图片', 'a picture'], link: ['图文链接', 'a link'], miniprogrampage: ['小程序卡片', 'a mini-program card'],
};

/** One call as a sentence. */
export function callSentence(c) {
  const name = c.path.replace(/^\/(cgi-bin|sns)\//, '');
  return say('你的服务器', 'Your server ') + (special(name, c) ?? pick(calls[name], say(`调用了 ${c.path}`, `called ${c.path}`)));
}

function special(name, c) {
  const body = requestOf(c);
  const who = customerName(body.touser) || say('顾客', 'a customer');
  if (/^message\/custom\/(business\/)?send$/.test(name)) {
    const [zh, en] = sent[body.msgtype] ?? ['消息', 'a message'];
    const text = body.msgtype === 'text' ? cut(body.text?.content) : '';
    return say(`给 ${who} 发了${zh}${text && `：${text}`}`, `sent ${who} ${en}${text && `: ${text}`}`);
  }
  if (/typing$/.test(name)) return say(`让 ${who} 看到「对方正在输入」`, `showed ${who} “typing…”`);
  if (name === 'jscode2session') return say('用登录 code 换了 openid', 'exchanged a login code for an openid');
  return undefined;
}

function requestOf(c) {
  return c.request && typeof c.request === 'object' ? c.request : {};
}

const meanings = {
  '-1': ['系统繁忙，稍后再试', 'system busy, try again'],
  40001: ['secret 或 access_token 不对', 'wrong secret or token'], 40013: ['appid 或 corpid 不对', 'wrong appid or corpid'],
  40014: ['access_token 无效', 'invalid token'], 42001: ['access_token 已过期', 'token expired'], 41001: ['缺少 access_token', 'token missing'],
  40003: ['openid 不对', 'unknown openid'], 40007: ['media_id 无效或已过期', 'media_id invalid or expired'], 40029: ['登录 code 无效', 'invalid login code'],
  40163: ['登录 code 已用过', 'login code used'], 41050: ['欢迎语 code 无效或超过 20 秒', 'welcome code invalid or over 20 s old'],
  41051: ['已开始聊天，或已发过欢迎语', 'already chatting or welcomed'], 41096: ['欢迎语正由另一应用发送', 'another app is sending the welcome'],
  45002: ['内容太长', 'content too long'], 45009: ['接口调用次数用完', 'call quota used up'], 45015: ['回复窗口已关：超过 48 小时', 'reply window closed: over 48 h'],
  45033: ['并发太高', 'too many calls at once'], 45047: ['5 条已用完，等顾客再说话', '5 messages used up; wait for the customer'],
  45072: ['command 不对', 'bad command'], 45080: ['30 秒内没有互动', 'nothing said within 30 s'], 45081: ['已在输入状态', 'already typing'],
  48002: ['没有接口权限', 'no permission for this call'], 60011: ['成员不在可见范围', 'member out of the app’s range'], 60020: ['IP 不在白名单', 'IP not trusted'],
  60111: ['成员不存在', 'no such member'], 84061: ['还不是客户：对方未确认', 'not a customer yet: unconfirmed'], 41054: ['成员未激活', 'member not activated'],
};

/** What an errcode means, or ''. */
export function meaning(errcode) {
  return pick(meanings[errcode], '');
}

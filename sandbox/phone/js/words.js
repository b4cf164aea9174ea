// Each call as a sentence: what the server asked of the platform.
import { say } from './i18n.js';
import { customerName, cut } from './naming.js';

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
  const [zh, en] = special(name, c) ?? calls[name] ?? [`调用了 ${c.path}`, `called ${c.path}`];
  if (c.status === 200 && !c.errcode) return say(`你的服务器${zh}`, `Your server ${en}`);
  return say(`你的服务器想${zh.replace('了', '')}，没成`, `Your server tried to ${infinitive(en)}`);
}

const verbs = {
  made: 'make', sent: 'send', bound: 'bind', unbound: 'unbind', read: 'read', tagged: 'tag', changed: 'change', exchanged: 'exchange', deleted: 'delete', closed: 'close', removed: 'remove',
};

/** "changed a tag" as "change a tag". */
const infinitive = (text) => text.replace(/^\w+/, (verb) => verbs[verb] ?? verb.replace(/ed$/, ''));

function special(name, c) {
  const body = requestOf(c);
  const who = customerName(body.touser) || say('顾客', 'a customer');
  if (/^message\/custom\/(business\/)?send$/.test(name)) {
    const [zh, en] = sent[body.msgtype] ?? ['消息', 'a message'];
    const text = body.msgtype === 'text' ? cut(body.text?.content) : '';
    return [`给 ${who} 发了${zh}${text && `：${text}`}`, `sent ${who} ${en}${text && `: ${text}`}`];
  }
  if (/typing$/.test(name)) return [`让 ${who} 看到了「对方正在输入」`, `showed ${who} “typing…”`];
  if (name === 'jscode2session') return ['用登录 code 换了 openid', 'exchanged a login code for an openid'];
  return undefined;
}

function requestOf(c) {
  return c.request && typeof c.request === 'object' ? c.request : {};
}

/** The paths of all calls, for whoever chooses one. */
export const paths = ['/cgi-bin/message/custom/send', '/cgi-bin/message/custom/typing', '/sns/jscode2session',
  ...Object.keys(calls).map((name) => (name.startsWith('/') ? name : `/cgi-bin/${name}`))];

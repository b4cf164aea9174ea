// What came of a push or a call, as a tone (good, waiting, bad), a sentence and what to do.
import { say } from './i18n.js';
import { meaning, advice } from './codes.js';

/** {tone, words, todo?, where?}: where names the pane that helps. */
export function pushOutcome(p) {
  if (p.status === 'dropped') return { tone: 'waiting', words: say('按你的设置在路上丢了，服务器没有收到', 'Lost on the way, as you set it: the server never got it') };
  if (p.status === 'not_sent') return notSent(p);
  const last = p.attempts.at(-1);
  if (!last) return { tone: 'waiting', words: say('正在送往你的服务器…', 'On its way to your server…') };
  if (p.status === 'waiting') {
    return { tone: 'waiting', words: say(`第 ${p.attempts.length} 次没成：${problem(last)}。还会再试`, `Attempt ${p.attempts.length} failed: ${problem(last)}. It will be tried again`) };
  }
  if (p.status === 'failed') return undelivered(p, last);
  if (p.meaning === 'failed') return misread(p, last);
  if (p.meaning === 'transfer') return { tone: 'good', words: say('你的服务器让它转到官方客服工具', 'Your server handed it to the official desk'), where: 'desk' };
  const said = last.reply.trim();
  return { tone: 'good', words: said ? say(`你的服务器回复了 ${short(said)}`, `Your server answered ${short(said)}`) : say(`你的服务器收下了（HTTP ${last.status}）`, `Your server took it (HTTP ${last.status})`) };
}

function notSent(p) {
  const message = p.kind === 'weapp' && !p.fields.Event;
  if (message) return { tone: 'waiting', words: say('没有设置回调地址，所以没有推送；消息直接进了官方客服工具', 'No callback URL, so nothing was pushed: the message went straight to the official desk'), where: 'desk' };
  return { tone: 'waiting', words: say('没有设置回调地址，所以没有推送', 'No callback URL, so nothing was pushed'), where: 'tools' };
}

function undelivered(p, last) {
  const n = p.attempts.length;
  return {
    tone: 'bad', words: say(`试了 ${n} 次都没送到：${problem(last)}`, `Given up after ${n} ${n === 1 ? 'attempt' : 'attempts'}: ${problem(last)}`),
    todo: last.error ? say('看看服务器开着没有、地址和端口对不对；它要在 5 秒内回答', 'See that the server runs and the address is right; it has five seconds to answer')
      : say('服务器要回 HTTP 200，小程序还要回 success；看看它的日志', 'The server has to answer HTTP 200, for mini programs with success: see its log'),
  };
}

function misread(p, last) {
  const sealed = say('回空、success，或和推送同样格式（安全模式下加密）的 transfer_customer_service', 'Answer nothing, success, or transfer_customer_service in the format of the push, sealed in secure mode');
  return {
    tone: 'bad', words: say(`送到了，但回复看不懂：${short(last.reply.trim())}`, `Delivered, but the answer makes no sense: ${short(last.reply.trim())}`),
    todo: p.kind === 'suite' ? say('第三方应用要回 success', 'A suite answers success') : sealed,
  };
}

const problems = [
  [/in time|timeout/i, '5 秒内没有回答', 'no answer within five seconds'], [/refused/i, '连不上（端口没人听）', 'connection refused'],
  [/reset|EOF/i, '连接断了', 'the connection broke'], [/no such host|lookup/i, '找不到这个主机', 'no such host'],
];

function problem(a) {
  if (!a.error) return `HTTP ${a.status}`;
  const hit = problems.find(([pattern]) => pattern.test(a.error));
  return hit ? say(hit[1], hit[2]) : a.error;
}

const short = (text) => (text.length > 48 ? `${text.slice(0, 48)}…` : text);

export function callOutcome(c) {
  if (c.status === 0) {
    return { tone: 'bad', words: say('连接断了，没有回答', 'The connection was cut: no answer'), todo: say('做没做成不知道：先查一下结果，再决定要不要重试', 'Whether it was done is unknown: look before you try again') };
  }
  if (c.status !== 200) return { tone: 'bad', words: `HTTP ${c.status}`, todo: say('平台一时出错，等一会儿再试', 'The platform failed for a moment: try again later') };
  if (!c.errcode) return { tone: 'good', words: '' };
  const words = meaning(c);
  return { tone: 'bad', words: `${c.errcode} · ${words || c.errmsg}`, todo: advice(c) };
}

// What a jump of the clock brings about: what runs out by then, as far as there is any, and what was pushed.
import { app } from './state.js';
import { t, say } from './i18n.js';
import { api } from './api.js';
import { refresh } from './live.js';
import { span } from './clock.js';
import { stage } from './backstage.js';

const called = (pattern) => app.calls.some((c) => pattern.test(c.path) && !c.errcode);
const pushed = (fits) => app.pushes.some(fits);

// After so many seconds, if there is any: this runs out.
const lapses = [
  [20, () => pushed((p) => p.plain.includes('WelcomeCode')), '还没用的欢迎语 code 失效了', 'unused welcome codes have run out'],
  [60, () => pushed((p) => p.event === 'user_enter_tempsession'), '进入会话送的一分钟额度用完了', 'the minute after entering the chat is over'],
  [300, () => called(/jscode2session$/), '登录 code 失效了', 'login codes have run out'],
  [7200, () => called(/token$/), 'access_token 都过期了，服务器要重新领', 'all access tokens have expired: your server fetches new ones'],
  [172800, () => pushed((p) => p.kind === 'weapp' && !p.fields.Event), '48 小时没说话的顾客，回复窗口关上了', 'reply windows of customers who did not write are closed'],
  [259200, () => called(/media\/upload$/), '上传的临时素材过期了', 'uploaded media have expired'],
];

const units = { h: 3600, m: 60, s: 1 };
const secondsOf = (d) => (d[0] === '-' ? -1 : 1) * [...d.matchAll(/([\d.]+)([hms])/g)].reduce((sum, [, n, unit]) => sum + n * units[unit], 0);

/** Moves the clock and gives a function that says what that did. */
export async function move(by) {
  const last = Number(app.pushes.at(-1)?.id ?? 0);
  const served = stage.desk.accepted.length;
  await api.advance(by);
  await refresh();
  const seconds = secondsOf(by);
  if (seconds < 0) return () => t('clock_went_back');
  const news = app.pushes.filter((p) => Number(p.id) > last).length;
  const ended = served - stage.desk.accepted.length;
  const out = lapses.filter(([after, any]) => seconds >= after && any()).map(([, , zh, en]) => [zh, en]).reverse();
  if (ended > 0) out.push([`官方客服的 ${ended} 个会话没人说话，结束了`, `${ended} silent chats at the official desk ended`]);
  if (news > 0) out.push([`平台因此推送了 ${news} 次`, `pushes because of it: ${news}`]);
  return () => told(seconds, out);
}

function told(seconds, out) {
  const far = seconds < 60 ? say(`${seconds} 秒`, `${seconds} s`) : span(seconds * 1000);
  const what = out.slice(0, 4).map((pair) => say(...pair)).join(say('；', '; '));
  return say(`快进了 ${far}：`, `${far} later: `) + (what || say('没有东西到期', 'nothing has run out'));
}

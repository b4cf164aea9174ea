// From the control API's JSON to what the page draws. Everything may be missing.

const str = (v) => (v === undefined || v === null ? '' : String(v));
const list = (v) => (Array.isArray(v) ? v : []);

/** Seconds, milliseconds or RFC 3339 text to milliseconds. */
export function ms(v) {
  if (typeof v === 'number') return v > 1e11 ? v : v * 1000;
  const parsed = Date.parse(str(v));
  return Number.isNaN(parsed) ? 0 : parsed;
}

export function customer(raw) {
  return {
    id: str(raw.id), name: str(raw.name), openid: str(raw.openid), unionid: str(raw.unionid),
    external: str(raw.external_userid), outside: raw.type === 2, corp: str(raw.corp_name),
    relations: list(raw.relations).map(relation).filter((r) => !r.gone), all: list(raw.relations),
  };
}

function relation(raw) {
  return {
    userid: str(raw.userid), name: str(raw.member_name), at: ms(raw.created), pending: raw.status === 'pending',
    gone: Boolean(raw.customer_left), left: Boolean(raw.member_left), over: raw.status === 'ended', until: raw.temp_until ?? 0,
  };
}

export function way(raw) {
  return {
    id: str(raw.config_id), kind: str(raw.kind) || 'contact', scene: raw.scene, state: str(raw.state), qr: str(raw.qr_code),
    name: str(raw.remark), users: list(raw.users ?? raw.user), consent: raw.kind !== 'join' && raw.skip_verify === false, chats: list(raw.chat_ids),
    picture: str(raw.qr_code),
  };
}

export function group(raw) {
  return {
    id: str(raw.chat_id), name: str(raw.name), owner: str(raw.owner), notice: str(raw.notice), members: raw.members ?? 0,
    customers: list(raw.customers), dismissed: Boolean(raw.dismissed), full: Boolean(raw.full), at: ms(raw.created),
  };
}

export function groupPerson(raw) {
  const member = raw.type === 1;
  return {
    id: str(raw.id), name: str(raw.name), customer: str(raw.customer), userid: member ? str(raw.id) : '',
    guest: !member && !raw.customer, at: ms(raw.joined), scene: raw.join_scene,
  };
}

/** One message of a group, seen by the customer whose phone it is. */
export function groupMessage(raw, customer) {
  const mine = raw.customer === customer;
  return {
    id: str(raw.msgid), from: mine ? 'me' : 'them', by: 'group', at: ms(raw.time), kind: 'text', text: str(raw.content), name: str(raw.name),
    customer: str(raw.customer), userid: raw.customer || /^wm|^wo/.test(raw.from) ? '' : str(raw.from), guest: !raw.customer && /^wm|^wo/.test(raw.from),
  };
}

/** One message of the WeCom chat: by customer, member, welcome or conclusion. */
export function wecomMessage(raw) {
  return message(raw, raw.by);
}

/** One message of the mini program's service chat: from customer, api or desk. */
export function serviceMessage(raw) {
  return message(raw, raw.from);
}

const kinds = { text: 'text', image: 'image', link: 'link', miniprogram: 'mini', miniprogrampage: 'mini', video: 'video', file: 'file' };

function message(raw, by) {
  return {
    id: str(raw.msgid), from: by === 'customer' ? 'me' : 'them', by: str(by), at: ms(raw.time), kind: kinds[raw.msgtype] ?? 'text',
    text: str(raw.content), title: str(raw.title), desc: str(raw.description), url: str(raw.url), page: str(raw.pagepath), src: str(raw.pic_url),
  };
}

/** Status 0 means that the connection was cut; latency is in milliseconds. */
export function callEntry(raw) {
  return {
    id: Number(raw.id), at: ms(raw.time), platform: str(raw.platform), method: str(raw.method), path: str(raw.path), app: str(raw.app), query: raw.query ?? {},
    request: raw.request ?? null, status: Number(raw.status ?? 200), errcode: Number(raw.errcode ?? 0), errmsg: str(raw.errmsg),
    latency: Math.round((raw.latency_us ?? 0) / 100) / 10,
  };
}

/** Status is waiting, delivered, failed, dropped or not_sent; meaning ok, transfer or failed. */
export function pushEntry(raw) {
  const attempts = list(raw.attempts).map((a) => ({
    at: ms(a.time), status: a.status ?? 0, latency: a.latency_ms ?? 0, reply: str(a.reply), error: str(a.error),
  }));
  const plain = str(raw.plaintext);
  let fields;
  return {
    id: str(raw.id), at: ms(raw.time), kind: str(raw.kind), event: str(raw.event), customer: str(raw.customer),
    get fields() { return (fields ??= fieldsOf(plain)); }, plain, attempts, status: str(raw.status), meaning: str(raw.meaning),
    again: Boolean(raw.replay_of && raw.replay_of !== '0'),
  };
}

/** The members of an XML or JSON push, flat. */
export function fieldsOf(plain) {
  if (plain.trimStart().startsWith('<')) {
    const doc = new DOMParser().parseFromString(plain, 'text/xml');
    const root = doc.documentElement;
    if (doc.querySelector('parsererror')) return {};
    return Object.fromEntries([...root.children].map((node) => [node.tagName, node.textContent]));
  }
  try { return JSON.parse(plain) ?? {}; } catch { return {}; }
}

// All ten calls on WeCom's contact ways and group-join ways, with nothing but fetch.
//
// Start `menling sandbox`, then: npm ci && npm start

// The real platform is https://qyapi.weixin.qq.com, with the corpid and the secret of your own app.
const base = process.env.MENLING_SANDBOX || 'http://127.0.0.1:9180'
const corpid = 'ww1a2b3c4d5e6f7081'
const secret = process.env.MENLING_SECRET || 'sandbox-contact-secret'

interface Answer {
  errcode?: number
  errmsg?: string
}

interface ContactWay {
  config_id: string
  remark: string
  skip_verify: boolean
  state: string
  user: string[]
  party: number[]
}

interface Page {
  contact_way: { config_id: string }[]
  next_cursor?: string
}

/** The platform said no. */
class Refused extends Error {}

/** GET, or POST of a body as JSON. */
async function request<T>(path: string, body?: object): Promise<T> {
  const init = body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(base + path, { ...init, signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${path}: HTTP status ${response.status}`)
  return response.json() as Promise<T>
}

/** A refusal comes with HTTP status 200 too: only errcode tells. Never compare errmsg, it changes. */
function checked<T extends Answer>(name: string, answer: T): T {
  if (answer.errcode) throw new Refused(`${name}: errcode ${answer.errcode}: ${answer.errmsg}`)
  return answer
}

/** One app of one company. Keep it: its token serves all calls for two hours. */
class WeCom {
  readonly #token: string

  private constructor(token: string) {
    this.#token = token
  }

  static async signIn(corpid: string, secret: string): Promise<WeCom> {
    const query = new URLSearchParams({ corpid, corpsecret: secret })
    const answer = await request<Answer & { access_token: string; expires_in: number }>(`/cgi-bin/gettoken?${query}`)
    checked('gettoken', answer)
    tell('gettoken', `a token for ${answer.expires_in} seconds`)
    return new WeCom(answer.access_token)
  }

  async call<T>(path: string, body: object): Promise<T> {
    const query = new URLSearchParams({ access_token: this.#token })
    const answer = await request<Answer & T>(`/cgi-bin/externalcontact/${path}?${query}`, body)
    return checked(path.split('/').at(-1)!, answer)
  }
}

function tell(name: string, outcome: string) {
  console.log(name.padEnd(20) + outcome)
}

async function contactWay(wecom: WeCom): Promise<string> {
  const { config_id, qr_code } = await wecom.call<{ config_id: string; qr_code: string }>('add_contact_way', {
    type: 2, // several members
    scene: 2, // a QR code; scene 1, a button in a mini program, has none
    user: ['zhangsan', 'lisi'],
    remark: '3号店海报', // at most 30 characters, as state
    state: 'poster_store3', // comes back in the event of every customer who scans
  })
  // Keep config_id: nothing else leads back to the way.
  tell('add_contact_way', `${config_id}, QR code ${qr_code}`)

  const { contact_way: way } = await wecom.call<{ contact_way: ContactWay }>('get_contact_way', { config_id })
  tell('get_contact_way', `「${way.remark}」 leads to ${way.user.join(', ')}`)

  // Without start_time and end_time only the last 90 days are listed, and temporary ways never are.
  const listed: string[] = []
  let cursor: string | undefined = ''
  do {
    const page: Page = await wecom.call<Page>('list_contact_way', { limit: 1000, cursor })
    listed.push(...page.contact_way.map((item) => item.config_id))
    cursor = page.next_cursor
  } while (cursor)
  tell('list_contact_way', `${listed.length} of the last 90 days, ours among them: ${listed.includes(config_id)}`)

  // Send every field that can be changed: what is left out may be emptied.
  const { remark, skip_verify, state, party } = way
  await wecom.call('update_contact_way', { config_id, remark, skip_verify, state, party, user: ['lisi', 'wangwu'] })
  tell('update_contact_way', 'zhangsan has left, wangwu answers too')
  return config_id
}

/** For companies of the medical industry: the QR code serves one customer, once. */
async function temporaryChat(wecom: WeCom) {
  const { config_id } = await wecom.call<{ config_id: string }>('add_contact_way', {
    type: 1, // one member, as a temporary way must have
    scene: 2,
    user: ['zhangyisheng'],
    is_temp: true,
    expires_in: 86400, // seconds that the code lives, at most 14 days
    chat_expires_in: 86400, // seconds that the chat lives
    conclusions: { text: { content: '本次问诊已结束，祝您健康。' } }, // said at its end
  })
  tell('add_contact_way', `${config_id}, for a temporary chat`)

  // What a customer's phone does in reality, the sandbox's control API does here.
  const scanned = await request<{ result: string; userid: string }>('/sandbox/v1/scan', { customer: 'c01', config_id })
  tell('(scan)', `customer c01 and ${scanned.userid}: ${scanned.result}`)
  const customers = await request<{ id: string; external_userid: string }[]>('/sandbox/v1/customers')
  const external_userid = customers.find((customer) => customer.id === 'c01')!.external_userid

  await wecom.call('close_temp_chat', { userid: 'zhangyisheng', external_userid })
  tell('close_temp_chat', `the chat with ${external_userid} is over`)
}

async function joinWay(wecom: WeCom) {
  const way = {
    scene: 2,
    remark: '春季活动',
    auto_create_room: 1, // a new group is made when the others are full
    room_base_name: '销售群',
    room_base_id: 10, // it is called 销售群10, the next one 销售群11
    chat_id_list: ['wrSandboxGroup00000000000000001'], // at most 5
    state: 'spring', // comes back in groupchat/get, at the member who joined
  }
  // Nothing lists join ways: without its config_id one is lost.
  const { config_id } = await wecom.call<{ config_id: string }>('groupchat/add_join_way', way)
  tell('add_join_way', config_id)

  // The QR code comes from get_join_way, not from add_join_way.
  const { join_way } = await wecom.call<{ join_way: { remark: string; qr_code: string } }>('groupchat/get_join_way', { config_id })
  tell('get_join_way', `「${join_way.remark}」, QR code ${join_way.qr_code}`)

  way.chat_id_list.push('wrSandboxGroup00000000000000002')
  await wecom.call('groupchat/update_join_way', { config_id, ...way })
  tell('update_join_way', 'leads to two groups now')

  await wecom.call('groupchat/del_join_way', { config_id })
  tell('del_join_way', 'its QR code leads nowhere now')
}

try {
  const wecom = await WeCom.signIn(corpid, secret)
  const config_id = await contactWay(wecom)
  await temporaryChat(wecom)
  await joinWay(wecom)
  await wecom.call('del_contact_way', { config_id })
  tell('del_contact_way', 'its QR code leads nowhere now')
} catch (error) {
  const { message, cause } = error as Error
  console.error(error instanceof Refused ? message : `no good answer from ${base}: ${cause ?? message}. Is menling sandbox running there?`)
  process.exitCode = 1
}

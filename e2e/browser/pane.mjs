// What stands beside the phone: every push and call explained, clock and faults, callbacks, switches, the team, the official desk.
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { Platform } from './phone.mjs'
import { cutWords, openWire } from './wire.mjs'

const { CHROMIUM, MENLING_SCREENSHOTS, MENLING_SANDBOX, MENLING_RECEIVER, MENLING_STRANGER } = process.env
const stage = await openStage({ browser: CHROMIUM, album: MENLING_SCREENSHOTS })
const platform = new Platform(MENLING_SANDBOX)
const wire = await openWire(MENLING_SANDBOX)
const shot = (page, file) => stage.look(page, file)

class Panes {
  constructor(page) {
    this.page = page
  }
  id(name) {
    return this.page.getByTestId(name)
  }
  /** The newest row of the log with these words. */
  row(words) {
    return this.page.locator('.log-row', { hasText: words }).first()
  }
  open(pane) {
    return this.id(`pane-${pane}`).click()
  }
  async says(name, pattern) {
    await until(`${name} says ${pattern}`, async () => pattern.test((await this.id(name).textContent()) ?? ''))
  }
}

const token = async () => (await (await fetch(`${MENLING_SANDBOX}/cgi-bin/gettoken?corpid=ww1a2b3c4d5e6f7081&corpsecret=sandbox-contact-secret`)).json()).access_token
const ask = async (path, body) => (await fetch(`${MENLING_SANDBOX}/cgi-bin/${path}?access_token=${await token()}`, { method: 'POST', body: JSON.stringify(body) })).json()

let pane

async function emptyAndUnsent() {
  const page = await stage.open('pane', 1440, 900)
  pane = new Panes(page)
  await page.goto(`${wire.url}/phone?customer=c01`)
  await pane.id('log-empty').waitFor()
  await shot(page, 'phone-log-empty.png')
  await platform.write('c01', '在吗')
  await pane.row('陈晨 说：在吗').waitFor()
  await pane.row('消息直接进了官方客服工具').waitFor()
  const { config_id: way } = await ask('externalcontact/add_contact_way', { type: 2, scene: 2, user: ['zhangsan'], state: 'poster-7' })
  await platform.ask('POST', '/scan', { customer: 'c01', config_id: way })
  const added = pane.row('陈晨 添加了 张三')
  await added.waitFor()
  check((await added.getAttribute('data-tone')) === 'waiting', 'a push without a callback is not an error')
  check(/没有设置回调地址/.test(await added.textContent()), 'it says why nothing was pushed')
  await added.locator('.log-head').press('Enter')
  await added.getByText('add_external_contact').waitFor()
  await shot(page, 'phone-log-zh-1440.png')
  if (MENLING_SCREENSHOTS) await stage.picture(page, 'sandbox.png')
}

async function callback() {
  await pane.open('tools')
  const url = pane.id('callback-url-wecom')
  await url.fill(MENLING_STRANGER)
  await expecting(pane.page, [/answer 400 PUT .*\/callbacks/, /console .*400/], async () => {
    await url.press('Enter')
    await pane.says('callback-said-wecom', /验证没通过：你的服务器回了 HTTP 200，内容是「hello」.*应该原样回答 echostr/)
  })
  check((await platform.ask('GET', '/callbacks'))[0].url === '', 'a refused address is not kept')
  await shot(pane.page, 'phone-callback-refused-zh-1440.png')
  await url.fill(MENLING_RECEIVER)
  await pane.id('callback-save-wecom').click()
  await pane.says('callback-said-wecom', /验证通过/)
  await pane.id('callback-format').selectOption('xml')
  await pane.id('callback-save-weapp').click()
  await until('the mini program is pushed XML', async () => (await platform.ask('GET', '/callbacks')).find((cb) => cb.kind === 'weapp').format === 'xml')
  await platform.ask('PUT', '/callbacks', { kind: 'weapp', format: 'json' })
  await until('somebody else’s change is seen', async () => (await pane.id('callback-format').inputValue()) === 'json')
}

async function replay() {
  await pane.open('log')
  const added = pane.row('陈晨 添加了 张三')
  await added.getByTestId('push-replay').click()
  const again = pane.page.locator('.log-row[data-status=delivered]', { hasText: '陈晨 添加了 张三' })
  await again.waitFor()
  check(/你的服务器回复了 success/.test(await again.textContent()), 'it says what the server answered')
  check((await again.getAttribute('data-tone')) === 'good', 'a push that was taken is good')
}

async function fault() {
  await pane.id('fault-path').selectOption('/cgi-bin/externalcontact/list_contact_way')
  await pane.id('fault-limit').click()
  await pane.open('tools')
  await pane.id('waiting-calls').getByText('45009').waitFor()
  check((await ask('externalcontact/list_contact_way', {})).errcode === 45009, 'the next call fails as chosen')
  await pane.id('faults-none').waitFor()
  check((await ask('externalcontact/list_contact_way', {})).errcode === 0, 'the one after it goes well')
  await pane.id('push-drop').click()
  await pane.id('waiting-pushes-0-off').click()
  await pane.id('faults-none').waitFor()
  check((await platform.ask('GET', '/pushes/faults')).length === 0, 'a fault that waits can be taken back')
  await pane.open('log')
  await pane.id('log-problems').click()
  await pane.row('45009 · 调用次数用完').getByText('慢下来').waitFor()
  check((await pane.page.locator('.log-row:not([data-tone=bad])').count()) === 0, 'problems are shown alone')
  await pane.id('log-all').click()
  await pane.id('log-search').fill('list_contact')
  await until('the search leaves both calls', async () => (await pane.page.locator('.log-row').count()) === 2)
  await pane.id('log-search').fill('')
}

async function clock() {
  const before = (await platform.ask('GET', '/clock')).now
  await pane.id('clock-plus-48h').click()
  await pane.says('clock-effect', /access_token 都过期了/)
  check((await platform.ask('GET', '/clock')).now - before >= 48 * 3600, 'two days passed')
  await pane.id('clock-by').fill('3 天 2h')
  await pane.id('clock-by').press('Enter')
  await pane.says('clock-effect', /快进了 3 天 2 时：.*access_token/)
  check(!/素材/.test(await pane.id('clock-effect').textContent()), 'what nobody had cannot run out')
  await pane.id('clock-now').click()
  await pane.says('clock-drift', /一致/)
}

async function switches() {
  await pane.open('tools')
  await pane.id('switch-search').fill('rate')
  await pane.id('switch-rate_limits').click()
  await pane.id('switch-back-rate_limits').waitFor()
  check((await platform.ask('GET', '/switches')).rate_limits === false, 'the switch is off')
  await pane.id('switch-row-rate_limits').scrollIntoViewIfNeeded()
  await shot(pane.page, 'phone-switches-zh-1440.png')
  await pane.id('switch-back-rate_limits').click()
  await pane.id('switch-back-rate_limits').waitFor({ state: 'detached' })
  check((await platform.ask('GET', '/switches')).rate_limits === true, 'the switch is back')
  await platform.ask('PUT', '/switches', { group_full_at: 3 })
  await pane.id('switch-search').fill('')
  await pane.id('switches-limits').getByText('改了 1 个').waitFor() // somebody else turned it
}

async function team() {
  const { config_id: way } = await ask('externalcontact/add_contact_way', { type: 1, scene: 2, skip_verify: false, user: ['lisi'] })
  await platform.ask('POST', '/scan', { customer: 'c02', config_id: way })
  await pane.id('pane-team').getByText('1').waitFor()
  await pane.open('team')
  await pane.id('confirm-c02-lisi').click()
  await pane.id('pending').waitFor({ state: 'detached' })
  await pane.id('relation-c01-zhangsan-head').click()
  await pane.id('remark-c01-zhangsan').fill('陈小姐')
  await pane.id('remark-c01-zhangsan').press('Enter')
  await pane.id('relation-c01-zhangsan').getByText('备注：陈小姐').waitFor()
  await pane.id('tag-c01-zhangsan').selectOption('重点')
  await pane.id('untag-c01-zhangsan-重点').waitFor()
  await shot(pane.page, 'phone-team-zh-1440.png')
  await pane.id('say-c01-zhangsan').fill('您好，我是张三')
  await pane.id('say-c01-zhangsan').press('Enter')
  await until('the member has spoken', async () => (await platform.ask('GET', '/wecom/messages?customer=c01')).some((m) => m.by === 'member'))
  await pane.open('log')
  const edits = pane.page.locator('.log-row[data-status=delivered]', { hasText: '张三 改了 陈晨 的备注或标签' })
  await until('both edits are pushed', async () => (await edits.count()) === 2)
}

async function groupsAndTags() {
  await pane.open('team')
  await pane.id('team-groups').click()
  await pane.id('group-new').fill('春季体检群')
  await pane.id('group-new').press('Enter')
  const card = pane.page.locator('[data-testid^=group-][data-testid$=-head]', { hasText: '春季体检群' })
  await until('the field is empty again', async () => (await pane.id('group-new').inputValue()) === '')
  await card.click()
  await shot(pane.page, 'phone-groups-zh-1440.png')
  await pane.page.locator('details[open] [data-testid^=group-fill-]').click()
  await card.getByText('已满').waitFor()
  await pane.id('team-tags').click()
  await pane.id('tag-new-etGroup0001').fill('海报')
  await pane.id('tag-new-etGroup0001').press('Enter')
  await until('there is a tag', async () => JSON.stringify(await platform.ask('GET', '/tags')).includes('海报'))
  await pane.open('log')
  await pane.row('新建了企业标签「海报」').waitFor()
  await pane.row('进了客户群「春季体检群」').waitFor()
}

async function suiteAndEvents() {
  await pane.open('tools')
  await pane.id('weapp-event').selectOption('wxa_media_check')
  await pane.id('suite-permit').click()
  await platform.ask('POST', '/weapp/events', { customer: 'c01', event: 'brand_new_event', members: {} })
  await pane.open('log')
  for (const words of ['陈晨 的图片或音频检测完了', '第三方应用：获客助手的权限变了', '小程序：事件 brand_new_event']) await pane.row(words).waitFor()
}

async function brokenStream() {
  expecting(pane.page, cutWords, () => wire.cut())
  await pane.id('live').getByText('正在重连').waitFor()
  await platform.write('c04', '断线时说的')
  check((await pane.page.getByText('断线时说的').count()) === 0, 'nothing arrives while the connection is broken')
  wire.heal()
  await pane.row('林小雨 说：断线时说的').waitFor()
  check((await pane.page.locator('.log-row', { hasText: '断线时说的' }).count()) === 1, 'it is there once')
  await platform.ask('POST', '/desk/accept', { customer: 'c04' })
  await platform.ask('POST', '/desk/close', { customer: 'c04' })
}

async function desk() {
  await pane.open('desk')
  await pane.id('desk-waits-c01').getByText('在吗').waitFor()
  await pane.id('desk-accept-c01').click()
  const bubbles = pane.id('desk-bubble')
  for (const [i, text] of ['在的', '您说', '可以预约', '明天上午', '请带证件'].entries()) {
    await pane.id('desk-reply-c01').fill(text)
    await pane.id('desk-reply-c01').press('Enter')
    await until(`reply ${i + 1} stands there`, async () => (await bubbles.count()) === i + 2 && (await pane.id('desk-reply-c01').inputValue()) === '')
  }
  await pane.id('desk-shut').getByText('5 条已用完').waitFor()
  await shot(pane.page, 'phone-desk-zh-1440.png')
  await pane.id('desk-reply-c01').fill('还有')
  await expecting(pane.page, [/answer 409 POST .*\/desk\/reply/, /console .*409/], async () => {
    await pane.id('desk-reply-c01').press('Enter')
    await pane.says('tell', /等顾客再说一句/)
  })
  check((await pane.id('desk-reply-c01').inputValue()) === '还有', 'a refused reply is kept')
  await pane.id('desk-close').click()
  await pane.id('desk-empty').waitFor()
}

async function manyRows() {
  await pane.open('log')
  const rows = pane.page.locator('.log-row')
  await Promise.all(Array.from({ length: 400 }, () => fetch(`${MENLING_SANDBOX}/cgi-bin/gettoken`)))
  await pane.row('41004 · 缺少 secret').waitFor()
  check((await rows.count()) <= 240, 'only rows near the top are drawn')
  const before = await rows.count()
  await pane.page.locator('.log-scroll').evaluate((box) => { box.scrollTop = box.scrollHeight })
  await until('more rows are drawn at the end', async () => (await rows.count()) > before)
  await pane.id('log-pushes').click()
  await pane.row('陈晨 说：在吗').waitFor()
  await pane.id('log-clear').click()
  await pane.id('log-empty').waitFor()
  await pane.id('log-all').click()
  await platform.write('c03', '还在吗')
  await pane.row('韩梅梅 说：还在吗').waitFor()
  check((await rows.count()) === 1, 'what was cleared stays away')
  await pane.page.reload()
}

async function english() {
  await pane.id('lang').click()
  await pane.open('desk')
  await pane.id('desk-waits-c03').waitFor()
  await pane.id('desk-accept-c03').click()
  await pane.id('desk-close').click()
  await pane.id('desk-empty').getByText('Nobody is at the official desk').waitFor()
  await pane.open('log')
  await pane.id('log-search').fill('add_external')
  await pane.row('WeCom: 陈晨 added 张三').waitFor()
  await pane.id('log-search').fill('')
  await shot(pane.page, 'phone-log-en-1440.png')
  const kept = await pane.page.evaluate(() => document.body.innerText.match(/\b(log|team|desk|clock|fault|push|sheet|callback|switch|tags|groups)_\w+/g)?.filter((w) => document.querySelector('.side').innerText.includes(w)) ?? [])
  check(kept.filter((w) => !/_contact|_way|_chat|_tag/.test(w)).length === 0, `every text is worded, but: ${kept}`)
}

async function narrow() {
  const page = await stage.open('narrow', 390, 844)
  const small = new Panes(page)
  await page.goto(`${MENLING_SANDBOX}/phone?customer=c01&lang=zh`)
  for (const name of ['log', 'team', 'desk', 'tools']) {
    await small.open(name)
    await page.locator('.pane:not([hidden])').waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('.pane:not([hidden]), .tools')].some((el) => el.scrollWidth > el.clientWidth + 1))
    check(!wide, `${name} fits into 390 px`)
    await shot(page, `phone-${name}-zh-390.png`)
  }
  await small.id('reset').click()
  await small.id('reset').click()
  await until('all is as in the beginning', async () => (await platform.ask('GET', '/state')).relations === 0)
  await small.open('team')
  await page.getByText('陈晨 还没有加任何同事').waitFor()
  await small.id('lang').click()
  await shot(page, 'phone-team-en-390.png')
}

async function story() {
  await step('an empty log explains itself, and pushes that nobody gets say why', emptyAndUnsent)
  await step('a wrong callback is refused in words, a right one verified', callback)
  await step('a push is sent again and answered', replay)
  await step('a fault with one click changes the next call', fault)
  await step('the clock jumps and says what that did', clock)
  await step('a switch is turned and turned back', switches)
  await step('somebody who waits is confirmed; remark and tags are pushed', team)
  await step('groups and tags of the company', groupsAndTags)
  await step('what suites and mini programs are told has words, even when it is unknown', suiteAndEvents)
  await step('the stream breaks and heals', brokenStream)
  await step('the official desk accepts, answers until it may not, and closes', desk)
  await step('hundreds of rows, and none', manyRows)
  await step('in English', english)
  await step('on a narrow screen, and back to the beginning', narrow)
}

await play(stage, story, { end: () => wire.close() })

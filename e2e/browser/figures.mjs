// The figures of a desk: a day is worked through, the page says what happened in it, and a wall shows it as it happens.
import { readFile } from 'node:fs/promises'
import { Agent } from './agent.mjs'
import { accessible } from './axe.mjs'
import { Phone, Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { week } from './week.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_PHONE, MENLING_SANDBOX, MENLING_SCREENSHOTS, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM, album: MENLING_SCREENSHOTS })
const platform = new Platform(MENLING_SANDBOX)
const lin = new Agent(await stage.open('lin', 1440, 900), url, '林晓')
const zhou = new Agent(await stage.open('zhou', 390, 844), url, '周敏')
const tv = new Agent(await stage.open('tv', 1920, 1080), url, '林晓')
const han = new Phone(await stage.open('phone', 390, 844), MENLING_PHONE)
const { page } = lin
const id = (name) => page.getByTestId(name)
const shows = (what, place, text) => until(`${what} shows ${text}`, async () => (await place.innerText()).trim() === text)

/** The day begins at ten in the morning: nothing in the story comes near midnight. */
async function morning() {
  const { now } = await platform.ask('GET', '/clock')
  const past = (now + 8 * 3600) % 86_400 // since midnight in Shanghai
  await platform.later(`${34 * 3600 - past}s`)
  await Promise.all([lin.signIn({ email, password }), zhou.signIn({ email: 'zhoumin@menling.test', password })])
  for (const agent of [lin, zhou]) await agent.must('PUT', '/me/status', { status: 'online' })
  await lin.must('PUT', '/rating?account=0', { on: true, ask: '请打分', thanks: '', hours: 24 })
  await lin.must('PUT', '/desk/figures/setting?account=0', { answer_seconds: 150 })
}

/** A customer writes and waits; somebody takes them, and answers after another while. */
async function served(customer, agent, waits, thinks) {
  await platform.enter(customer, `from=detail&id=${customer}`)
  await platform.write(customer, '在吗')
  const row = await until(`${customer} waits`, async () => (await lin.must('GET', '/conversations?list=waiting')).items[0])
  await platform.later(waits)
  await agent.must('POST', `/conversations/${row.id}/accept`)
  await platform.later(thinks)
  const { id: message } = await agent.must('POST', `/conversations/${row.id}/messages`, { client_key: `answer-${customer}`, kind: 'text', text: '在的' })
  await until('the answer is sent', async () => (await lin.must('GET', `/conversations/${row.id}/messages`)).items.some((m) => m.id === message && m.state === 'sent'))
  return row.id
}

async function ended(customer, agent, conversation, rating) {
  await platform.later('2m')
  await agent.must('POST', `/conversations/${conversation}/close`, {})
  await until('a rating is asked for', async () => (await lin.must('GET', `/conversations/${conversation}/messages`)).items.some((m) => m.text === '请打分' && m.state === 'sent'))
  await platform.write(customer, rating)
  await until('the rating has come', async () => (await lin.must('GET', `/conversations/${conversation}`)).rating === Number(rating))
}

let first
async function day() {
  first = await served('c01', zhou, '30s', '20s')
  await ended('c01', zhou, first, '5')
  const second = await served('c02', lin, '4m', '1m')
  const { id: to } = (await lin.must('GET', '/agents')).items.find((a) => a.name === zhou.name)
  await lin.must('POST', `/conversations/${second}/transfer`, { agent_id: to })
  await ended('c02', zhou, second, '2')
  await platform.enter('c03', 'from=list')
  await platform.write('c03', '有人吗')
}

const spelled = (ms) => {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds}秒` : `${Math.floor(seconds / 60)}分${seconds % 60 ? `${String(seconds % 60).padStart(2, '0')}秒` : '钟'}`
}
const value = (figure) => id(`tile-${figure}`).locator('.value')

async function numbers() {
  await lin.go('数据')
  await page.getByText('今天', { exact: true }).click()
  for (const [figure, text] of Object.entries({ started: '3', closed: '2', in_target: '50%', missed: '0', rated_good: '50%' })) await shows(figure, value(figure), text)
  await id('tile-rated_good').getByText('2 个评价，平均 3.50').waitFor()
  await id('tile-missed').getByText('转接 1 次').waitFor()
  await id('tile-in_target').getByText('目标 2分30秒内').waitFor()
  const today = await page.evaluate(() => new URLSearchParams(location.search).get('range'))
  check(today === 'today', 'the address says which days')
  const { now } = await platform.ask('GET', '/clock')
  const at = new Date(now * 1000 + 8 * 3600_000).toISOString().slice(0, 10).replaceAll('-', '')
  const { total } = await lin.must('GET', `/desk/figures?by=agent&from=${at}&to=${at}`)
  check(total.waiting.median >= 30_000 && total.waiting.median < 60_000 && total.waiting.longest >= 240_000, `customers waited as long as they did: ${JSON.stringify(total.waiting)}`)
  await shows('waiting', value('waiting'), spelled(total.waiting.median))
  await shows('the first answer', value('first_answer'), spelled(total.first_answer.median))
  await page.locator('svg').first().waitFor()
  await accessible(page, 'the figures')
  if (!MENLING_SCREENSHOTS) return
  await page.getByText('近 7 天', { exact: true }).click()
  await until('the days are drawn', async () => (await value('started').innerText()) !== '3')
  await lin.heedNotices()
  await page.locator('svg').nth(2).waitFor()
  await stage.picture(page, 'figures.png')
  await page.goBack()
}

/** The line of somebody in the table. */
const line = async (name) => (await page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) }).getByRole('cell').allInnerTexts()).map((text) => text.trim())

async function table() {
  await page.getByRole('radiogroup', { name: '按什么看' }).getByText('客服', { exact: true }).click()
  await until('the table is by agent', async () => (await line('周敏')).slice(0, 3).join() === '2,1,2')
  check((await line('林晓')).slice(0, 3).join() === '0,1,0', `林晓 took one and handed it on: ${await line('林晓')}`)
  check((await line('没有客服')).slice(0, 3).join() === '1,0,0', `nobody has the third: ${await line('没有客服')}`)
  check((await line('合计')).slice(0, 3).join() === '3,2,2', `the sum is that of all: ${await line('合计')}`)
  await page.getByRole('button', { name: '新会话', exact: true }).click()
  await page.getByRole('columnheader', { name: '新会话' }).and(page.locator('[aria-sort=descending]')).waitFor()
  await page.reload()
  await until('the address brings it back', async () => (await line('周敏')).slice(0, 3).join() === '2,1,2')
  await page.getByRole('columnheader', { name: '新会话' }).and(page.locator('[aria-sort=descending]')).waitFor()
}

async function meaning() {
  await page.getByRole('button', { name: '「新会话」怎么算' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('首条客户消息在此期间的会话').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('status').getByText('首条客户消息在此期间的会话').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '口径说明' }).click()
  await page.getByRole('dialog').getByText('从客户首条消息到首次有人接入').first().waitFor()
  await page.keyboard.press('Escape')
}

/** A number leads to its conversations, and they lead to the inbox; the way back is that of the browser. */
async function opened() {
  await value('closed').click()
  const rows = page.getByRole('dialog').getByRole('link')
  await until('both that ended are there', async () => (await rows.count()) === 2)
  await accessible(page, 'the conversations behind a number')
  await stage.look(page, 'figures-open-zh-1440.png')
  await rows.filter({ hasText: '★5' }).click()
  await page.waitForURL(`**/inbox/${first}`)
  await lin.thread.getByText('客户打了 5 分').waitFor()
  await page.goBack()
  await until('the list is there again', async () => (await rows.count()) === 2)
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function exported() {
  await page.getByRole('button', { name: '导出' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '表格（CSV）' }).click()])
  const text = await readFile(await file.path(), 'utf8')
  const sum = text.split(/\r?\n/).find((l) => l.startsWith('合计'))
  check(/^合计,3,2,2,/.test(sum), `the file says the same: ${sum}`)
  check(text.includes('首条客户消息在此期间的会话'), 'and what it counts')
  await page.goto('about:blank') // her console is shut
}

/** An agent sees their own work, and the wall is not theirs. */
async function own() {
  let name
  await zhou.page.route('**/desk/figures/definitions', async (route) => {
    await new Promise((late) => (name = late))
    await route.continue()
  })
  await zhou.page.goto(`${url}/figures?range=today`)
  await until('the names of figures are asked for', () => name)
  await zhou.page.locator('.body .waiting').waitFor()
  check((await zhou.page.locator('th, [data-testid^=tile-]').count()) === 0, 'no figure is shown without its name')
  name()
  await zhou.page.locator('.whose').getByText('你自己的接待').waitFor()
  await shows('their own number', zhou.page.getByTestId('tile-closed').locator('.value'), '2')
  check((await zhou.page.getByRole('button', { name: '实时大屏' }).count()) === 0, 'no wall is offered')
  await accessible(zhou.page, 'the figures on a phone')
  await stage.look(zhou.page, 'figures-zh-390.png')
  await expecting(zhou.page, [/answer 403 GET .*\/desk\/wall/, /console .*403/], async () => {
    await zhou.page.goto(`${url}/wall`)
    await zhou.page.getByText('实时大屏给管理员和组长看').waitFor()
  })
  await zhou.page.goto(`${url}/inbox`)
  await zhou.list('待接入').waitFor()
}

const wall = (name) => tv.page.getByTestId(`wall-${name}`).locator('b')

/** A phone rings and an agent accepts: the wall changes by itself, and its screen is nobody's console. */
async function live() {
  tv.page.expected.push(/401.*\/api\/v1\/session/)
  await tv.must('POST', '/session', { email, password })
  await tv.page.goto(`${url}/wall`)
  await shows('the wall', wall('waiting'), '1')
  const people = async () => (await zhou.must('GET', '/agents')).items
  await until('who only has the wall open is not there', async () => !(await people()).find((a) => a.name === lin.name).there)
  const tile = tv.page.locator('.tile').filter({ hasText: zhou.name })
  await tile.getByText('接待中 0').waitFor()
  await han.take('c04')
  await han.open('from=wall')
  await han.write('请问周末开门吗')
  await shows('the wall', wall('waiting'), '2')
  const wait = await wall('longest').innerText()
  check(/^(\d\d:)?\d\d:\d\d$/.test(wait), `somebody has waited: ${wait}`)
  await until('the clock ticks', async () => (await wall('longest').innerText()) !== wait)
  const [row] = (await zhou.must('GET', '/conversations?list=waiting')).items
  await zhou.must('POST', `/conversations/${row.id}/accept`)
  await shows('the wall', wall('waiting'), '1')
  await shows('the wall', wall('open'), '1')
  await tile.getByText('接待中 1').waitFor()
  await accessible(tv.page, 'the wall')
  if (MENLING_SCREENSHOTS) await stage.picture(tv.page, 'wall.png')
}

/** A wall that is cut off says so, and since when. */
async function cutOff() {
  await expecting(tv.page, [/request net::ERR_FAILED .*\/events/, /console .*ERR_FAILED.*\/events/], async () => {
    await tv.page.route('**/api/v1/events*', (route) => route.abort())
    await tv.page.reload()
    await tv.page.getByRole('status').getByText(/连接断开，这是 \d\d:\d\d:\d\d 的情况/).waitFor()
  })
  await tv.page.unroute('**/api/v1/events*')
  await tv.page.getByRole('status').getByText(/^\d\d:\d\d:\d\d 的情况$/).waitFor()
}

async function story() {
  await step('a morning at the desk', morning)
  const customers = Array.from({ length: 8 }, (_, i) => `c0${i + 1}`)
  if (MENLING_SCREENSHOTS) await step('a week of work, for the pictures', () => week(platform, [zhou, lin], customers))
  await step('two customers are served and one still waits', day)
  await step('the page says what happened', numbers)
  await step('by agent, sorted, and the address keeps it', table)
  await step('what is counted stands beside it', meaning)
  await step('a number opens its conversations', opened)
  await step('the table as a file', exported)
  await step('an agent sees their own work', own)
  await step('the wall changes as it happens', live)
  await step('a wall without its server says so', cutOff)
}

await play(stage, story)

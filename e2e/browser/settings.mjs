// The settings of the desk: what colleagues change shows at once, and nothing shuts out who reads them otherwise.
import { Agent } from './agent.mjs'
import { accessible } from './axe.mjs'
import { Platform } from './phone.mjs'
import { check, openStage, play, step } from './stage.mjs'
import { en, zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE: url, MENLING_SANDBOX, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM })
const lin = new Agent(await stage.open('lin', 1440, 900), url, '林晓')
const zhou = new Agent(await stage.open('zhou', 1280, 800), url, '周敏')
const pages = ['agents', 'teams', 'assignment', 'replies', 'materials', 'tags', 'fields', 'closing', 'official', 'hours', 'rules', 'timing', 'bots']

async function signIn() {
  await Promise.all([lin.signIn({ email, password }), zhou.signIn({ email: 'zhoumin@menling.test', password })])
}

/** An agent looks at the library while an admin changes it. */
async function materials() {
  const { page } = zhou
  await page.goto(`${url}/settings/materials`)
  await page.getByText('素材库还是空的').waitFor()
  const body = { account_id: 0, kind: 'text', folder: '接种', name: '停车', text: '地下两层可以停车' }
  const { id } = await lin.must('POST', '/materials', body)
  await page.getByText('地下两层可以停车').waitFor()
  await lin.must('PUT', `/materials/${id}`, { ...body, text: '地面也可以停车' })
  await page.getByText('地面也可以停车').waitFor()
  check((await page.getByText('地下两层可以停车').count()) === 0, 'the old words are gone')
  await lin.must('DELETE', `/materials/${id}`)
  await page.getByText('地面也可以停车').waitFor({ state: 'detached' })
}

/** The people of the official tool, while a colleague adds and removes one. */
async function people() {
  const { page } = zhou
  const account = (await lin.must('GET', '/accounts')).items.find((a) => a.kind === 'weapp')
  await page.goto(`${url}/settings/official`)
  await page.locator('.which .t-select').click()
  await page.locator('.t-select-option:visible', { hasText: account.name }).click()
  const person = page.locator('.people li').filter({ hasText: 'new_helper_7' })
  await page.locator('.people h3').getByText('/ 100').waitFor()
  const { items } = await lin.must('POST', `/accounts/${account.id}/official-agents`, { wx: 'new_helper_7' })
  await person.waitFor()
  await lin.must('DELETE', `/accounts/${account.id}/official-agents/${items.find((a) => a.wx === 'new_helper_7').openid}`)
  await person.waitFor({ state: 'detached' })
}

/** A form follows what a colleague saves, but not over what is being written. */
async function forms() {
  const { page } = lin
  const { value } = await lin.must('GET', '/close-reasons')
  const reasons = (list) => lin.must('PUT', '/close-reasons', { ...value, reasons: list })
  await page.goto(`${url}/settings/closing`)
  const box = page.getByRole('textbox').first()
  await box.waitFor()
  await reasons(['已解决', '转门店'])
  await page.waitForFunction(() => document.querySelector('textarea').value === '已解决\n转门店')
  await box.fill('我正在写')
  const seen = page.waitForResponse((answer) => answer.url().includes('/close-reasons') && answer.request().method() === 'GET')
  await reasons(value.reasons)
  await seen
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  check((await box.inputValue()) === '我正在写', 'what is being written stays')
}

/** Whoever is no admin is offered nothing they may not do, and is told why; no page asks for what they are refused. */
async function withoutRights() {
  const { page } = zhou
  const head = page.locator('section header.head')
  for (const at of ['accounts', 'agents', 'teams', 'assignment', 'official', 'rules', 'hours', 'timing', 'bots', 'cards', 'fields', 'closing']) {
    await page.goto(`${url}/settings/${at}`)
    await head.getByText('只有管理员可以修改').waitFor()
    check((await head.getByRole('button').count()) === 0, `nothing is to be added on ${at}`)
  }
  for (const at of ['keys', 'parked']) {
    await page.goto(`${url}/settings/${at}`)
    await page.getByText('这一页只有管理员可以打开').waitFor()
  }
}

/** What is there to be read on every page. */
async function filled() {
  for (const [name, color] of [['退款', 'red'], ['投诉', 'orange']]) await lin.must('POST', '/desk-tags', { name, color })
  await lin.must('POST', '/desk-tags', { name: 'VIP', scope: 'customer', color: 'green' })
  await lin.must('POST', '/customer-fields', { name: '会员号', kind: 'text' })
  await lin.must('POST', '/customer-fields', { name: '常去门店', kind: 'choice', choices: ['1 号店', '2 号店'] })
  await lin.must('POST', '/materials', { account_id: 0, kind: 'text', name: '停车', text: '地下两层可以停车' })
  const { items } = await lin.must('GET', '/agents')
  await lin.must('POST', '/teams', { name: '门诊组', members: items.map((a, i) => ({ agent_id: a.id, lead: i === 0 })) })
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

async function readable(name, words, width, height, options) {
  const desk = new Agent(await stage.open(name, width, height, options), url, name, words)
  if (words === en) {
    desk.page.expected.push(/401.*\/api\/v1\/session/)
    await desk.page.goto(url)
    await desk.page.getByRole('button', { name: 'English' }).click()
  }
  await desk.signIn({ email, password })
  await accessible(desk.page, `the inbox, ${name}`)
  for (const at of pages) {
    await desk.page.goto(`${url}/settings/${at}`)
    await desk.page.locator('section h2, section h3').first().waitFor()
    await desk.page.waitForLoadState('networkidle').catch(() => {})
    await accessible(desk.page, `${at}, ${name}`)
    check(await fits(desk.page), `nothing of ${at} hangs over the edge, ${name}`)
    await stage.look(desk.page, `${at}-${name}.png`)
  }
  return desk
}

/** The forms that open over these pages, and over a conversation: in English, on a phone. */
async function dialogs(desk) {
  const { page } = desk
  const dialog = page.getByRole('dialog')
  const read = async (what) => {
    await dialog.getByRole('button').first().hover({ trial: true }) // it stands still: what slides in cannot be read yet
    await accessible(page, `the dialog of ${what}`)
    check(await fits(page), `nothing of the dialog of ${what} hangs over the edge`)
    await stage.look(page, `dialog-${what.replaceAll(' ', '-')}.png`)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  for (const at of ['agents', 'teams', 'tags', 'fields', 'replies', 'materials', 'rules', 'bots']) {
    await page.goto(`${url}/settings/${at}`)
    await page.locator('section header .t-button').first().click()
    await read(at)
  }
  await page.goto(`${url}/settings/agents`)
  await page.locator('td .who button').first().click()
  await read('one agent')
  await new Platform(MENLING_SANDBOX).write('c01', 'Is there still a place on Saturday?')
  await desk.page.goto(`${url}/inbox`)
  await desk.showList(en.waiting)
  await page.locator('.side li').first().getByRole('button').click()
  await desk.acceptButton.click()
  await desk.box.waitFor()
  await page.locator('h2').first().click() // the keys are the page's again
  for (const [key, what] of [['t', 'handing on'], ['e', 'the end']]) {
    await page.keyboard.press(key)
    await read(what)
  }
  await accessible(page, 'an English conversation on a phone')
  await stage.look(page, 'conversation-en-390.png')
}

async function story() {
  await step('sign in', signIn)
  await step('materials follow a colleague', materials)
  await step('people of the official tool follow a colleague', people)
  await step('forms follow a colleague, not over what is written', forms)
  await step('who is no admin reads, and is told so', withoutRights)
  await step('tags, fields, materials and a team', filled)
  await step('nothing serious for axe: Chinese, light, wide', () => readable('zh-light', zh, 1440, 900, {}))
  await step('nothing serious for axe: English, dark, narrow', async () => dialogs(await readable('en-dark', en, 390, 844, { colorScheme: 'dark', hasTouch: true, isMobile: true })))
}

await play(stage, story)

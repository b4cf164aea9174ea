// What the desk does by itself: an admin sets it and tries it, a customer with a phone meets it, the conversation tells it.
import { accessible } from './axe.mjs'
import { Desk } from './desk.mjs'
import { Phone, Platform } from './phone.mjs'
import { check, expecting, openStage, play, step, until } from './stage.mjs'
import { zh } from './words.mjs'

const { CHROMIUM, MENLING_CONSOLE, MENLING_PHONE, MENLING_SANDBOX, MENLING_SCREENSHOTS, MENLING_EMAIL: email, MENLING_PASSWORD: password } = process.env
const stage = await openStage({ browser: CHROMIUM, album: MENLING_SCREENSHOTS })
const platform = new Platform(MENLING_SANDBOX)
const lin = new Desk(await stage.open('console', 1440, 900), MENLING_CONSOLE)
const chen = new Phone(await stage.open('phone', 390, 844), MENLING_PHONE)
const { page } = lin

const id = (name) => page.getByTestId(name)
const button = (name) => page.getByRole('button', { name, exact: true })
const settings = async (name) => {
  await lin.go('设置')
  await page.getByRole('navigation', { name: '设置' }).getByRole('link', { name }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}
const back = () => lin.go('会话')
/** The place in a text that stands for something, by its button. */
const place = (name) => page.getByRole('group', { name: '插入' }).getByRole('button', { name }).first().click()
const option = async (name) => page.locator('.t-select-option:visible', { hasText: name }).first().click()

async function makeRule() {
  await lin.signIn({ email, password })
  await settings('自动回复')
  await page.getByText('还没有自动回复').waitFor()
  await button('新建规则').first().click()
  await page.getByLabel('名称', { exact: true }).fill('问价格')
  await page.getByText('正则', { exact: true }).click()
  await id('rule-say').locator('textarea').fill('，洗牙 199 元起')
  await id('rule-say').locator('textarea').press('Home')
  await place('客户称呼')
  await expecting(page, [/answer 422 POST .*\/rules\/try/, /console .*422/], async () => {
    await id('rule-pattern').locator('input').fill('多少(钱')
    await page.getByText('表达式写法不对：缺少右括号 )').waitFor()
  })
  await page.getByText('包含', { exact: true }).click()
  await id('rule-words').locator('input').fill('价格')
  await id('rule-words').locator('input').press('Enter')
  await id('rule-words').locator('input').fill('多少钱') // meant, although nobody pressed Enter
  await id('draft-text').locator('input').fill('洗牙什么价格')
  await id('tried').getByText('生效：匹配到「价格」').waitFor()
  await accessible(page, 'a rule being written')
  await stage.look(page, 'rule-form.png')
  await button('保存').click()
  await page.getByText('包含「价格」、「多少钱」').waitFor()
}

async function secondRule() {
  await button('新建规则').click()
  await page.getByLabel('名称', { exact: true }).fill('下班了')
  await page.getByRole('group', { name: '什么时候' }).locator('.t-select').click()
  await option('营业时间外来消息')
  await id('rule-say').locator('textarea').fill('上班后回复您')
  await id('rule-say').locator('textarea').press('Home')
  await place('下次上班')
  await button('保存').click()
  const rows = page.locator('ol[aria-label=自动回复] > li')
  await until('both rules stand there', async () => (await rows.count()) === 2)
  await page.getByRole('button', { name: '上移 下班了' }).press('Enter')
  await until('it moved up', async () => /下班了/.test(await rows.first().textContent()))
  await page.getByRole('button', { name: '下移 下班了' }).press('Enter')
  await until('and back', async () => /问价格/.test(await rows.first().textContent()))
}

async function tryRules() {
  await id('trial-text').locator('input').fill('多少钱一次')
  await button('试一试').click()
  await id('tried').getByText('生效：匹配到「多少钱」').waitFor()
  await id('tried').getByText('当时在营业时间内').first().waitFor()
  await id('trial-text').locator('input').fill('在吗')
  await id('tried').getByText('内容不符：要包含「价格」、「多少钱」').waitFor()
  await id('tried').getByText('没有规则生效').waitFor()
  await accessible(page, 'the rules')
  await stage.look(page, 'rules-zh-1440.png')
}

async function ruleAnswers() {
  await back()
  const way = (await platform.ask('GET', '/ways')).find((w) => w.remark === '前台')
  await chen.take('c01')
  await chen.scan(way.state)
  await until('陈晨 is known by name', () => lin.knows('陈晨').then((known) => known !== undefined))
  await chen.ring('from=detail&id=7')
  await until('陈晨 is one person', () => lin.knows('陈晨'))
  await chen.write('洗牙价格怎么样？')
  await chen.bubble('them', '陈晨，洗牙 199 元起').waitFor()
  await lin.open('陈晨')
  await lin.thread.getByText('自动回复了客户（匹配到「价格」）').waitFor()
  await lin.thread.getByRole('link', { name: '问价格' }).click()
  await page.getByRole('dialog', { name: '编辑规则' }).waitFor()
  check((await page.getByLabel('名称', { exact: true }).inputValue()) === '问价格', 'the link leads to the rule')
  await button('取消').click()
  await page.getByText('7 天内用于 1 个会话，上次在刚刚').waitFor()
  await until('the address is that of the page again', () => !page.url().includes('rule='))
}

/** Who waits too long is marked, and told of. */
async function reminded() {
  await back()
  await platform.later('6m')
  await lin.conversation('陈晨').getByRole('img', { name: '已提醒客服回复' }).waitFor()
  await page.getByRole('alert').getByText('陈晨 已经等了 5 分钟').waitFor()
  await lin.open('陈晨')
  await lin.thread.getByText('提醒客服：客户已等 5 分钟').waitFor()
  await stage.look(page, 'reminded-zh-1440.png')
}

async function outsideHours() {
  await settings('营业时间')
  await id('hours-state').getByText('现在营业中').waitFor()
  await page.getByText('全天候').click()
  const days = page.getByRole('group', { name: '星期' }).getByRole('button')
  const { now } = await platform.ask('GET', '/clock')
  const far = (new Date(now * 1000 + 8 * 3600_000).getUTCDay() + 2) % 7 || 7 // in two days by the clock of Shanghai
  for (let day = 1; day <= 7; day++) {
    const one = days.nth(day - 1)
    if (((await one.getAttribute('aria-pressed')) === 'true') !== (day === far)) await one.click()
  }
  await button('保存').click()
  await id('hours-state').getByText('现在休息中').waitFor()
  await accessible(page, 'business hours')
  await stage.look(page, 'hours-zh-1440.png')
  await back()
  await chen.write('有人在吗')
  await chen.bubble('them', /\d+月\d+日 09:00上班后回复您/).waitFor()
  await lin.open('陈晨')
  await lin.thread.getByText('规则「下班了」自动回复了客户').waitFor()
}

async function quickReply() {
  await settings('快捷回复')
  await button('添加').click()
  const form = page.getByRole('dialog')
  await form.getByLabel('短语').fill('问候')
  await form.getByLabel('内容').fill('您好，我是')
  await form.getByLabel('内容').press('Home')
  await place('客户称呼')
  await form.getByLabel('内容').press('End')
  await place('客服姓名')
  await button('保存').click()
  await page.getByText('{客户}您好，我是{客服}').waitFor()
  await back()
  await lin.open('陈晨')
  await lin.acceptButton.click()
  await lin.box.fill('/问候')
  await lin.page.getByRole('option', { name: '问候' }).waitFor()
  await lin.box.press('Enter')
  await until('the names are filled in', async () => /^陈晨您好，我是\S+$/.test(await lin.box.inputValue()))
  const words = await lin.box.inputValue()
  await lin.box.press('Enter')
  await chen.bubble('them', words).waitFor()
  await lin.box.fill('周末也开门的')
  await button('快捷回复').click()
  await page.getByTestId('quick-keep').click()
  await page.getByRole('dialog').getByLabel('短语').fill('周末')
  await button('保存').click()
  await page.getByText('已存为快捷回复').waitFor()
  await lin.box.fill('/周末')
  await lin.page.getByRole('option', { name: '我的' }).waitFor()
  await lin.box.fill('')
}

async function rated() {
  await settings('提醒与评价')
  await page.getByText('邀请客户评价').click()
  const card = page.getByRole('form', { name: '满意度评价' })
  await card.getByLabel('邀请语').fill('请为本次服务打分，回复 1 到 5')
  await accessible(page, 'reminders, endings and ratings')
  await stage.look(page, 'timing-zh-1440.png')
  await card.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
  await back()
  await lin.showList(zh.mine)
  await lin.open('陈晨')
  await page.keyboard.press('e')
  await page.getByRole('dialog').getByRole('button', { name: '结束会话' }).click()
  await chen.bubble('them', '请为本次服务打分').waitFor()
  await chen.write('5')
  await chen.bubble('them', '谢谢您的评价').waitFor()
  await lin.showList('已结束')
  await lin.open('陈晨')
  await lin.thread.getByText('客户打了 5 分').waitFor()
  await lin.conversation('陈晨').getByText('★5').waitFor()
  await stage.look(page, 'rated-zh-1440.png')
}

async function story() {
  await step('a rule is written, and what is wrong with it told at its field', makeRule)
  await step('another one, moved up and down by keys', secondRule)
  await step('the tester says which rules act, and why the others do not', tryRules)
  await step('a customer writes, the rule answers, the conversation leads to it', ruleAnswers)
  await step('who waits too long is marked and told of', reminded)
  await step('outside business hours another rule answers', outsideHours)
  await step('a quick reply knows the customer and the agent', quickReply)
  await step('a rating is asked for and answered by a digit', rated)
}

await play(stage, story)

// Inside the phone: codes to try, a picture of one, groups that fill up, the 「联系我」 cell, consent, a temporary chat.
import { check, openStage, play, step, until } from './stage.mjs'
import { Phone, Platform } from './phone.mjs'

const env = process.env
const sandbox = env.MENLING_SANDBOX
const stage = await openStage({ browser: env.CHROMIUM, album: env.MENLING_SCREENSHOTS })
const platform = new Platform(sandbox)
const page = await stage.open('phone', 1440, 900)
const phone = new Phone(page, `${sandbox}/phone`)
const way = async (state) => (await platform.ask('GET', '/ways')).find((w) => w.state === state)

/** The same at a phone's width and in English, for whoever looks at the pictures. */
async function album(name) {
  await stage.look(page, `device-${name}.png`)
  await page.setViewportSize({ width: 390, height: 844 })
  await stage.look(page, `device-${name}-390.png`)
  await page.setViewportSize({ width: 1440, height: 900 })
}

async function story() {
  await step('an empty sandbox offers codes to try', async () => {
    await phone.take('c01')
    await phone.id('tab-scan').click()
    await album('empty')
    await phone.id('sample-make').click()
    await page.locator('[data-state=sample-poster]').waitFor()
    check((await page.locator('[data-testid^="way-"][data-state^="sample-"]').count()) === 5, 'five codes hang there')
    await album('scan')
  })
  await step('a picture of a code is read', async () => {
    const { qr_code: code } = await way('sample-poster')
    const png = Buffer.from(await (await fetch(code)).arrayBuffer())
    const chooser = page.waitForEvent('filechooser')
    await phone.id('scan-upload-open').click()
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: png })
    await phone.id('screen-chat').waitFor()
    await album('chat')
    await phone.id('back').click()
  })
  await step('a code into a group, which is full for the next one', async () => {
    await platform.ask('PUT', '/switches', { group_full_at: 1 })
    await phone.scanState('sample-group')
    await phone.id('screen-group').waitFor()
    await phone.id('group-input').fill('大家好')
    await phone.id('group-send').click()
    await phone.bubble('me', '大家好').waitFor()
    const { chat_ids: rooms } = await way('sample-group')
    await platform.ask('POST', '/groups/messages', { chat_id: rooms.at(-1), userid: 'lisi', content: '欢迎！有问题随时说' })
    await phone.bubble('them', '欢迎').waitFor()
    await album('group')
    check((await page.locator('.screen.group .nav h2').innerText()).includes('示例群1'), 'the groups were full: the way made 示例群1')
    await phone.id('group-details').click()
    check((await page.locator('[data-testid=group-people] li').count()) === 2, 'its owner and the customer are in it')
    await album('groupinfo')
    await phone.id('back').click()
    await phone.id('back').click()
    await phone.id('chat-zhangsan').or(phone.id('chat-lisi')).first().waitFor()
    await album('home')
  })
  await step('the cell of the mini program leads to its member', async () => {
    await phone.id('mp-open').click()
    await page.locator('[data-state=sample-button]').scrollIntoViewIfNeeded()
    await album('cell')
    await page.locator('[data-state=sample-button]').click()
    await album('sheet')
    await phone.id('cell-recognise').click()
    await phone.id('screen-chat').waitFor()
    await phone.id('back').click()
  })
  await step('somebody who has to consent does', async () => {
    await phone.choose('c02')
    await phone.scanState('sample-consent')
    await phone.id('relation-confirm').waitFor()
    await album('pending')
    await phone.id('relation-confirm').click()
    await phone.id('chat-input').waitFor()
  })
  await step('a temporary chat counts down, and ends with its conclusions', async () => {
    await phone.choose('c03')
    await phone.scanState('sample-temporary')
    await phone.id('temp-bar').waitFor()
    await album('temporary')
    await platform.later('30m')
    await phone.bubble('them', '本次咨询已结束').waitFor()
    await page.locator('[data-testid=chat-end]', { hasText: '临时会话已结束' }).waitFor()
    check(await phone.id('chat-input').isHidden(), 'nothing can be written any more')
    await album('ended')
  })
  await step('the desk answers in the service chat', async () => {
    await phone.choose('c04')
    await platform.write('c04', '在吗')
    await platform.ask('POST', '/desk/accept', { customer: 'c04' })
    await platform.ask('POST', '/desk/reply', { customer: 'c04', content: '在的，您请说' })
    await phone.id('service-open').click()
    await page.locator('[data-testid=bubble][data-by=desk]', { hasText: '在的' }).waitFor()
    await album('desk')
  })
  await step('a row opens that is redrawn while it is pressed', async () => {
    await phone.choose('c04')
    const told = page.waitForResponse(async (answer) => answer.url().includes('/weapp/messages') && (await answer.text()).includes('还有什么'))
    await phone.id('service-open').hover()
    await page.mouse.down()
    await platform.ask('POST', '/desk/reply', { customer: 'c04', content: '还有什么可以帮您？' })
    await told
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    await page.mouse.up()
    await page.locator('[data-testid=bubble][data-by=desk]', { hasText: '还有什么' }).waitFor()
  })
  await step('in English, and dark', async () => {
    await page.goto(`${sandbox}/phone?customer=c01&lang=en&theme=dark`)
    await phone.id('screen-home').waitFor()
    await album('home-en-dark')
    await page.goto(`${sandbox}/phone?customer=c01&tab=mp&lang=en`)
    await page.getByText('Contact me').first().waitFor()
    await album('cell-en')
  })
  await step('leaving the group', async () => {
    await page.goto(`${sandbox}/phone?customer=c01&lang=zh`)
    await page.locator('[data-testid^="group-wr"]').first().click()
    await phone.id('group-details').click()
    await phone.id('group-leave').click()
    await until('the group to be left', async () => (await platform.ask('GET', '/groups')).every((g) => !g.customers.includes('c01')))
    await phone.id('screen-home').waitFor()
  })
}

await play(stage, story)

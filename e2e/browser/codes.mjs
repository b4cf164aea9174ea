// Pictures of codes, as people have them: plain, small, on a coloured poster, turned, shaded; and one without a code.
// MENLING_PHONE and MENLING_SANDBOX are the addresses. Exit status 0: everything was read as it should be.
import { Phone, Platform } from './phone.mjs'
import { openStage, play, step } from './stage.mjs'

const env = process.env
const platform = new Platform(env.MENLING_SANDBOX)
const stage = await openStage({ browser: env.CHROMIUM || '/usr/bin/chromium' })
const page = await stage.open('codes', 1440, 900)
const phone = new Phone(page, env.MENLING_PHONE)
const id = (name) => phone.id(name)

/** A poster with the code on it: how large, how far turned, and how dark one corner is. */
async function poster(path, { edge, turn = 0, shade = 0 }) {
  const bytes = await page.evaluate(async ([path, edge, turn, shade]) => {
    const code = await createImageBitmap(await (await fetch(path)).blob())
    const pen = new OffscreenCanvas(900, 1300).getContext('2d')
    pen.fillStyle = '#0E7C66'
    pen.fillRect(0, 0, 900, 1300)
    pen.fillStyle = '#fff'
    pen.font = 'bold 90px sans-serif'
    pen.fillText('OPEN DAY', 80, 240)
    pen.translate(600, 950)
    pen.rotate(turn)
    if (edge) pen.drawImage(code, -edge / 2, -edge / 2, edge, edge)
    pen.resetTransform()
    const dark = pen.createLinearGradient(0, 0, 900, 1300)
    dark.addColorStop(0, 'rgba(0,0,0,0)')
    dark.addColorStop(1, `rgba(0,0,0,${shade})`)
    pen.fillStyle = dark
    pen.fillRect(0, 0, 900, 1300)
    return Array.from(new Uint8Array(await (await pen.canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()))
  }, [path, edge, turn, shade])
  return Buffer.from(bytes)
}

async function story() {
  const [way] = await platform.ask('POST', '/ways/sample')
  const path = new URL(way.qr_code).pathname
  await page.goto(env.MENLING_PHONE)
  for (const [what, how] of [['on a poster', { edge: 260 }], ['turned', { edge: 300, turn: 0.4 }], ['upside down', { edge: 300, turn: 3.1 }], ['in the shade', { edge: 340, shade: 0.7 }]]) {
    await step(what, async () => {
      await phone.readPicture('c01', await poster(path, how))
      await id('screen-chat').waitFor()
    })
  }
  await step('the picture itself', async () => {
    await phone.readPicture('c01', Buffer.from(await (await fetch(way.qr_code)).arrayBuffer()))
    await id('screen-chat').waitFor()
  })
  await step('no code', async () => {
    await phone.readPicture('c01', await poster(path, { edge: 0 }))
    await id('scan-said').filter({ hasText: '没有找到二维码' }).waitFor()
  })
  await step('a link', async () => {
    await page.goto(new URL(`/u/${way.config_id}`, env.MENLING_SANDBOX).href)
    await id('customer-c03').click()
    await id('screen-chat').waitFor()
  })
  await step('a link, and a phone taken up while the page still reads', async () => {
    let chosen
    const choice = new Promise((resolve) => {
      chosen = resolve
    })
    await page.route('**/sandbox/v1/pushes?*', async (route) => {
      await choice
      await route.continue()
    })
    await page.goto(new URL(`/u/${way.config_id}`, env.MENLING_SANDBOX).href)
    await id('customer-c04').click()
    await page.waitForURL('**customer=c04')
    chosen()
    await id('screen-chat').waitFor()
  })
}

await play(stage, story)

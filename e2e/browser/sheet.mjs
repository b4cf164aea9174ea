// Every look of <menling-contact> side by side, light and dark: one picture, looked at by those who change it.
import { accessible } from './axe.mjs'
import { check } from './stage.mjs'
import { loads } from './shelf.mjs'

const looks = [
  ['整行', 'plugid="1"'],
  ['方形头像', 'plugid="1" avator-style="rect" button-style="light"'],
  ['不显示姓名', 'plugid="1" is-mask="1" contact-text="1" button-text="2"'],
  ['多人', 'plugid="9" contact-text="2" button-text="1"'],
  ['多人，主色图标', 'plugid="9" icon-style="primary" button-text="3"'],
  ['多人，白底图标，内边距 8', 'plugid="9" icon-style="light" button-style="light" padding-style="8"'],
  ['聊天气泡', 'plugid="1" style-type="3"'],
  ['聊天气泡，多人', 'plugid="9" style-type="3" contact-text="1" button-style="light"'],
  ['圆形按钮', 'plugid="1" style-type="2"'],
  ['圆形按钮，换色', 'plugid="1" style-type="2" bubble-color="B7791F"'],
  ['文字按钮', 'plugid="1" style-type="2" block-style="button"'],
  ['文字按钮，白底', 'plugid="1" style-type="2" block-style="button" button-style="light" button-text="4"'],
]

const half = (theme) => `<div class="${theme}">${looks.map(([name, how]) => `<figure><menling-contact theme="${theme}" ${how}></menling-contact><figcaption>${name}</figcaption></figure>`).join('')}</div>`

const style = `<style>
  body { margin: 0; font: 13px "PingFang SC", "Noto Sans CJK SC", sans-serif } h1 { position: absolute; opacity: 0 }
  main > div { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px; padding: 28px; background: #F6F7F5; color: #66716D }
  main > .dark { background: #111614; color: #97A39E }
  figure { margin: 0; display: grid; grid-template-rows: 1fr auto; align-items: center; gap: 8px }
</style>`

export async function sheet(stage, shelf, kit) {
  kit.ways.set('9', { persons: 'multi', name: '' })
  shelf.put('/sheet', half('light') + half('dark'), { head: loads(kit.url) + style })
  const page = await stage.open('sheet', 1160, 600)
  await page.goto(`${shelf.url}/sheet`)
  await page.waitForFunction((n) => [...document.querySelectorAll('menling-contact')].filter((el) => el.shadowRoot?.querySelector('.cell:not(.unread)')).length === n, 2 * looks.length)
  await accessible(page, 'every look')
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing hangs over the edge')
  await page.setViewportSize({ width: 1160, height: await page.evaluate(() => document.documentElement.scrollHeight) })
  await stage.picture(page, 'element.png')
}

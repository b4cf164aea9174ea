// Pictures that customers and agents send, drawn here so that they look like something.

/** A photo of a vaccination booklet. */
export const booklet = `
  <body style="margin:0;width:560px;height:340px;background:linear-gradient(135deg,#b9a48c,#8d7860);display:grid;place-items:center;font:17px sans-serif">
  <div style="width:470px;height:290px;background:#fffdf6;rotate:-3deg;box-shadow:6px 14px 34px #0006;padding:18px 26px;box-sizing:border-box;color:#31413b;position:relative">
  <div style="font-size:24px;font-weight:700;text-align:center;color:#a3382c">预防接种记录</div><hr style="border-color:#d7cdb7">
  <table style="width:100%;line-height:2;border-collapse:collapse">${[
    ['百白破', '2019-06-20'], ['麻腮风', '2019-11-25'], ['流感疫苗', '2025-10-18'], ['流感疫苗', '　　待接种'],
  ].map(([name, day]) => `<tr style="border-bottom:1px solid #e7dfca"><td>${name}</td><td style="text-align:right;font-family:monospace">${day}</td></tr>`).join('')}</table>
  <div style="position:absolute;right:150px;bottom:14px;width:96px;height:96px;border:4px solid #c2362b;border-radius:50%;color:#c2362b;display:grid;place-items:center;rotate:-14deg;opacity:.7;text-align:center">社区医院<br>接种专用</div></div>`

/** How to find the shop. */
export const map = `
  <body style="margin:0;width:560px;height:276px;background:#eef1e8;font:16px sans-serif;position:relative;overflow:hidden;color:#44514b">
  ${[['left:0;top:150px;width:560px;height:46px', '幸福路'], ['left:230px;top:0;width:40px;height:380px', '']]
    .map(([at, name]) => `<div style="position:absolute;${at};background:#fff;display:flex;align-items:center;padding-left:24px;box-sizing:border-box">${name}</div>`).join('')}
  <div style="position:absolute;left:20px;top:20px;width:180px;height:100px;background:#cfe3c8;border-radius:10px;display:grid;place-items:center">人民公园</div>
  <div style="position:absolute;left:40px;top:216px;background:#2c6fb7;color:#fff;padding:5px 12px;border-radius:6px">地铁 2 号线 B 口</div>
  <svg style="position:absolute;inset:0" width="560" height="380"><path d="M120 214V173H402v-36" fill="none" stroke="#0E7C66" stroke-width="6" stroke-dasharray="3 11" stroke-linecap="round"/></svg>
  <div style="position:absolute;left:330px;top:56px;background:#0E7C66;color:#fff;padding:14px 18px;border-radius:12px;font-weight:700">门铃健康 · 3 号店</div>`

/** Somebody's picture, as an address. */
export const portrait = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="#F3D9C3"/>
  <path d="M8 80c2-22 16-28 32-28s30 6 32 28Z" fill="#0E7C66"/><rect x="32" y="42" width="16" height="16" rx="7" fill="#E3A987"/><circle cx="40" cy="34" r="16" fill="#EFBE9F"/>
  <path d="M23 34c-2-16 8-22 17-22s20 6 17 22c-4-6-8-10-12-10-8 2-16 2-22 10Z" fill="#2E2622"/></svg>`)}`

/** The drawing as a PNG. */
export async function draw(stage, html) {
  const page = await stage.open('drawing', 560, 640)
  await page.setContent(`<!doctype html><html lang="zh">${html}`)
  const png = await page.locator('body').screenshot()
  await page.context().close()
  return png
}

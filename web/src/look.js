// How a cell looks. A page changes it by the variables --menling-* and by ::part().

const light = `--m-ink:#1B2320;--m-muted:#66716D;--m-panel:#FFF;--m-line:#E3E7E4;--m-still:#E9ECEA;--m-accent:#0E7C66;--m-on-accent:#FFF;--m-pale:#E3F1ED;--m-pale-ink:#0B6553;`
const dark = `--m-ink:#E8EEEB;--m-muted:#97A39E;--m-panel:#191F1C;--m-line:#2A322E;--m-still:#2A322E;--m-accent:#35B79A;--m-on-accent:#0B1512;--m-pale:#1D3730;--m-pale-ink:#7FD3BE;`

const rules = `
:host{${light}display:block;color:var(--menling-ink,var(--m-ink));
  font:var(--menling-font,15px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif);text-align:start}
@media (prefers-color-scheme:dark){:host(:not([theme=light])){${dark}}}
:host([theme=dark]){${dark}}
:host([hidden]){display:none}
*{box-sizing:border-box}
svg{display:block;width:60%;height:60%}
button{font:inherit;color:inherit;border:0;margin:0;cursor:pointer;touch-action:manipulation;-webkit-tap-highlight-color:transparent}
:focus-visible{outline:2px solid var(--menling-accent,var(--m-accent));outline-offset:2px}
.cell{position:relative;display:flex;align-items:center}
.row{gap:12px;min-height:64px;padding:12px 16px;border-radius:var(--menling-radius,8px);background:var(--menling-panel,var(--m-panel));box-shadow:inset 0 0 0 1px var(--menling-line,var(--m-line))}
.row{padding:calc(12px + var(--padding)) calc(16px + var(--padding))}
.block{display:inline-flex;vertical-align:top}
.talk{align-items:flex-start;gap:12px}
.card{position:relative;display:grid;gap:2px;justify-items:start;min-width:0;padding:12px 16px;border-radius:12px;background:var(--menling-panel,var(--m-panel));box-shadow:inset 0 0 0 1px var(--menling-line,var(--m-line))}
.card::before{content:"";position:absolute;left:-5px;top:17px;width:10px;height:10px;rotate:45deg;background:inherit;border:1px solid var(--menling-line,var(--m-line));border-width:0 0 1px 1px}
.card .button{margin-top:8px}
.name{flex:1;min-width:0;overflow-wrap:anywhere;font-weight:600}
.row .name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.text{color:var(--menling-muted,var(--m-muted));font-size:.93em}
.avatar{flex:none;display:grid;place-items:center;width:40px;height:40px;overflow:hidden;border-radius:50%;background:var(--m-pale);color:var(--m-pale-ink)}
.avatar.rect{border-radius:6px}
.avatar.primary{background:var(--menling-accent,var(--m-accent));color:var(--menling-on-accent,var(--m-on-accent))}
.avatar.light{background:var(--menling-panel,var(--m-panel));color:var(--menling-accent,var(--m-accent));box-shadow:inset 0 0 0 1px var(--menling-line,var(--m-line))}
.picture{width:100%;height:100%;object-fit:cover}
.button{flex:none;min-height:36px;padding:6px 16px;border-radius:18px;font-size:.93em;font-weight:600;white-space:nowrap}
.button.primary{background:var(--menling-accent,var(--m-accent));color:var(--menling-on-accent,var(--m-on-accent))}
.button.light{background:var(--menling-panel,var(--m-panel));color:var(--menling-accent,var(--m-accent));box-shadow:inset 0 0 0 1px currentColor}
.bubble{display:grid;place-items:center;width:56px;height:56px;padding:0;border-radius:50%;background:var(--bubble);color:#FFF}
.press::after{content:"";position:absolute;inset:0}
.press:active{opacity:.8}
.press[aria-busy=true]{cursor:progress;opacity:.6}
.unread .name{color:transparent;border-radius:4px;max-width:8em;background:var(--m-still);-webkit-line-clamp:1}
.unread .avatar{background:var(--m-still);color:transparent}
.dialog{width:min(320px,calc(100vw - 32px));max-height:calc(100vh - 32px);overflow:auto;padding:24px;border:0;border-radius:12px;text-align:center;background:var(--menling-panel,var(--m-panel));color:inherit;box-shadow:0 8px 32px #0005}
.dialog::backdrop{background:#0008}
.dialog h2{margin:0 24px 4px;font-size:1.13em;overflow-wrap:anywhere}
.dialog p{margin:8px 0 0;color:var(--menling-muted,var(--m-muted))}
.dialog .picture{display:block;width:220px;max-width:100%;height:auto;aspect-ratio:1;margin:16px auto 0;border-radius:8px;background:#FFF}
.dialog .button{margin-top:16px}
.close{position:absolute;top:8px;right:8px;display:grid;place-items:center;width:36px;height:36px;padding:0;border-radius:50%;background:none;color:var(--menling-muted,var(--m-muted))}
@media (prefers-reduced-motion:no-preference){
  .press[aria-busy=true]{animation:wait 1s ease-in-out infinite alternate}
  .dialog[open]{animation:rise .12s ease-out}
}
@keyframes wait{to{opacity:.85}}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
@media (forced-colors:active){.button,.bubble,.row,.card{border:1px solid}}
`

/** Puts the look into a shadow root: as a sheet made by code, which every content policy allows, where the browser has them.
 * @param {ShadowRoot} root */
export function dress(root) {
  if (!('adoptedStyleSheets' in root)) {
    const sheet = document.createElement('style')
    sheet.textContent = rules
    root.append(sheet)
    return
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  root.adoptedStyleSheets = [sheet]
}

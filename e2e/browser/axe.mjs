// What axe-core finds wrong with a page for people who do not see, hear or point as most do.
import { readFile } from 'node:fs/promises'
import { check } from './stage.mjs'

const source = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

/** Fails on what axe calls serious or critical; what is less is told. */
export async function accessible(page, what) {
  await page.evaluate(source)
  const violations = await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    await Promise.allSettled(document.getAnimations().filter((a) => a.playState === 'running').map((a) => a.finished)) // until its next frame what was just enabled has the colour of what is not
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
    return violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((n) => `${n.target.join(' ')} ${n.any.map((c) => c.message).join('; ')}`.slice(0, 260)) }))
  })
  for (const { id, impact, where } of violations) console.log(`  axe ${impact} ${id} on ${what}: ${where.slice(0, 4).join(' | ')}`)
  check(!violations.some(({ impact }) => impact === 'serious' || impact === 'critical'), `nothing serious is found by axe on ${what}`)
}

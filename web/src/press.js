// One press, from the tap to its outcome. It always has one, at the latest after ten seconds.
import { newKey, patience, sendPress } from './server.js'

const friends = -3006

/**
 * What a press came to: detail is what completemessage tells, picture the address of the code to show, status that of HTTP where menling refused.
 * @typedef {{ detail: { errcode: number, notifytype: number, name?: string, headurl?: string }, picture: string, status?: number, reason?: Error }} Outcome
 */

/**
 * Presses. The key is kept in the cell until menling has answered, so that a press repeated after silence counts once.
 * @param {any} cell server, plugid, button, lang and the key
 * @param {() => Promise<unknown>} known resolves when the way could be read
 * @returns {Promise<Outcome>}
 */
export async function press(cell, known) {
  let failure = -3002
  const answered = async () => {
    await known()
    failure = -3005
    cell.key ||= newKey()
    const outcome = outcomeOf(await sendPress(cell, cell.key))
    cell.key = ''
    return outcome
  }
  const late = tooLate()
  try {
    return await Promise.race([answered(), late.promise])
  } catch (reason) {
    return { detail: { errcode: failure, notifytype: 0 }, picture: '', status: reason.status ?? 0, reason }
  } finally {
    late.forget()
  }
}

function tooLate() {
  let timer
  const promise = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${patience / 1000} seconds`)), patience)
  })
  return { promise, forget: () => clearTimeout(timer) }
}

/** @returns {Outcome} */
function outcomeOf({ errcode, errmsg, notifytype, name, headurl, qr_code }) {
  if (typeof errcode !== 'number') throw new Error('menling’s answer to the press has no errcode')
  const detail = { errcode, notifytype: notifytype === 1 ? 1 : 0 }
  const met = errcode === 0 || errcode === friends
  if (met) Object.assign(detail, { name: name ?? '', headurl: headurl ?? '' })
  return { detail, picture: (met && detail.notifytype && qr_code) || '', reason: errcode && errmsg ? new Error(errmsg) : undefined }
}

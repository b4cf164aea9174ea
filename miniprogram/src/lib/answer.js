// What is said to the customer, and to the page, about what came of a press.
const codes = require('./codes')
const { texts } = require('./texts')

/** What the sheet shows. `kind` is contact or join. */
function answerSheet(outcome, kind, lang) {
  const { code, answers } = texts(lang)
  const withCode = showsCode(outcome)
  const [title, text] = words(outcome, kind, answers)
  return {
    code: withCode ? outcome.qr_code : '',
    title: withCode && outcome.errcode === codes.done ? code[kind] : title,
    text: withCode ? code.hint : text,
    name: outcome.name || '',
    headurl: outcome.headurl || '',
    mood: outcome.errcode === codes.done || outcome.errcode === codes.already ? 'good' : 'sorry',
  }
}

/** What completemessage says, as the official plugins say it. */
function eventDetail({ errcode, name, headurl, notifytype }, kind) {
  const detail = { errcode, notifytype: notifytype === 1 ? 1 : 0 }
  const named = kind === 'contact' && (errcode === codes.done || errcode === codes.already)
  return named ? { ...detail, name: name || '', headurl: headurl || '' } : detail
}

function showsCode({ errcode, notifytype, qr_code: code }) {
  return (errcode === codes.done || errcode === codes.already) && notifytype === 1 && Boolean(code)
}

function words(outcome, kind, answers) {
  if (outcome.inWeCom) return answers.inWeCom
  const found = outcome.errcode === codes.done ? answers.sent : answers[outcome.errcode]
  return Array.isArray(found) ? found : found[kind]
}

module.exports = { answerSheet, eventDetail }

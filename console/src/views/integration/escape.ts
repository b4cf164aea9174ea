// Values put into the code of others: each language has its own way of saying that a character is only a character.

/** Between the double quotes of an HTML or Vue attribute. */
export const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\r?\n/g, '&#10;')

/** The same in WXML, where two braces would begin an expression. */
export const wxml = (text: string) => html(text).replace(/\{(?=\{)/g, "{{'{'}}")

/** A text in JavaScript, also where a page holds it in a script. */
export const js = (text: string) =>
  `'${text.replace(/[\\']/g, '\\$&').replace(/\r/g, '\\r').replace(/\n/g, '\\n').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029').replaceAll('</', '<\\/')}'`

/** The value of an attribute in JSX with its quotes or braces: a JSX text knows no escapes but HTML's. */
export const jsx = (text: string) => (/^[^"&<>{}\\\r\n\u2028\u2029]*$/.test(text) ? `"${text}"` : `{${js(text)}}`)

export const json = (value: unknown) => JSON.stringify(value, null, 2)

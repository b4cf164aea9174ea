// How a cell looks: which of the properties take effect, and what they say.
const { texts } = require('./texts')

const row = 1
const alone = 2

/** How a contact cell looks. `way` is null while the server has not answered, and when it does not. */
function contactLook(chosen, way, lang) {
  const words = texts(lang)
  const single = Boolean(way) && way.persons === 'single'
  const block = blockOf(chosen)
  const contactText = words.contactText[chosen.contactText]
  const named = single && !masked(chosen) ? way.name : ''
  return {
    block,
    single,
    title: block === 'row' ? named || contactText : contactText,
    name: block === 'chat' ? named : '',
    service: block === 'chat' && single ? words.serviceText[chosen.serviceText] : '',
    button: words.buttonText[chosen.buttonText],
    buttonStyle: chosen.buttonStyle,
    avatar: single ? way.avatar : '',
    shape: single && block === 'row' ? chosen.avatorStyle : 'circle',
    icon: !single && block === 'row' ? chosen.iconStyle : 'avator',
    padding: block === 'row' ? chosen.paddingStyle : '0px',
    colour: block === 'bubble' ? `#${chosen.bubbleColor}` : '',
    pale: block === 'bubble' && pale(chosen.bubbleColor),
  }
}

/** How a join cell looks. */
function joinLook(chosen, lang) {
  return {
    title: chosen.contactText || texts(lang).joinText,
    bold: chosen.contactTextBlod === 1,
    icon: chosen.iconUrl,
    radius: `${chosen.iconBorderRadius}px`,
    padding: chosen.paddingStyle,
  }
}

/** Whether the name of the one who answers stays hidden. */
function masked({ styleType, isMask }) {
  return styleType === row && isMask === 1
}

function blockOf({ styleType, blockStyle }) {
  if (styleType === row) return 'row'
  return styleType === alone ? blockStyle : 'chat'
}

/** Whether white on a colour could not be seen. */
function pale(hex) {
  const wide = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex
  const [red, green, blue] = [0, 2, 4].map(at => parseInt(wide.slice(at, at + 2), 16))
  return 0.299 * red + 0.587 * green + 0.114 * blue > 170
}

module.exports = { contactLook, joinLook, masked }

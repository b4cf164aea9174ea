export default {
  lead: 'Where the mini-program cards of customers open: the product in your back office, the order.',
  page: 'Mini-program page', pageHint: 'Without parameters', url: 'Address to open', urlHint: 'Write parameters of the path like {place}', add: 'Add a page', remove: 'Remove {page}', none: 'No card links yet', noneLead: 'A card without one copies its path when pressed.',
  trial: 'Try it', trialPath: 'Path of a card', opens: 'Opens', opensNone: 'No link fits this path', open: 'Open {address}', copy: 'the path',
}

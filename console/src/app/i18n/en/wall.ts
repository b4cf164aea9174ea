export default {
  waiting: 'Waiting', waitingNobody: 'Nobody waits', longest: 'Longest wait', awaiting: 'Awaiting an answer', awaitingLongest: 'longest {time}', open: 'Open', closing: 'Close within the hour', closingLead: 'and not answered yet',
  agents: 'Agents', people: '{there} of {all} there', capacity: '{open} open', capacityOf: '{open} of {capacity} open', awaitingN: '{n} awaiting', nobody: 'No agents yet',
  today: 'Today', asOf: 'As of {time}', late: 'Connection lost; as of {time}', full: 'Full screen', leave: 'Leave full screen', back: 'Back to the figures', theme: 'Light or dark',
  notAllowed: 'The wall is for admins and team leads', notAllowedLead: 'Your own work is on the page of figures.', toFigures: 'See the figures',
} as const

export default {
  title: 'Presses', open: 'See these presses', none: 'No press yet', nameless: 'Page not told', visitor: 'Web visitor', unknown: 'Not known yet',
  waiting: 'Waiting for the first press', waitingNext: 'Waiting for the next press', doApp: 'Preview the page on a real phone and press the button.', doWeb: 'Open your page in a browser and press the button.', unseen: 'Pressed, and nothing comes? Go through the list above; the component says why in the console of the developer tools.', untold: 'Presses of the official plugin do not pass Menling. A customer shows under Customers, with this way, once they are added.',
  first: 'First press: {time}', newest: 'Newest press: {time}', fromPage: 'From page {page}', onlyButton: 'From button {button}; page not told', fromButton: 'From page {page}, button {button}', answered: 'Answered {code}: {means}', again: 'Wait for another', all: 'See all presses',
  means: {
    0: 'code shown or message sent', 3002: 'there is no such button', 3004: 'sign-in of the mini program failed', 3005: 'could not be sent', 3006: 'friends already, or in the group', 3008: 'nobody answers now', 3009: 'all groups are full', 3010: 'all groups are dismissed', 3012: 'in the group, which is full', other: 'not documented',
  },
  todo: {
    3008: 'Look at the way’s schedule: somebody active must answer at this hour.', 3009: 'Give the way more groups, or let it make new ones when they are full.', 3010: 'Give the way groups that still exist.', 3012: 'Give the way more groups, so that the next customer can join.',
  },
} as const

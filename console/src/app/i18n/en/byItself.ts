export default {
  account: 'Mini program', allAccounts: 'All mini programs', follows: 'It follows what is set for all; once saved it has its own', follow: 'Follow what is set for all', insert: 'Put in', tooLong: 'Too long: 2048 bytes at most', minutes: 'min', never: '0: never', hours: '{n} hours', days: '{n} days',
  place: { customer: 'Customer', agent: 'Agent', program: 'Mini program', ahead: 'Place in line', hours: 'Next opening or closing' },
} as const

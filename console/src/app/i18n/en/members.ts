export default {
  title: 'Members', lead: 'Who can answer, who is off, who has to be replaced.', search: 'Search name or userid', checkAll: 'Check everybody', synced: 'Read', name: 'Member', departments: 'Departments', state: 'State', ways: 'Ways', one: 'Member', fine: 'Fine',
  only: { all: 'All', trouble: 'With problems', off: 'Off', unused: 'In no way' }, empty: 'No members yet', emptyLead: 'Give members customer contact in the WeCom admin console, and let the app see them.', noTrouble: 'No problems found',
  may: 'Whether a way may lead to them', checks: { activation: 'Activation', contact: 'Customer contact', sight: 'Visible range', realName: 'Real name' }, active: 'Active', notRead: 'Could not be read', has: 'Allowed', seen: 'The app sees them', unseen: 'The app does not see them', noRefusal: 'Never refused',
  trouble: { left: 'Left the company', disabled: 'Disabled', inactive: 'Not activated', noContact: 'No customer contact', unverified: 'Name not verified', refused: 'Refused by WeCom', suspected: 'Name perhaps not verified', checked: 'Problem' },
  todo: {
    left: 'Ways bring them no customers any more. Replace them in every way.', disabled: 'Ask an admin to enable them in the WeCom console, or replace them.', inactive: 'Ask them to install WeCom and sign in once.', noContact: 'Add them in the admin console under customer contact, or replace them.',
    unverified: 'WeCom refused a way because of it. Have them verify their name in WeCom under Me, Settings; then make one way with them alone. Once it is taken, this goes away.', suspected: 'WeCom refused several members together and did not say which. Try a way with each of them alone.',
    unseen: 'Add them to the visible range of the app in the admin console.', noRefusal: 'WeCom does not let anybody ask: it shows only by a refusal (40098).',
  },
  answering: 'New customers', setOff: 'Set off', offAlways: 'Off', offUntil: 'Off until {time}', back: 'Back on', backOn: 'Back on', choices: { hour: 'Off for an hour', morning: 'Until 8 tomorrow', date: 'Until a date…', always: 'Until further notice' },
  offHint: 'Meanwhile ways with a schedule lead to others; ways with fixed members do not change.', noWays: 'In no way', inWays: 'Look at them ({n})', replace: 'Replace in every way', replaceTitle: 'Replace {name} in every way', replaceHint: 'Also in schedules, as a backup and with their daily limit',
  me: 'I take new customers', meOn: 'Yes', meLead: 'While you are off, ways with a schedule lead to others.', link: 'WeCom member', linkTitle: 'Which member is {name}?', linkLead: 'Then they can set themselves off in their own menu.', linkNone: 'None', unlinked: 'Not linked', untold: 'Cannot be told: {why}',
} as const

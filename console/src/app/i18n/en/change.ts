export default {
  title: 'Confirm the change', confirm: 'Change it', before: 'Before', after: 'After', nothing: 'There is nothing to change.', added: 'Will answer', removed: 'Will no longer answer', addedGroups: 'Groups that come', removedGroups: 'Groups that leave',
  people: '{n} people will answer then', drift: 'The platform holds something else', driftLead: 'Somebody changed it there. What this change does not touch stays as it is on the platform.', ours: 'Ours', platform: 'Platform',
  conflict: 'Somebody has just changed the same setting', conflictLead: 'Look at both values and choose which stays. Everything else you changed is kept.', keepTheirs: 'Keep theirs', keepMine: 'Take mine', theirs: 'Theirs', mine: 'Mine', goOn: 'Go on', conflictWait: 'Their change is still taking effect. Wait a few seconds.',
  changing: 'Changing', changingLead: 'WeCom is taking it over, which usually needs a few seconds.', failed: 'The last change did not take effect', planOf: 'Schedule ({n} shifts)', attachments: '{n} attachments', hours: '{n} parts of the day',
  fields: {
    channel_id: 'Channel', name: 'Name', note: 'Note', owner_id: 'Owner', folder_id: 'Folder', labels: 'Labels', remark: 'Remark', skip_verify: 'No confirmation', style: 'Button style', users: 'Members', parties: 'Departments',
    welcome: 'Welcome', tags: 'Customer tags', remark_rule: 'Customer remark', plan: 'Schedule', pool_id: 'Group pool', mark_source: 'Mark the source', chats: 'Groups', auto_create_room: 'New groups', room_base_name: 'Name of new groups', room_base_id: 'First number',
    expires_in: 'Code lives (s)', chat_expires_in: 'Chat lives (s)', unionid: 'For one customer', conclusions: 'Closing words',
  },
} as const

export default {
  title: 'Every time', pressed: 'Pressed a button: {where}', first: 'first', last: 'last', kind: { added: 'Added {who}', readded: 'Added {who} again', pending: 'Waits for {who}', joined: 'Joined {who}', entered: 'Entered the mini program{who}' },
  ended: { lost: 'then deleted the member', deleted: 'then was deleted by the member', transferred: 'then was handed to another member', quit: 'then left the group', removed: 'then was removed from the group', gone: 'then was gone from the group', dismissed: 'the group is dissolved' },
} as const

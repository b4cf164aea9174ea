export default {
  title: 'Import', lead: 'Make many codes from a table: every row is checked first; it can be paused, and a crash makes nothing twice.', upload: 'Upload a table', template: 'Template', templateXlsx: 'Excel template', templateCsv: 'CSV template',
  uploadLead: 'Fill in the template and upload it. Every row is checked before anything is made.', drop: 'Drop a table here, or click to choose', dropHint: 'CSV or XLSX, at most 50 MB and a million rows', createChannels: 'Make missing channels', createChannelsHint: 'Channels that the table names and that do not exist are made when it starts', check: 'Upload and check',
  file: 'File', noName: 'Table without a name', state: 'State', progress: 'Progress', made: 'Made', wrong: 'Wrong', failed: 'Failed', unknown: 'Unknown', waiting: 'Waiting', rows: 'Rows', one: 'Import',
  states: { checking: 'Checking', ready: 'Ready', running: 'Making', paused: 'Paused', done: 'Done', cancelled: 'Cancelled' },
  rate: '{n} a minute', leftSeconds: 'about {n} s left', leftMinutes: 'about {n} min left', leftHours: 'about {n} h left', unknownColumns: 'Columns that say nothing to us are left out: {names}', newChannels: 'Channels that will be made: {names}', errorsFile: 'Download wrong rows',
  noneOfThese: 'There are no such rows', cancel: 'Cancel the import', checkAgain: 'Check again', start: 'Make {n}', startRight: 'Pass over wrong rows, make {n}', pause: 'Pause', resume: 'Go on', retry: 'Try {n} that failed again',
  empty: 'Nothing imported yet', emptyLead: 'Download the template, fill in names, channels and members, upload it and look at the check before it starts.',
} as const

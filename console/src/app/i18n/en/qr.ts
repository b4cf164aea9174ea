export default {
  title: 'Download the QR code', format: 'Format', formats: { png: 'PNG', svg: 'SVG', poster: 'Poster' }, poster: 'Poster', size: 'Size', pixels: 'px', margin: 'Margin', modules: 'modules', level: 'Correction', levels: { auto: 'Automatic', L: 'L (7%)', M: 'M (15%)', Q: 'Q (25%)', H: 'H (30%)' },
  caption: 'Text below', captionPlaceholder: 'Such as: Scan to reach us', logo: 'Logo in the middle', pickLogo: 'Choose a picture', otherLogo: 'Another one', noLogo: 'No logo',
  captionNames: 'With {vars}', zipTitle: 'Download QR codes', zipLead: 'All ways that the list shows, in one ZIP with an index.csv.', zipCount: ' {n} in all', names: 'File names', nameExample: 'Such as: {name}', namesHint: '/ makes folders; equal names get a number.', nameOf: { channel: 'Channel', name: 'Way', member: 'Member', remark: 'Remark', state: 'state', id: 'ID', config_id: 'config_id' },
} as const

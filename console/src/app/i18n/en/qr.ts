export default {
  title: 'Download the QR code', format: 'Format', formats: { png: 'PNG', svg: 'SVG', poster: 'Poster' }, poster: 'Poster', size: 'Size', pixels: 'px', margin: 'Margin', modules: 'modules', level: 'Correction', levels: { auto: 'Automatic', L: 'L (7%)', M: 'M (15%)', Q: 'Q (25%)', H: 'H (30%)' },
  caption: 'Text below', captionPlaceholder: 'Such as: Scan to reach us', captionHint: 'At most 60 characters', logo: 'Logo in the middle', pickLogo: 'Choose a picture', otherLogo: 'Another one', noLogo: 'No logo',
} as const

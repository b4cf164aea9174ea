export default {
  open: 'Integrate', title: 'Integrate “{name}”', lead: 'Put the way on a mini program or web page of your own: choose its look, copy the code.', serviceLead: 'Put a button on a mini-program page that opens the chat with your agents.', code: 'Code', checks: 'Before it goes live', picture: 'As it looks on a phone', yourPage: 'Your page',
  where: 'Where it stands', whose: 'Whose component', kit: 'Menling', plugin: 'Official plugin', officialButton: 'WeChat’s own button', asSet: 'As the way is set', asSetTo: 'Way: {label}', asUsual: 'Default', test: 'Try it', misfit: 'The official plugin takes only ways of the mini-program button kind. Use Menling’s component for this way, or make a button way.',
  target: { native: 'Mini program', uniapp: 'uni-app', taro: 'Taro', web: 'Web page' }, not: { temp: 'Temporary chats have no button to put on a page.', unmade: 'It can be integrated once the way is made.', account: 'There is no such mini program; it may have been removed.' },
  button: 'Name of the button', buttonHint: 'Tells the buttons of one way apart in the numbers', sourceHint: 'Agents see by which button a customer came', link: 'Link of the join way', linkHint: 'The qr_code that WeCom’s API gives; the group plugin takes it in place of a plugid',
  property: {
    styleType: 'Style', avatorStyle: 'Shape of the avatar', isMask: 'Hide the name', contactText: 'Title', buttonText: 'Text of the button', buttonStyle: 'Colour of the button', serviceText: 'Text of the bubble', paddingStyle: 'Padding (pixels)', iconStyle: 'Icon', blockStyle: 'Shape of the button', bubbleColor: 'Colour of the round button',
  },
  choice: {
    styleType1: '1 Row', styleType2: '2 Button alone', styleType3: '3 Chat bubble', avatorStylecircle: 'Circle', avatorStylerect: 'Square', isMask0: 'Shown', isMask1: 'Hidden', buttonStyleprimary: 'Accent (dark blue in the plugin)', buttonStylelight: 'White',
    iconStyleavator: 'Avatar', iconStyleprimary: 'Accent', iconStylelight: 'White', blockStylebubble: 'Round', blockStylebutton: 'Text',
  },
  only: {
    avatorStyle: 'For one person, style 1', isMask: 'For one person, style 1', contactText: 'For style 3; style 1 with several people or the name hidden', buttonText: 'Where a button with text shows', buttonStyle: 'Where a button with text shows', serviceText: 'For one person, style 3', paddingStyle: 'For style 1', iconStyle: 'For several people, style 1', blockStyle: 'For style 2', bubbleColor: 'For the round button of style 2',
  },
  style: { none: 'The way has no look of its own: what a page does not say is as usual.', some: 'Of the way’s look, {n} are set. They hold where a page says nothing.', save: 'Keep as the way’s look', reset: 'Reset to defaults', hint: 'Pages that show the way follow within a minute, without new code.' },
  wrong: { paddingStyle: 'A whole number from 0 to 999', bubbleColor: 'Six hexadecimal digits without #' },
  join: { contactText: 'Text', iconUrl: 'Address of the icon', iconBorderRadius: 'Round corners of the icon (pixels)', paddingStyle: 'Padding (pixels)', contactTextBlod: 'Bold text' },
  looks: 'Look', look: { plain: 'Button', floating: 'Floating', cell: 'Row' }, words: 'Text of the button', message: { title: 'Title of the card', path: 'Page of the card', image: 'Picture of the card', card: 'Offer to send the card', cardHint: 'The chat offers the customer to send this page' },
  originsLead: 'The sites whose web pages may show the button of a way. Mini programs need none.', origins: 'Origins, one a line', originsHint: 'Such as https://www.example.com; https://*.example.com for all sites below it',
  check: {
    https: 'Mini programs reach https alone: give Menling a public address with https first (--public-url)', npm: 'Install Menling’s components, then choose Tools → Build npm in the developer tools', copyKit: 'Copy the built files of menling-miniprogram into the folder wxcomponents of your project', request: 'WeChat’s console → Development → Server domains: add to the request domains', download: 'On the same page: add to the downloadFile domains', plugin: 'WeChat’s console → Settings → Third-party → Plugins: add this one, no review needed', push: 'WeChat’s console → Development → Message push: the server’s address is', origin: 'Add the address of your web page under Settings → Allowed pages', policy: 'If your page has a content security policy, add',
  },
} as const

export default {
  title: '来过几次', pressed: '点击按钮：{where}', first: '首次', last: '最近', kind: { added: '添加了 {who}', readded: '再次添加 {who}', pending: '等待 {who} 通过', joined: '进群 {who}', entered: '进入小程序客服{who}' },
  ended: { lost: '后来客户删除了成员', deleted: '后来被成员删除', transferred: '后来转给了其他成员', quit: '后来退群', removed: '后来被移出群', gone: '后来不在群里', dismissed: '群已解散' },
} as const

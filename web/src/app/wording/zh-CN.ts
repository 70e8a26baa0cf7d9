/** The words about the page itself: its versions, and what it keeps on this device. */
export const zhCN = {
  updateReady: '有新版本，方便时点“更新”。没写完的消息和表格会保留。',
  updateShared: '有新版本，请先提交写好的内容，再点“更新”。',
  later: '以后再说',
  notKept: '这台设备存不下了。没发出的内容只留在这一页。发完之前请不要关闭。',
  understood: '知道了',
};

export type AppWords = typeof zhCN;

/** The words about the page itself: its versions, and what it keeps on this device. */
export const zhCN = {
  updateReady: '有新版本，方便时点“更新”。没写完的消息会保留。',
  later: '以后再说',
};

export type AppWords = typeof zhCN;

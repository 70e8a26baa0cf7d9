/** What the address book says, in Chinese; the other languages must have the same keys. */
export const zhCN = {
  title: '通讯录',
  find: '找人、找单位、找建议',
  findHint: '写姓名、拼音或者首字母都可以。',
  found: (n: number) => `找到 ${n} 项`,
  nothing: '没有找到，请换一个写法。',
  onlyRooms: '人员只找与您同在一个群的。',
  delegations: '代表团',
  units: '承办单位',
  count: (n: number) => `${n} 个`,
  people: '看人员',
  noPeople: '这个单位还没有登记人员。',
  unit: '单位',
  findIn: (name: string) => `在${name}里找人`,
  persons: (n: number) => `共 ${n} 人`,
  nobody: '没有找到这个人，请换一个写法。',
  noDeputies: '这个代表团还没有登记人员。',
  moreFifty: '再看 50 人',
  show: '看号码',
  showOf: (name: string, number: string) => `看号码：${name} ${number}`,
  call: (number: string) => `打电话 ${number}`,
  callTo: (name: string, number: string) => `打电话 ${number}，${name}`,
  noNumber: '没有登记号码',
  kept: '看号码会留下记录：谁、什么时候、看了谁的。',
};

/** What every language must say. */
export type BookWords = typeof zhCN;

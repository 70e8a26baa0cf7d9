/** What the command line says of bots. */
export const BOT_WORDS = {
  bot: { zh: '机器人账号（只凭令牌，不能用口令登录）', en: 'Accounts of programs: a token, no password' },
  botCreate: {
    zh: '新建机器人并打印令牌（只显示这一次）',
    en: 'Make a bot and print its token, which is shown this once',
  },
  botList: { zh: '列出机器人', en: 'List the bots' },
  botRevoke: { zh: '吊销机器人的令牌，立即生效', en: 'Revoke a bot’s token, at once' },
  botName: { zh: '名称，群里这样显示；用过的名称不再给别人', en: 'its name in rooms; never given twice' },
  botRooms: {
    zh: '可以进入的群，用逗号分隔：群编号，或 service:代表团名称（该团的服务小组）',
    en: 'its rooms, separated by commas: room ids, or service:DELEGATION for a service room',
  },
  botActs: {
    zh: '可以做什么，用逗号分隔：message:text 发文字，message:card 发卡片，message:read 读消息',
    en: 'what it may do, separated by commas: message:text, message:card, message:read',
  },
  botDays: { zh: '令牌有效天数，1 到 366', en: 'days until the token ends, 1 to 366' },
  botBadActs: { zh: '不认识的权限：{acts}', en: 'No such acts: {acts}' },
  botBadRooms: { zh: '没有这些群：{rooms}', en: 'No such rooms: {rooms}' },
  botTooManyRooms: { zh: '一个机器人最多 {most} 个群。', en: 'A bot has {most} rooms at most.' },
  botBadDays: { zh: '有效天数应为 1 到 366 的整数。', en: 'The days must be a whole number from 1 to 366.' },
  botBadName: {
    zh: '名称应为 1 到 20 个字，前后不留空格，且不能像系统本身（呼应、系统）。',
    en: 'A name has 1 to 20 characters, no spaces around it, and must not read like the system itself.',
  },
  botNameTaken: { zh: '名称“{name}”已经用过，请换一个。', en: 'The name “{name}” was given before.' },
  botToken: {
    zh: '机器人“{name}”的令牌，有效至 {until}：\n{token}',
    en: 'Token of the bot “{name}”, good until {until}:\n{token}',
  },
  botLine: {
    zh: '{name}  {acts}  {rooms} 个群  {state}（{until}）',
    en: '{name}  {acts}  {rooms} rooms  {state} ({until})',
  },
  botLive: { zh: '有效', en: 'good' },
  botEnded: { zh: '已过期', en: 'expired' },
  botRevoked: { zh: '已吊销', en: 'revoked' },
  botGone: { zh: '机器人“{name}”的令牌已吊销。', en: 'The token of “{name}” is revoked.' },
  noBot: { zh: '没有有效的机器人“{name}”。', en: 'There is no such bot: “{name}”.' },
} as const;

import { againstPolicy } from './against-policy.ts';
import { boards } from './boards.ts';
import { missing } from './missing.ts';
import { policyValues } from './policy-values.ts';
import { refused } from './refused-files.ts';
import { because, day, list, moment } from './sentences.ts';
import { listOf, numberOf, secondsOf, sizeOf, textOf, type FirstWords } from '../words.ts';

export const phases: FirstWords['phases'] = { pre: '办前沟通', mid: '办中沟通', post: '办后沟通' };
export const methods: FirstWords['methods'] = {
  visit: '上门走访',
  phone: '电话',
  meeting: '座谈',
  video: '视频',
  survey: '调研',
  room: '群内交流',
  mail: '邮件',
};

/** Null when it is no instant. */
const momentOr = (instant: string | null): string | null =>
  instant === null || Number.isNaN(Date.parse(instant)) ? null : moment(instant);

const weakness: Readonly<Record<string, string>> = {
  TOO_SHORT: '密码太短，请多写几位。',
  REPEATED: '密码中重复的字符太多，请换一个。',
  PERSONAL: '密码不要用您的姓名、账号或电话，请换一个。',
  COMMON: '这个密码太常见，容易被人猜到，请换一个。',
  TOO_SIMPLE: '密码太简单。请同时用上字母、数字和符号，或者写长一些。',
};

/** 简体中文. For deputies and units: polite, without technical words, saying what to do next. */
export const zhCN: FirstWords = {
  faults: {
    INVALID_INPUT: () => '填写的内容有不合要求的地方，请检查后再提交。',
    NOT_SIGNED_IN: () => '您还没有登录，请先登录。',
    SIGN_IN_REFUSED: () =>
      '账号或密码不对，或者账号暂时不能使用。请核对后再试；多次不成，请联系代表工作机构。',
    SESSION_ENDED: () => '登录已过期，请您重新登录。没有发出的消息还在，登录后会继续发送。',
    SECOND_FACTOR_NEEDED: () => '还需要验证码，请打开手机上的验证器查看。',
    CODE_REFUSED: () => '验证码不对，或者已经用过。请等下一个验证码再试。',
    CHALLENGE_ENDED: () => '等待的时间太长了，请重新输入账号和密码。',
    ACTIVATION_REFUSED: () => '激活码不对或已过期。请核对后再试，或向代表工作机构要新的激活码。',
    WEAK_PASSWORD: (facts) =>
      weakness[textOf(facts, 'reason') ?? ''] ?? '密码太简单，请换一个更长、更不容易猜到的密码。',
    NOT_ALLOWED: () => '您的身份不能办理这一项。如有需要，请联系代表工作机构。',
    NOT_A_MEMBER: () => '您不在这个群里，不能查看或发言。如有疑问，请联系代表工作机构。',
    NOT_FOUND: () => '没有找到这项内容，可能已经变动。请返回上一页重新打开。',
    ROOM_CLOSED: (facts) =>
      facts['state'] === 'archived'
        ? '这个群已归档，只能查看。如有需要，请联系代表工作机构。'
        : '这件建议已办结，群里只能查看，不能再发言。如有需要，请联系代表工作机构。',
    MUTED: (facts) => {
      const until = momentOr(textOf(facts, 'until'));
      return until === null
        ? '您暂时不能在这个群里发言。如有疑问，请联系代表工作机构。'
        : `您暂时不能在这个群里发言，请在 ${until} 以后再发。如有疑问，请联系代表工作机构。`;
    },
    NOT_YOURS: () => '这条消息是别人发的，您不能改动。如有不妥，可以举报，或联系代表工作机构。',
    TOO_LATE: (facts) => {
      const due = textOf(facts, 'due');
      return due === null
        ? '这条消息发出已久，不能再改动了。需要更正的，请另发一条说明。也可以联系代表工作机构。'
        : `办理这一步的期限是 ${day(due)}，已经过了。如有特殊情况，请联系代表工作机构。`;
    },
    MESSAGE_RECALLED: () => '这条消息已经撤回，不能再操作。请看群里的其他消息。',
    TOO_MANY_PINS: () => '置顶的消息已满十条。请先取消一条，再置顶这一条。',
    REASON_NEEDED: () => '请写明原因，再提交一次。原因会留在记录里。',
    SEND_KEY_REUSED: () => '这条内容与先前提交的不一致，没有保存。请重新填写后再提交。',
    STALE_REVISION: () => '这件建议刚刚被其他人改动过。请刷新后查看最新内容，再作修改。',
    NOTHING_SELECTED: () => '没有可以交办的建议。请先选择已登记、尚未交办的建议。',
    UNKNOWN_UNIT: () => '有的承办单位不在名单中。请核对单位名称，或先把单位加入名单。',
    UNKNOWN_PERSON: () => '有的人员不在名单中，或者不能担任这一角色。请核对后重新选择。',
    TRACKS_CONFLICT: (facts) =>
      textOf(facts, 'role') === null
        ? '同一个单位出现了两次，或者已经在办。请只保留一处。'
        : '承办单位与办理方式不相符。请按办理方式，调整主办、协办或者分办单位。',
    NUMBER_TAKEN: () => '本次会议的另一件建议用了这个编号。请换一个编号。',
    NOT_YOUR_TRACK: () => '这一项不由您的单位承办。请由承办单位办理。',
    WRONG_STATE: () => '这件建议现在不能做这一步。请刷新后查看当前进展。',
    ALREADY_DONE: () => '这一步已经办过了，不需要再办。',
    NOT_YET: (facts) => {
      const what = listOf(facts, 'missing').flatMap((name) => missing[name] ?? []);
      return what.length === 0
        ? '前面还有一步没有完成，请先完成再办这一步。'
        : `还缺：${list(what)}。请先补齐再办这一步。`;
    },
    AGAINST_POLICY: (facts) =>
      againstPolicy(facts) ?? '这样填写不符合本级人大的办理规定。请按规定修改后再提交。',
    UNKNOWN_PARAMETER: (facts) => {
      const known = listOf(facts, 'known').map((name) => `{${name}}`);
      return known.length === 0
        ? '花括号里的词有的不能识别。请改正后再保存。'
        : `花括号里的词有的不能识别。请改正后再保存。可以用的有：${list(known)}。`;
    },
    OWN_WORK: () => '自己起草的内容要由另一位同志审核。',
    STATE_SECRET: () =>
      '内容带有国家秘密标志，本系统不得存储。已停止提交，没有保存任何文字。请按保密规定通过涉密渠道办理。',
    UNKNOWN_MESSAGE: () => '选中的消息有的不在这个群里，请重新选择。',
    UNKNOWN_FILE: () => '选中的附件有的还不能用。可能不在这个群里，或者还没有处理好。请重新选择。',
    FILE_EMPTY: () => '这个文件是空的，没有发送。请检查后重新选择。',
    FILE_TOO_LARGE: (facts) => {
      const limit = numberOf(facts, 'limit');
      return limit === null
        ? '文件太大，没有发送。请压缩或分成几份再发。'
        : `文件太大，没有发送。这类文件最大 ${sizeOf(limit)}，请压缩或分成几份再发。`;
    },
    QUOTA_EXCEEDED: (facts) => {
      if (facts['of'] === 'imports') return '没有完成的导入太多，请先完成或者放弃一个。';
      return facts['of'] === 'room'
        ? '这个群的文件已存满，没有发送。请联系代表工作机构。'
        : '您发送的文件已达到上限，没有发送。请联系代表工作机构。';
    },
    TABLE_UNREADABLE: () => '这个表格不能导入。请在 Excel 或 WPS 中检查后，另存为 .xlsx 或 .csv 再试。',
    UPLOAD_CONFLICT: () => '文件没有接着传上，请重新发送。已传的部分不会丢失。',
    FILE_REFUSED: (facts) =>
      refused[textOf(facts, 'why') ?? ''] ?? '这个文件不能发送。请换成图片、PDF 或常用文档再发。',
    FILE_NOT_READY: () => '文件还在处理中，请稍后再打开。',
    ADDRESS_REFUSED: () => '打开文件的链接已失效，请回到群里重新打开。',
    IN_THE_FUTURE: () => '填写的时间还没有到，请改为今天或以前的时间。',
    TOO_FAST: (facts) => {
      const seconds = secondsOf(facts);
      return seconds === null || seconds <= 3
        ? '您发得太快了，请稍等片刻再试。'
        : `您操作得太快了，请等 ${seconds} 秒后再试。`;
    },
    UNAVAILABLE: () => '暂时连接不上，请检查网络，稍后再试。写好的消息不会丢失。',
    INTERNAL: (facts) => {
      const incident = textOf(facts, 'incident');
      const ask = incident === null ? '' : `，并告知编号 ${incident}`;
      return `系统出了一点问题，请稍后再试。如果一直不行，请联系代表工作机构${ask}。`;
    },
  },
  fileKinds: { picture: '图片', document: '文件', voice: '语音', 'video-note': '视频' },
  fileStates: {
    uploading: '正在上传',
    scanning: '正在查毒',
    processing: '正在处理',
    ready: '可以打开',
    refused: '没有发送成功',
  },
  refusedFile: refused,
  policyValues,
  boards,
  phases,
  methods,
  trackRoles: { lead: '主办', co: '协办', separate: '分办', reference: '参阅' },
  seatRoles: {
    'lead-deputy': '领衔代表',
    'seconding-deputy': '附议代表',
    'lead-unit': '主办单位',
    'co-unit': '协办单位',
    'separate-unit': '分办单位',
    'reference-unit': '参阅单位',
    office: '代表工作机构',
    'delegation-deputy': '代表',
    'service-staff': '服务人员',
    supervisor: '督办人员',
  },
  mentionRoles: {
    'lead-deputy': '领衔代表',
    'seconding-deputy': '全体附议代表',
    'lead-unit': '主办单位',
    'co-unit': '协办单位',
    'separate-unit': '分办单位',
    'reference-unit': '参阅单位',
    office: '代表工作机构',
    'delegation-deputy': '全体代表',
    'service-staff': '服务小组',
    supervisor: '督办专委会',
  },
  everyone: '所有人',
  reactions: { received: '收到', agree: '赞同', thanks: '感谢', done: '已办', discuss: '待沟通' },
  roomStates: { open: '进行中', 'read-only': '只读（已办结）', archived: '已归档' },
  recalled: ({ by, byOffice, why }) =>
    byOffice ? `代表工作机构撤回了一条消息${because(why)}` : `${by}撤回了一条消息`,
  quoteRecalled: '原消息已撤回',
  edited: '已编辑',
};

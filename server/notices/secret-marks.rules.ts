import type { PersonId } from '../../shared/ids.ts';
import type { SecretMarkNotice } from '../../shared/notices.ts';

/** That somebody sent words which bear the mark of a state secret: who and where, never the words. */
export interface SecretMarkSeen {
  /** A person’s id, or `system`: whoever sits at the command line. */
  readonly by: { readonly personId: string; readonly name: string; readonly label: string };
  /** The request or import that was refused: `message:post`, `import:suggestions`; or `HEARD`. */
  readonly request: string;
  /** Where in it the mark stood: a field, or lines of a file; of a voice its room and number. */
  readonly path: string;
}

/** Such a notice as it is kept. */
export type SecretMarkNoticeDoc = Omit<SecretMarkNotice, 'noticeId' | 'at' | 'readAt'> & {
  _id: string;
  at: Date;
  readAt: Date | null;
};

type Names = Readonly<Record<'zh-CN' | 'en', string>>;

/** Where people send words, by the first word of the request. */
const PLACES: Readonly<Record<string, Names>> = {
  message: { 'zh-CN': '群消息', en: 'a message' },
  announcement: { 'zh-CN': '群公告', en: 'an announcement' },
  file: { 'zh-CN': '文件名', en: 'the name of a file' },
  transcript: { 'zh-CN': '语音文字', en: 'the words of a recording' },
  bot: { 'zh-CN': '机器人消息', en: 'a message of a bot' },
  import: { 'zh-CN': '导入的文件', en: 'an imported file' },
};
const ELSEWHERE: Names = { 'zh-CN': '办理材料', en: 'what is put on record' };
const COMMAND_LINE: Names = { 'zh-CN': '命令行', en: 'the command line' };

const HOUR = 'YYYY-MM-DDTHH'.length;

/** Where a machine understood such words in a voice: in no request, for the voice itself was taken. */
export const HEARD = 'voice:heard-by-machine';

/** The word to one administrator; of one person in one hour there is one, however often they try, and one of each voice. */
export function secretMarkNotice(
  { by, request, path }: SecretMarkSeen,
  to: PersonId,
  at: Date,
): SecretMarkNoticeDoc {
  const [noun = ''] = request.split(':');
  const place = PLACES[noun] ?? ELSEWHERE;
  const who: Who = (locale) => {
    if (by.name === '') return COMMAND_LINE[locale];
    return by.label === '' ? by.name : `${by.name}（${by.label}）`;
  };
  return {
    _id: ['secret-mark', by.personId, request === HEARD ? path : at.toISOString().slice(0, HOUR), to].join(
      '|',
    ),
    rule: 'secret-mark',
    personId: to,
    by: { name: by.name, label: by.label },
    where: `${request} ${path}`,
    words: request === HEARD ? heardWords(who) : sentWords(who, place),
    at,
    readAt: null,
  };
}

type Who = (locale: 'zh-CN' | 'en') => string;

const sentWords = (who: Who, place: Names): SecretMarkNoticeDoc['words'] => ({
  'zh-CN': {
    title: '已拦截带有国家秘密标志的内容',
    text: `${who('zh-CN')}提交的${place['zh-CN']}带有国家秘密标志，系统已停止提交，没有保存任何文字。请按保密规定了解和处理。`,
  },
  en: {
    title: 'Words with the mark of a state secret were refused',
    text: `${who('en')} sent ${place.en} that bears the mark of a state secret. It was refused, and nothing of it was kept. Please look into it.`,
  },
});

const heardWords = (who: Who): SecretMarkNoticeDoc['words'] => ({
  'zh-CN': {
    title: '语音中疑有国家秘密标志',
    text: `${who('zh-CN')}发送的语音，机器转写的文字带有国家秘密标志，文字没有保存。语音仍在群里，请按保密规定了解和处理。`,
  },
  en: {
    title: 'The mark of a state secret was heard in a voice',
    text: `What the machine understood in a voice of ${who('en')} bears the mark of a state secret. Those words were not kept. The voice is still in its room; please look into it.`,
  },
});

import type { FaultCode } from '../../../shared/faults.ts';

/** For somebody who opened an address in a tab of its own and sees no client. */
const SENTENCES: Partial<Record<FaultCode, string>> = {
  ADDRESS_REFUSED: '这个链接已经失效或不属于您。请回到群里重新打开文件。',
  NOT_SIGNED_IN: '登录已经结束。请重新登录后，再到群里打开文件。',
  NOT_A_MEMBER: '您不在这个群里，不能打开群里的文件。',
  NOT_FOUND: '没有找到这个文件。请回到群里重新打开。',
  MESSAGE_RECALLED: '这条消息已经撤回，文件不能再打开。',
  FILE_NOT_READY: '文件还在检查处理，或者没有通过检查，现在不能打开。请稍后再试。',
  NOTHING_SELECTED: '群里还没有可以下载的文件。',
  TOO_FAST: '打开得太快了，请稍等片刻再试。',
  UNAVAILABLE: '系统繁忙，请稍后再试。',
};

/** What a refusal says to a person. */
export const sentenceOf = (code: FaultCode): string =>
  SENTENCES[code] ?? '系统出了问题，已经记录下来。请稍后再试。';

import type { Words } from '../words.ts';

/** Why a file was refused, and what to do; facts name the reason as a text. */
type RefusedFiles = Words['refusedFile'] & Readonly<Record<string, string>>;

export const refused: RefusedFiles = {
  cancelled: '已取消发送。',
  abandoned: '文件没有传完，请重新发送。',
  empty: '这个文件是空的，没有发送。请检查后重新选择。',
  'too-large': '文件太大，没有发送。请压缩或分成几份再发。',
  checksum: '文件在传输中损坏了，请重新发送。',
  'not-allowed': '这类文件不能发送。请换成图片、PDF 或常用文档再发。',
  virus: '文件里发现病毒，已经拦下。请联系本单位的信息技术人员。',
  unscanned: '文件暂时无法查毒，不能打开。请稍后重新发送。',
  bomb: '文件解开后过大，为安全起见没有接收。请换一份再发。',
  broken: '文件打不开，可能已经损坏。请检查后重新发送。',
};

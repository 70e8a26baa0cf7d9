import { useInLanguage } from '../../../wording/in-language.ts';
import { zhCN, type FileWords } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words about files in the language of the page; until another language has come, Chinese. */
export const useFileWords = (): FileWords => useInLanguage<FileWords>(zhCN, english);

import { useInLanguage } from '../../wording/in-language.ts';
import { zhCN, type BookWords } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words in the language of the page; until another language has come, Chinese. */
export const useBookWords = (): BookWords => useInLanguage<BookWords>(zhCN, english);

import { useInLanguage } from '../../wording/in-language.ts';
import { zhCN, type InboxWords } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words in the language of the page; until another language has come, Chinese. */
export const useInboxWords = (): InboxWords => useInLanguage<InboxWords>(zhCN, english);

import { languageOf } from './scripts.rules.ts';
import './written.css';

/** What a person wrote, in its own language and direction, paragraph by paragraph; `block` where it stands by itself. */
export const Written = ({ text, block = false }: { text: string; block?: boolean }) => (
  <bdi className={block ? 'written written-block' : 'written'} lang={languageOf(text)}>
    {text}
  </bdi>
);

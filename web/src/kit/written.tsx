import { languageOf } from './scripts.rules.ts';
import './written.css';

interface WrittenProps {
  text: string;
  /** It stands by itself: paragraph by paragraph. */
  block?: boolean;
  /** Its place in what is around it. */
  className?: string;
}

/** What a person wrote, in its own language and direction. */
export const Written = ({ text, block = false, className = '' }: WrittenProps) => (
  <bdi className={`written ${block ? 'written-block' : ''} ${className}`.trim()} lang={languageOf(text)}>
    {text}
  </bdi>
);

import type { ButtonHTMLAttributes } from 'react';
import './button.css';

type Look = 'primary' | 'plain' | 'quiet' | 'icon';

/** A button; it submits nothing unless told so by `type`. */
export const Button = ({
  look = 'plain',
  ...rest
}: { look?: Look } & ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button type="button" {...rest} className={`button button-${look} ${rest.className ?? ''}`} />
);

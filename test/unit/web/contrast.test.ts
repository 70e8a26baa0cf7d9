import { expect } from 'chai';
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../../../web/src/kit/theme.css', import.meta.url), 'utf8');

const tokensOf = (part: string): Map<string, string> =>
  new Map([...part.matchAll(/--([\w-]+):\s*#([0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));

const [lightPart = '', darkPart = ''] = css.split('@media (prefers-color-scheme: dark)');
const light = tokensOf(lightPart);
const themes = { light, dark: new Map([...light, ...tokensOf(darkPart)]) };

/** WCAG 2.2, relative luminance. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
};

/** Every pair of words and sheet that the styles use. */
const TEXT = [
  'ink/surface',
  'ink/bg',
  'ink/sunken',
  'ink/mine',
  'ink2/surface',
  'ink2/bg',
  'ink2/sunken',
  'ink2/mine',
  'ink2/brand-soft',
  'ink3/surface',
  'ink3/bg',
  'brand-ink/brand',
  'brand-text/surface',
  'brand-text/brand-soft',
  'seal-ink/seal',
  'seal-text/seal-soft',
  'seal-text/surface',
  'seal-text/bg',
  'warn/warn-soft',
  'ok/ok-soft',
  'surface/ok',
  'plum/plum-soft',
  'rail-ink/rail',
  'rail-on-ink/rail-on',
];
const EDGES = ['ctl/surface', 'focus/surface', 'focus/bg', 'brand/surface', 'warn/surface', 'ok/surface'];

describe('colours', () => {
  for (const [theme, tokens] of Object.entries(themes)) {
    const ratio = (pair: string) => {
      const [ink = '', sheet = ''] = pair.split('/').map((name) => tokens.get(name));
      expect(ink, pair).to.match(/^[0-9a-f]{6}$/);
      expect(sheet, pair).to.match(/^[0-9a-f]{6}$/);
      return contrast(ink, sheet);
    };
    for (const pair of TEXT)
      it(`${pair} can be read (4.5:1) when ${theme}`, () => expect(ratio(pair)).to.be.at.least(4.5));
    for (const pair of EDGES)
      it(`${pair} can be told apart (3:1) when ${theme}`, () => expect(ratio(pair)).to.be.at.least(3));
  }
});

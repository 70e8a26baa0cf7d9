import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(new URL('../../../web/src/kit/theme.css', import.meta.url), 'utf8');

const tokensOf = (part: string): [string, string][] =>
  [...part.matchAll(/--([\w-]+):\s*#([0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]);

/** The colours that stand under this selector, and nowhere else. */
const blockOf = (selector: string): [string, string][] => {
  const from = css.indexOf(`${selector} {\n`);
  expect(from, selector).to.be.at.least(0);
  return tokensOf(css.slice(from, css.indexOf('\n}', from)));
};

const light = blockOf(':root');
const elder = blockOf(":root[data-look='elder']");
const dark = blockOf(":root[data-shade='dark']");
const elderDark = blockOf(":root[data-look='elder'][data-shade='dark']");

/** Each look and shade, later blocks over earlier ones as in the browser, with the least contrast of its words. */
const THEMES = [
  { theme: 'normal', tokens: new Map(light), words: 4.5 },
  { theme: 'elder', tokens: new Map([...light, ...elder]), words: 7 },
  { theme: 'dark', tokens: new Map([...light, ...dark]), words: 4.5 },
  { theme: 'elder and dark', tokens: new Map([...light, ...elder, ...dark, ...elderDark]), words: 7 },
];

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
  'ink2/ok-soft',
  'ink2/warn-soft',
  'ink/brand-soft',
  'ink/warn-soft',
  'ink/ok-soft',
  'ink/seal-soft',
  'ink3/surface',
  'ink3/bg',
  'ink3/sunken',
  'brand-ink/brand',
  'brand-text/surface',
  'brand-text/bg',
  'brand-text/mine',
  'brand-text/sunken',
  'brand-text/brand-soft',
  'seal-ink/seal',
  'seal-text/seal-soft',
  'seal-text/surface',
  'seal-text/bg',
  'warn/surface',
  'warn/warn-soft',
  'ok/surface',
  'ok/ok-soft',
  'surface/ok',
  'plum/plum-soft',
  'rail-ink/rail',
  'rail-on-ink/rail-on',
];
const EDGES = [
  'ctl/surface',
  'ctl/bg',
  'focus/surface',
  'focus/bg',
  'brand-text/surface',
  'warn/surface',
  'ok/surface',
];

/** The table of the design, rounded as it prints: a colour that is changed by mistake is seen here. */
const DESIGNED: Record<string, readonly [string, string, string]> = {
  'ink/surface': ['15.65', '18.51', '13.78'],
  'ink/mine': ['12.89', '14.78', '9.90'],
  'ink2/surface': ['7.48', '12.46', '9.46'],
  'ink2/sunken': ['6.48', '10.49', '8.24'],
  'ink2/mine': ['6.16', '9.95', '6.79'],
  'ink3/surface': ['5.43', '9.32', '6.70'],
  'ink3/bg': ['5.01', '8.45', '7.44'],
  'ink3/sunken': ['4.70', '7.85', '5.84'],
  'brand-ink/brand': ['6.89', '9.02', '4.85'],
  'seal-ink/seal': ['6.54', '8.71', '5.23'],
  'brand-text/brand-soft': ['7.11', '8.67', '6.92'],
  'seal-text/seal-soft': ['7.08', '8.55', '7.91'],
  'warn/warn-soft': ['5.76', '7.98', '7.74'],
  'ok/ok-soft': ['5.69', '7.81', '7.94'],
  'plum/plum-soft': ['6.65', '8.89', '7.55'],
  'ctl/surface': ['3.62', '5.69', '5.23'],
  'focus/bg': ['7.18', '9.32', '9.53'],
};

describe('colours', () => {
  for (const [at, { theme, tokens, words }] of THEMES.entries()) {
    const ratio = (pair: string) => {
      const [ink = '', sheet = ''] = pair.split('/').map((name) => tokens.get(name));
      expect(ink, pair).to.match(/^[0-9a-f]{6}$/);
      expect(sheet, pair).to.match(/^[0-9a-f]{6}$/);
      return contrast(ink, sheet);
    };
    for (const pair of TEXT)
      it(`${pair} can be read (${words}:1) when ${theme}`, () => expect(ratio(pair)).to.be.at.least(words));
    for (const pair of EDGES)
      it(`${pair} can be told apart (3:1) when ${theme}`, () => expect(ratio(pair)).to.be.at.least(3));
    for (const [pair, figures] of Object.entries(DESIGNED))
      if (figures[at] !== undefined)
        it(`${pair} is as designed when ${theme}`, () =>
          expect(ratio(pair).toFixed(2)).to.equal(figures[at]));
  }

  it('stand in the theme alone: no sheet of styles names one of its own', () => {
    const src = new URL('../../../web/src/', import.meta.url);
    const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.css') && name !== join('kit', 'theme.css'),
    );
    expect(sheets.length).to.be.above(10);
    for (const sheet of sheets)
      expect(readFileSync(new URL(sheet, src), 'utf8'), sheet).to.not.match(/#[0-9a-f]{3,8}\b|rgb|hsl/i);
  });
});

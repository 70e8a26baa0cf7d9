import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';

const DIST = join(import.meta.dirname, '../../../web/dist');
const KB = 1_024;

/** What a phone on a weak line is asked to fetch, in bytes as they travel. */
const BUDGETS = { scripts: 110 * KB, styles: 15 * KB, later: 200 * KB, door: 14 * KB };
/** What is larger stands on no page that every deputy comes by. */
const HEAVY = 50 * KB;

/** Where deputies come by, besides what is there at once. */
const OF_DEPUTIES = [
  'src/room-page.tsx',
  'src/notices/notices-screen.tsx',
  'src/settings/settings-screen.tsx',
  'src/address-book/address-book-screen.tsx',
  'src/desk/case-page.tsx',
  'src/desk/draft-screen.tsx',
];

/** A file that was built, as Vite’s manifest has it. */
interface Built {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const manifest = () =>
  JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Readonly<Record<string, Built>>;
const text = (file: string) => readFileSync(join(DIST, file), 'utf8');
const travels = (file: string) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
const sum = (files: readonly string[]) => files.reduce((bytes, file) => bytes + travels(file), 0);

/** What has to be there before this can run: itself, what it imports, and their styles. */
function needed(...from: readonly string[]): { scripts: string[]; styles: string[] } {
  const all = manifest();
  const names = [...from];
  const built: Built[] = [];
  for (const name of names) {
    // grows while it is gone through
    const one = all[name];
    if (!one) throw new Error(`${name} was not built`);
    built.push(one);
    names.push(...(one.imports ?? []).filter((other) => !names.includes(other)));
  }
  return {
    scripts: built.map(({ file }) => file).filter((file) => file.endsWith('.js')),
    styles: [...new Set(built.flatMap(({ css = [] }) => css))],
  };
}

const tags = (page: string, name: string) => page.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];
const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

describe('the built web client', () => {
  const start = needed('index.html');

  it('starts from 110 KB of scripts', () => {
    expect(start.scripts.length).to.be.above(1);
    expect(sum([...start.scripts, 'look.js', 'early.js'])).to.be.at.most(BUDGETS.scripts);
  });

  it('starts from 15 KB of styles', () => {
    expect(start.styles.length).to.be.above(0);
    expect(sum(start.styles)).to.be.at.most(BUDGETS.styles);
  });

  it('loads at the start what its page names, and nothing else', () => {
    const page = text('index.html');
    const named = [
      ...tags(page, 'script').map((tag) => attribute(tag, 'src')),
      ...tags(page, 'link')
        .filter((tag) => /rel="(modulepreload|stylesheet)"/.test(tag))
        .map((tag) => attribute(tag, 'href')),
    ];
    const meant = [...start.scripts, ...start.styles, 'look.js', 'early.js'].map((file) => `/${file}`);
    expect(named).to.have.members(meant);
  });

  it('has no script of more than 200 KB to be fetched later', () => {
    const scripts = readdirSync(join(DIST, 'assets')).filter((file) => file.endsWith('.js'));
    const large = scripts.map((file) => `assets/${file}`).filter((file) => travels(file) > BUDGETS.later);
    expect(large).to.deep.equal([]);
  });

  it('lies there once more as it travels, and is the same when it is read', () => {
    const files = [
      ...start.scripts,
      ...start.styles,
      'look.js',
      'index.html',
      'sign-in.html',
      'service-worker.js',
    ];
    const large = files.filter((file) => readFileSync(join(DIST, file)).length >= KB);
    expect(large.length).to.be.above(start.scripts.length / 2);
    for (const file of large) {
      const read = (ending: string) => readFileSync(join(DIST, `${file}${ending}`));
      expect(gunzipSync(read('.gz')).equals(read('')), file).to.equal(true);
      expect(brotliDecompressSync(read('.br')).equals(read('')), file).to.equal(true);
    }
  });

  it('has nothing heavy where deputies come by', () => {
    const { scripts } = needed(...OF_DEPUTIES);
    const further = scripts.filter((file) => !start.scripts.includes(file));
    expect(further.length).to.be.above(OF_DEPUTIES.length - 1);
    expect(further.filter((file) => travels(file) > HEAVY)).to.deep.equal([]);
  });

  it('has a sign-in page of 14 KB with its own script and style', () => {
    const { scripts, styles } = needed('sign-in.html');
    expect(sum(['sign-in.html', 'look.js', ...scripts, ...styles])).to.be.at.most(BUDGETS.door);
  });

  for (const page of ['index.html', 'sign-in.html'])
    it(`has a page ${page} with nothing inline and nothing from elsewhere`, () => {
      const html = text(page);
      for (const [, within] of html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g))
        expect(within?.trim()).to.equal('');
      for (const tag of tags(html, 'script')) expect(attribute(tag, 'src'), tag).to.be.a('string');
      expect(html).not.to.match(/<style\b|\sstyle=|\son[a-z]+=/);
      for (const [, address] of html.matchAll(/\s(?:src|href|action|srcset)="([^"]*)"/g))
        expect(address).to.match(/^(\/(?!\/)|#)/);
    });

  it('has styles that name nothing from elsewhere', () => {
    for (const file of readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.css'))) {
      const css = text(`assets/${file}`);
      expect(css, file).not.to.match(/@import/);
      for (const [, address] of css.matchAll(/url\(["']?([^"')]*)/g))
        expect(address, file).to.match(/^(\/(?!\/)|data:|#)/);
    }
  });

  it('has no schema at the start, and none where deputies come by', () => {
    const { scripts } = needed('index.html', 'sign-in.html', ...OF_DEPUTIES);
    for (const file of scripts) expect(text(file), file).not.to.match(/safeParse/);
  });
});

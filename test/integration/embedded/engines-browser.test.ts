import { expect } from 'chai';
import { chromium, type Browser } from 'playwright-core';
import { bringUpBrowser } from '../../../embedded/index.ts';
import { sharedCache } from './engines-fixture.ts';

describe('The browser brought up for the tests', function () {
  this.timeout(180_000);

  let browser: Browser;
  let hasOwnFonts: boolean;

  before(async () => {
    const lines: string[] = [];
    const cache = sharedCache ? { cacheDir: sharedCache } : {};
    const { executablePath, args, env } = await bringUpBrowser({ say: (line) => lines.push(line), ...cache });
    hasOwnFonts = 'FONTCONFIG_FILE' in env;
    browser = await chromium.launch({ executablePath, args, env: { ...definedEnvironment(), ...env } });
  });
  after(() => browser.close());

  it('runs scripts and lays out a page', async () => {
    const page = await browser.newPage();
    await page.setContent('<p id="p">呼应</p><script>document.title = `${6 * 7}`</script>');
    expect(await page.title()).to.equal('42');
    expect(await page.locator('#p').innerText()).to.equal('呼应');
    await page.close();
  });

  it('draws Chinese characters, not one box for all', async function () {
    if (!hasOwnFonts) this.skip();
    const page = await browser.newPage();
    await page.setContent(
      '<b id="a">呼</b><br><b id="b">应</b><br><b id="c">\u{F0000}</b><br><b id="d">\u{F0001}</b>',
    );
    const [a, b, c, d] = await Promise.all(
      ['#a', '#b', '#c', '#d'].map(async (id) => (await page.locator(id).screenshot()).toString('base64')),
    );
    expect(c).to.equal(d); // what no font has
    expect(a).not.to.equal(b);
    expect(a).not.to.equal(c);
    await page.close();
  });
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

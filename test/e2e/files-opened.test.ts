import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { RoomId } from '../../shared/ids.ts';
import { pathOf } from '../integration/files-getting/fetching.ts';
import { putFile } from '../support/files.ts';
import { startServer, type TestPerson, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { type WireClient, wireClient } from '../support/wire-client.ts';
import { voice } from './files-room.ts';
import { launch } from './stage.ts';

/** A page with nothing on it but a coloured square (ISO 32000-1). */
function pdf(): Buffer {
  const drawing = '1 0 0 rg 0 0 200 200 re f';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ];
  const places: number[] = [];
  let text = '%PDF-1.4\n';
  objects.forEach((object, i) => {
    places.push(text.length);
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
  });
  const lines = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 5\n0000000000 65535 f \n${lines}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

/** The colour in the middle of what a page shows. */
async function colourOf(page: Page): Promise<string> {
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const reds = { red: 0, all: info.width * info.height };
  for (let i = 0; i < data.length; i += 3)
    if ((data[i] ?? 0) > 200 && (data[i + 1] ?? 255) < 60 && (data[i + 2] ?? 255) < 60) reds.red += 1;
  return reds.red > 5_000 ? 'red' : `${reds.red} of ${reds.all} are red`;
}

describe('a file opened in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: TestServer;
  let person: TestPerson;
  let client: WireClient;
  let roomId: RoomId;

  before(async function () {
    this.timeout(300_000);
    [browser, server] = await Promise.all([launch(), startServer()]);
    [person] = (await server.addPeople(1)) as [TestPerson];
    ({ roomId } = await server.addRoom([person]));
    client = await wireClient(server.url, person);
  });
  after(async () => {
    client.close();
    await browser.close();
    await server.stop();
  });

  const opened = async (given: Parameters<typeof putFile>[2]): Promise<string> => {
    const { fileId } = await putFile(server, { roomId, by: person }, given);
    return `${server.url}${await pathOf(client, fileId)}`;
  };
  const square = () =>
    sharp({ create: { width: 200, height: 200, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();

  it('is a picture in a tab of its own', async () => {
    const page = await browser.newPage();
    await page.goto(await opened({ kind: 'picture', content: await square() }));
    await until('the picture is seen', async () => (await colourOf(page)) === 'red');
    await page.close();
  });

  it('plays in a tab of its own', async () => {
    const page = await browser.newPage();
    await page.goto(
      await opened({ kind: 'voice', mime: 'audio/wav', content: voice('一.wav', 0.5).content }),
    );
    const length = () =>
      page.locator('video, audio').evaluate((player) => (player as unknown as { duration: number }).duration);
    await until('it is known how long it is', async () => Math.abs((await length()) - 0.5) < 0.05);
    await page.close();
  });

  it('is a PDF in a tab of its own', async () => {
    const page = await browser.newPage();
    await page.goto(await opened({ kind: 'document', content: pdf() }));
    await until('its page is seen', async () => (await colourOf(page)) === 'red', 20_000);
    await page.close();
  });

  it('that browsers might run is kept, and not shown', async () => {
    const page = await browser.newPage();
    const content = Buffer.from('<script>document.title = "run"</script>');
    const path = await opened({ name: '说明.html', mime: 'text/html', content });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(path).catch(() => null), // going there ends where the download begins
    ]);
    expect(download.suggestedFilename()).to.equal('说明.html');
    expect(await page.title()).to.equal('');
    await page.close();
  });

  it('with an address that is over says in words what to do', async () => {
    const page = await browser.newPage();
    await page.goto(`${await opened({})}x`);
    expect(await page.textContent('body')).to.include('请回到群里重新打开文件');
    await page.close();
  });
});

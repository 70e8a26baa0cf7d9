import { expect } from 'chai';
import type { KeptPreferences, Preferences } from '../../../shared/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../../shared/values/preferences.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

describe('the preferences of a person', function () {
  this.timeout(60_000);
  let server: TestServer;
  let people: TestPerson[];
  let phone: WireClient;
  let desk: WireClient;
  let other: WireClient;

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
  });
  beforeEach(async () => {
    people = await server.addPeople(2);
    const [one, two] = people;
    if (!one || !two) throw new Error('two people were asked for');
    [phone, desk, other] = await Promise.all([
      wireClient(server.url, one),
      wireClient(server.url, one),
      wireClient(server.url, two),
    ]);
  });
  afterEach(() => {
    for (const client of [phone, desk, other]) client.close();
  });
  after(() => server.stop());

  const dataOf = (reply: Awaited<ReturnType<WireClient['socket']>>): KeptPreferences => {
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.data as KeptPreferences;
  };
  const show = async (by: WireClient) => dataOf(await by.socket('preferences:show', {}));
  const set = async (by: WireClient, chosen: Partial<Preferences>) =>
    dataOf(await by.socket('preferences:set', chosen));

  it('are the defaults at first, and nobody else’s ever', async () => {
    expect(await show(phone)).to.deep.equal({ preferences: DEFAULT_PREFERENCES, version: 0 });
    await set(phone, { look: 'elder', textSize: 24 });
    expect(await show(desk)).to.deep.equal({
      preferences: { ...DEFAULT_PREFERENCES, look: 'elder', textSize: 24 },
      version: 1,
    });
    expect(await show(other)).to.deep.equal({ preferences: DEFAULT_PREFERENCES, version: 0 });
  });

  it('of two devices merge field by field, the later word of a field holds, and each change counts once', async () => {
    await Promise.all([
      set(phone, { look: 'elder' }),
      set(desk, { shade: 'dark' }),
      set(phone, { quiet: { from: '22:00', to: '07:30' } }),
      set(desk, { saving: true }),
    ]);
    await set(desk, { look: 'normal' });
    await set(phone, { quiet: null });
    expect(await show(phone)).to.deep.equal({
      preferences: { ...DEFAULT_PREFERENCES, shade: 'dark', saving: true },
      version: 6,
    });
  });

  it('that set nothing change nothing', async () => {
    await set(phone, { language: 'en' });
    expect(await set(desk, {})).to.deep.equal(await show(phone));
    expect((await show(phone)).version).to.equal(1);
  });

  it('are told to all devices of the person, and to nobody else', async () => {
    const kept = await set(phone, { letterKeys: false });
    const heard = (by: WireClient) => by.heard.filter(({ event }) => event === 'preferences:changed');
    for (const device of [phone, desk]) await until('the device hears it', () => heard(device).length === 1);
    expect(heard(desk)[0]?.body).to.deep.equal(kept);
    await other.socket('session:me', {});
    expect(heard(other)).to.deep.equal([]);
  });

  it('that are none are refused whole, and what stood stands', async () => {
    await set(phone, { textSize: 20 });
    for (const wrong of [
      { textSize: 31, look: 'elder' },
      { quiet: { from: '08:00', to: '22:00' } },
      { shade: null },
    ]) {
      const reply = await phone.socket('preferences:set', wrong);
      expect(reply).to.have.nested.property('fault.code', 'INVALID_INPUT');
    }
    expect(await show(desk)).to.deep.equal({
      preferences: { ...DEFAULT_PREFERENCES, textSize: 20 },
      version: 1,
    });
  });
});

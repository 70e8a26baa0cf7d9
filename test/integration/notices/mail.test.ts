import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect } from 'chai';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { CongressId, PersonId } from '../../../shared/ids.ts';
import type { Channel, Said } from '../../../server/notices/channels/channel.ts';
import { makeMailChannel } from '../../../server/notices/channels/mail.actions.ts';
import { type MailDoc, makeMailStore } from '../../../server/notices/channels/mails.store.ts';
import { makePostOffice, type PostOffice } from '../../../server/notices/channels/smtp.ts';
import { newId } from '../../../server/ops/clock.ts';
import { handClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/engines.ts';

/** A letter as the mail server took it. */
interface Taken {
  to: string[];
  raw: string;
}

/** An answer that a mail server gives instead of taking it. */
const answer = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

describe('the channel of e-mail', function () {
  this.timeout(60_000);
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let smtp: SMTPServer;
  let postOffice: PostOffice;
  let channel: Channel;
  let taken: Taken[];
  let onRecipient: (address: string) => Error | null;
  let onData: () => Promise<Error | null>;
  const clock = handClock('2022-04-06T01:00:00.000Z');
  const congressId = newId() as CongressId;
  const zhang = newId() as PersonId;
  const without = newId() as PersonId;
  const addresses = new Map([[zhang, 'zhang@unit.example']]);
  const from = '呼应 <huying@rd.example>';

  before(async function () {
    this.timeout(180_000);
    database = await freshDatabase();
    smtp = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
      onRcptTo: ({ address }, _session, done) => done(onRecipient(address)),
      onData: (stream, session, done) => {
        let raw = '';
        stream.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
        stream.on('end', () => {
          void onData().then((error) => {
            if (!error) taken.push({ to: session.envelope.rcptTo.map((to) => to.address), raw });
            done(error);
          });
        });
      },
    } satisfies SMTPServerOptions);
    smtp.listen(0, '127.0.0.1');
    await once(smtp.server, 'listening');
    postOffice = makePostOffice({ url: `smtp://127.0.0.1:${portOf(smtp.server)}`, from });
    channel = channelBy(postOffice);
    await database.ready();
  });
  after(async () => {
    postOffice.close();
    await new Promise<void>((resolve) => smtp.close(resolve));
    await database.drop();
  });
  beforeEach(() => {
    taken = [];
    onRecipient = () => null;
    onData = () => Promise.resolve(null);
  });

  const channelBy = (office: PostOffice) =>
    makeMailChannel({
      store: makeMailStore(database),
      postOffice: office,
      addressOf: (id) => Promise.resolve(addresses.get(id) ?? null),
      operators: ['ops@rd.example', 'duty@rd.example'],
      ...{ from, publicUrl: 'https://huying.example', clock },
    });
  const portOf = (server: Pick<Server, 'address'>) => (server.address() as AddressInfo).port;
  const said = (deliveryId: string, recipient: Said['recipient'] = zhang): Said => ({
    ...{ deliveryId, congressId, rule: 'R12', offset: 'due+1wd', recipient, unit: null, phase: null },
    ...{ about: [], count: 1 },
    words: {
      'zh-CN': { title: '第7238号建议的答复超过期限', text: '请尽快答复，并向代表说明情况。' },
      en: { title: 'Overdue', text: 'Please reply.' },
    },
  });
  const kept = (id: string) => database.connection.collection<MailDoc>('mails').findOne({ _id: id });
  const messageIds = () => taken.map(({ raw }) => /^Message-ID: (.+)\r$/im.exec(raw)?.[1]);

  it('brings a letter to who is meant, in Chinese, and keeps the server’s answer without the address', async () => {
    expect(await channel.deliver(said('d1'))).to.deep.equal({ state: 'said' });
    expect(taken.map(({ to }) => to)).to.deep.equal([['zhang@unit.example']]);
    const [headers = '', body = ''] = taken[0]?.raw.split('\r\n\r\n') ?? [];
    expect(headers).to.match(/^Auto-Submitted: auto-generated\r$/m);
    expect(headers).to.match(/^Subject: =\?UTF-8\?/m);
    expect(Buffer.from(body, 'base64').toString('utf8')).to.include('请尽快答复');
    const evidence = await kept('d1');
    expect(evidence).to.include({ state: 'accepted', attempts: 1, recipient: zhang });
    expect(evidence?.messageId).to.equal(messageIds()[0]);
    expect(JSON.stringify(evidence)).to.not.match(/zhang@|请尽快/);
  });

  it('sends a delivery once, however often and however many at once ask for it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => channel.deliver(said('d2'))));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).to.equal(true);
    expect(await channel.deliver(said('d2'))).to.deep.equal({ state: 'said' });
    expect(taken).to.have.length(1);
  });

  it('is refused for good where an address does not exist, with the evidence, and does not knock again', async () => {
    let knocks = 0;
    onRecipient = () => {
      knocks += 1;
      return answer(550, '5.1.1 <zhang@unit.example> no such user');
    };
    const outcome = await channel.deliver(said('d3'));
    expect(outcome).to.have.property('state', 'refused');
    expect(outcome).to.have.property('why').that.includes('550').and.includes('no such user');
    expect(JSON.stringify(outcome)).to.not.include('zhang@');
    expect(await channel.deliver(said('d3'))).to.deep.equal(outcome);
    expect(knocks).to.equal(1);
    expect(await kept('d3')).to.include({ state: 'refused', claimedAt: null });
  });

  it('is refused where no address is known, and to a room', async () => {
    expect(await channel.deliver(said('d4', without))).to.deep.equal({ state: 'refused', why: 'NO_ADDRESS' });
    expect(await channel.deliver(said('d5', 'room'))).to.deep.equal({
      state: 'refused',
      why: 'NOT_A_PERSON',
    });
    expect(taken).to.deep.equal([]);
  });

  it('is tried again when the server is busy, at once and under the same message id', async () => {
    onData = () => Promise.resolve(answer(451, '4.3.0 try again later'));
    expect(await failed(channel.deliver(said('d6')))).to.include('451');
    onData = () => Promise.resolve(null);
    expect(await channel.deliver(said('d6'))).to.deep.equal({ state: 'said' });
    expect(await kept('d6')).to.include({ state: 'accepted', attempts: 2 });
  });

  it('is tried again when nobody listens, and when the server hangs up', async () => {
    const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `smtp://127.0.0.1:${portOf(silent)}`;
    const hangingUp = makePostOffice({ url, from });
    expect(await failed(channelBy(hangingUp).deliver(said('d7')))).to.include('no e-mail could be sent');
    hangingUp.close();
    silent.close();
    await once(silent, 'close');
    const nobody = makePostOffice({ url, from });
    expect(await failed(channelBy(nobody).deliver(said('d7')))).to.include('no e-mail could be sent');
    nobody.close();
    expect(await channel.deliver(said('d7'))).to.deep.equal({ state: 'said' });
    expect(await kept('d7')).to.include({ attempts: 3 });
  });

  it('sends again, recognisably, what broke off after the server took it; not before whoever sent it must be dead', async () => {
    const store = makeMailStore(database);
    const mortal = makeMailChannel({
      // The process dies between the server’s answer and the note of it.
      store: { ...store, end: () => Promise.reject(new Error('killed')) },
      ...{ postOffice, addressOf: () => Promise.resolve('zhang@unit.example'), operators: [] },
      ...{ from, publicUrl: '', clock },
    });
    expect(await failed(mortal.deliver(said('d8')))).to.equal('killed');
    expect(await failed(channel.deliver(said('d8')))).to.include('by somebody else');
    clock.forward(121_000);
    expect(await channel.deliver(said('d8'))).to.deep.equal({ state: 'said' });
    const ids = messageIds();
    expect(ids).to.have.length(2);
    expect(ids[0]).to.equal(ids[1]);
  });

  it('tells the operators all together', async () => {
    expect(await channel.deliver(said('d9', 'operators'))).to.deep.equal({ state: 'said' });
    expect(taken[0]?.to).to.have.members(['ops@rd.example', 'duty@rd.example']);
  });
});

const failed = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'it did not fail',
    (error: unknown) => (error as Error).message,
  );

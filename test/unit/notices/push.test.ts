import { expect } from 'chai';
import { readConfig } from '../../../server/config.ts';
import { isPushPlace, mayAsk, PUSH_HOSTS, pushPayload } from '../../../server/notices/channels/push.rules.ts';
import { VAPID } from '../../support/push.ts';

describe('push services', () => {
  it('are asked where browsers have theirs', () => {
    for (const endpoint of [
      'https://fcm.googleapis.com/fcm/send/abc:def',
      'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
      'https://web.push.apple.com/QPx',
      'https://wns2-by3p.notify.windows.com/w/?token=x',
    ])
      expect(mayAsk(endpoint, PUSH_HOSTS), endpoint).to.equal(true);
  });

  it('are asked nowhere else, whatever somebody subscribes with', () => {
    for (const endpoint of [
      'http://fcm.googleapis.com/fcm/send/abc',
      'https://fcm.googleapis.com:8443/x',
      'https://user:word@fcm.googleapis.com/x',
      'https://fcm.googleapis.com.evil.example/x',
      'https://push.apple.com.evil.example/x',
      'https://evilpush.apple.com.example/x',
      'https://push.apple.com/x', // the listed ones stand below it
      'https://127.0.0.1/x',
      'https://10.0.0.7/x',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/x',
      'https://localhost/x',
      'http://127.0.0.1:6379/',
      'file:///etc/passwd',
      'fcm.googleapis.com',
      '',
    ])
      expect(mayAsk(endpoint, PUSH_HOSTS), endpoint).to.equal(false);
  });

  it('may be listed with their origin, and then they are asked just there', () => {
    const places = ['http://127.0.0.1:4000', 'https://push.example:8443'];
    expect(mayAsk('http://127.0.0.1:4000/a', places)).to.equal(true);
    expect(mayAsk('https://push.example:8443/a', places)).to.equal(true);
    expect(mayAsk('https://push.example/a', places)).to.equal(false);
    expect(mayAsk('http://127.0.0.1:4001/a', places)).to.equal(false);
  });

  it('are listed as hosts or origins', () => {
    for (const place of ['push.example', '*.push.example', 'https://push.example:8443'])
      expect(isPushPlace(place), place).to.equal(true);
    for (const place of [
      '*',
      '*.',
      'example',
      '*.*.example',
      'https://push.example/path',
      'push.example:8443',
      '127.0.0.1',
    ])
      expect(isPushPlace(place), place).to.equal(false);
  });
});

describe('what is pushed', () => {
  it('says how much waits, in the language of the person, and nothing else', () => {
    expect(JSON.parse(pushPayload(1, 'zh-CN'))).to.deep.equal({
      title: '呼应',
      body: '有 1 件事请您看一看',
      lang: 'zh-CN',
    });
    expect(JSON.parse(pushPayload(3, 'en'))).to.deep.equal({
      title: 'Huying',
      body: 'There are 3 things for you to look at',
      lang: 'en',
    });
  });
});

describe('the keys of Web Push', () => {
  const both = { HUYING_VAPID_PUBLIC_KEY: VAPID.publicKey, HUYING_VAPID_PRIVATE_KEY: VAPID.privateKey };

  it('are not needed', () => {
    expect(readConfig({}).HUYING_VAPID_PUBLIC_KEY).to.equal('');
  });

  it('come as a pair with somebody to turn to', () => {
    const subject = { HUYING_VAPID_SUBJECT: VAPID.subject };
    expect(readConfig({ ...both, ...subject }).HUYING_VAPID_PUBLIC_KEY).to.equal(VAPID.publicKey);
    expect(() => readConfig(both)).to.throw('HUYING_VAPID_SUBJECT');
    const half = { HUYING_VAPID_PUBLIC_KEY: VAPID.publicKey, ...subject };
    expect(() => readConfig(half)).to.throw('HUYING_VAPID_PRIVATE_KEY');
  });

  it('are refused when they are none', () => {
    expect(() => readConfig({ ...both, HUYING_VAPID_PUBLIC_KEY: 'abc' })).to.throw('huying push keys');
    expect(() => readConfig({ ...both, HUYING_VAPID_SUBJECT: 'ops' })).to.throw('mailto:');
    expect(() => readConfig({ HUYING_PUSH_HOSTS: 'http://127.0.0.1/x' })).to.throw('HUYING_PUSH_HOSTS');
  });
});

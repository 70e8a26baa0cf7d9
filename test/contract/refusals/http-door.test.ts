import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { showMe } from '../../../shared/people.ts';
import { bind } from '../../../server/wire/bind.ts';
import { makeHttpDoor } from '../../../server/wire/http-door.ts';

describe('the HTTP door', () => {
  it('answers INTERNAL with the incident, and not that the input is bad, when who is calling cannot be found out', async () => {
    const noted: unknown[] = [];
    const broken = new Error('a defect at /home/somewhere');
    const door = makeHttpDoor({
      gate: () => Promise.reject(new Error('not reached')),
      admission: { enter: () => () => undefined },
      bindings: [bind(showMe, () => Promise.reject(new Error('not reached')))],
      callerOf: () => Promise.reject(broken),
      isUnreachable: () => false,
      onSurprise: (error) => `incident-${noted.push(error)}`,
      secureCookies: false,
    });
    const server = express().use(door).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/session/me`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: '{}',
    });
    const answer: unknown = await response.json();
    server.close();
    server.closeAllConnections();
    expect(response.status).to.equal(500);
    expect(answer).to.deep.equal({
      ok: false,
      fault: { code: 'INTERNAL', facts: { incident: 'incident-1' } },
    });
    expect(noted).to.deep.equal([broken]);
  });
});

import { expect } from 'chai';
import { ASKED_BY_ANYONE, HTTP_ONLY, READS, SAFE_AGAIN } from '../../../client-sdk/request-kinds.ts';
import { type KnownRequest, requests } from '../../../shared/protocol.ts';

const named = (is: (request: KnownRequest) => boolean): string[] =>
  requests
    .filter(is)
    .map(({ name }) => name)
    .sort();
const listed = (names: ReadonlySet<string>): string[] => [...names].sort();

const isRead = ({ pace }: KnownRequest) => pace === 'read';
const isKeyed = ({ input }: KnownRequest) => 'actKey' in input.def.shape;

describe('what a client knows of a request besides its name', () => {
  it('agrees with the contract on what only reads', () => expect(listed(READS)).to.deep.equal(named(isRead)));

  it('agrees with the contract on what the socket does not take', () =>
    expect(listed(HTTP_ONLY)).to.deep.equal(named(({ doors }) => doors === 'http')));

  it('agrees with the contract on what is asked before signing in', () =>
    expect(listed(ASKED_BY_ANYONE)).to.deep.equal(named(({ who }) => who === 'anyone')));

  it('names as safe to ask again only what is neither a read nor bears a key', () => {
    const others = named((request) => !isRead(request) && !isKeyed(request));
    expect(others).to.include.members(listed(SAFE_AGAIN));
  });
});

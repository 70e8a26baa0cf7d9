import { expect } from 'chai';
import {
  ASSUMED,
  POLICY_PROFILES,
  type PolicyProfileId,
  PROVISION_NAMES,
  TERM_NAMES,
  type TermName,
} from '../../../../shared/policies.ts';
import {
  jurisdictionOf,
  jurisdictions,
  readJurisdiction,
} from '../../../../server/suggestions/policy/jurisdictions.rules.ts';

const UNITS = { wd: 'workdays', d: 'days', m: 'months' } as const;

/** The rules’ numbers as the laws give them, with the article: `7 wd 14`; what is not here is assumed. */
const LAW: Readonly<Record<PolicyProfileId, Partial<Record<TermName, string>>>> = {
  national: { reply: '3 m 51', replyExtended: '6 m 51' },
  beijing: { feedback: '15 wd 23', reply: '3 m 21', replyExtended: '6 m 21', rehandling: '2 m 27' },
  shanghai: {
    ...{ handOver: '7 wd 11', returnRequest: '7 wd 14', coOpinion: '1 m 17' },
    ...{ reply: '3 m 19', replyExtended: '6 m 19', rehandling: '1 m 21' },
  },
  zhejiang: {
    ...{ review: '7 d 10', returnRequest: '10 d 14', coOpinion: '2 m 18' },
    ...{ reply: '3 m 21', replyExtended: '6 m 21', rehandling: '1 m 24' },
  },
  shandong: {
    ...{ handOver: '5 d 10', returnRequest: '5 d 12', coOpinion: '1 m 21' },
    ...{ reply: '3 m 19', replyExtended: '6 m 19', rehandling: '1 m 24' },
  },
  henan: {
    ...{ returnRequest: '10 wd 14', returnDecision: '10 wd 14', coOpinion: '2 m 18' },
    ...{ reply: '3 m 20', replyExtended: '6 m 20', feedback: '10 wd 22', rehandling: '1 m 22' },
  },
  chongqing: {
    ...{
      handOver: '10 wd 13',
      returnRequest: '10 wd 16',
      returnDecision: '10 wd 16',
      firstContact: '20 wd 18',
    },
    ...{ coOpinion: '30 wd 20', coOpinionRedo: '5 wd 20', reply: '3 m 21', replyExtended: '6 m 21' },
    ...{ feedback: '20 wd 27', rehandling: '2 m 27', commitmentRating: '20 wd 28' },
  },
  qingdao: {
    ...{ handOver: '5 wd 14', returnRequest: '5 wd 19', coOpinion: '1 m 24' },
    ...{ reply: '3 m 25', replyExtended: '6 m 25' },
  },
  chengdu: { reply: '3 m 51', replyExtended: '6 m 51' },
};

/** What is taken where no rule was found. */
const DEFAULTS: Partial<Record<TermName, string>> = {
  ...{ returnRequest: '10 wd', returnDecision: '10 wd', firstContact: '20 wd', coOpinion: '1 m' },
  ...{ coOpinionRedo: '5 wd', feedback: '20 wd', rehandling: '1 m', commitmentRating: '20 wd' },
  ...{ handOver: '7 wd', review: '7 d', receipt: '3 wd', coordination: '10 wd', archive: '6 m' },
};

const spanOf = (text: string) => {
  const [n, unit] = text.split(' ') as [string, keyof typeof UNITS];
  return { n: Number(n), unit: UNITS[unit] };
};

describe('the jurisdictions', () => {
  it('are nine, each with a name, in the order in which they are offered', () => {
    expect(jurisdictions().map(({ id }) => id)).to.deep.equal([...POLICY_PROFILES]);
    expect(new Set(jurisdictions().map(({ name }) => name)).size).to.equal(9);
  });

  for (const id of POLICY_PROFILES)
    it(`give the terms of ${id} as its law does, with the article`, () => {
      for (const [name, text] of Object.entries(LAW[id]) as [TermName, string][]) {
        const { source, ...span } = jurisdictionOf(id).terms[name];
        expect(span, name).to.deep.equal(spanOf(text));
        expect(source, name).to.match(new RegExp(` ${text.split(' ')[2] ?? ''}$`));
      }
    });

  it('mark as assumed every term for which no article was found, and only those', () => {
    for (const { id, terms } of jurisdictions())
      for (const name of TERM_NAMES) {
        if (name === 'publication') continue; // a national regulation holds everywhere
        expect(terms[name].source === ASSUMED, `${id} ${name}`).to.equal(LAW[id][name] === undefined);
      }
  });

  it('take the national default where no article was found', () => {
    for (const { id, terms } of jurisdictions())
      for (const [name, text] of Object.entries(DEFAULTS) as [TermName, string][]) {
        const { source, ...span } = terms[name];
        if (source === ASSUMED) expect(span, `${id} ${name}`).to.deep.equal(spanOf(text));
      }
  });

  it('let information be published within twenty working days, by the regulation that holds everywhere', () => {
    for (const { id, terms } of jurisdictions())
      expect(terms.publication, id).to.deep.equal({
        n: 20,
        unit: 'workdays',
        source: '政府信息公开条例 (2019) 26',
      });
  });

  it('ask for consent to an extension everywhere but where the law asks for an explanation or for nothing', () => {
    const free = jurisdictions().filter(({ extensionNeedsConsent }) => !extensionNeedsConsent.value);
    expect(free.map(({ id }) => id)).to.deep.equal(['henan', 'chongqing']);
  });

  it('let a deputy keep a case from the public in Henan alone, by its article', () => {
    const said = jurisdictions().filter(({ deputyMayKeepUnpublished }) => deputyMayKeepUnpublished.value);
    expect(said.map(({ id, deputyMayKeepUnpublished: { source } }) => [id, source])).to.deep.equal([
      ['henan', '河南省办法 (2017) 29'],
    ]);
  });

  it('say who is answered, and where a second refusal goes, as the laws do', () => {
    const said = (id: PolicyProfileId) => {
      const { replyRecipients, secondRefusal } = jurisdictionOf(id);
      return [replyRecipients, secondRefusal].map(({ value, source }) => (source === ASSUMED ? '–' : value));
    };
    expect(Object.fromEntries(POLICY_PROFILES.map((id) => [id, said(id)]))).to.deep.equal({
      national: ['lead-with-consent', 'superior-body'],
      beijing: ['–', '–'],
      shanghai: ['all', '–'],
      zhejiang: ['all', '–'],
      shandong: ['lead-with-consent', '–'],
      henan: ['all', 'expert-review'],
      chongqing: ['all', 'meeting'],
      qingdao: ['lead', '–'],
      chengdu: ['–', '–'],
    });
  });

  it('have classes of replies of their own scheme: letters, or outcomes without letters', () => {
    const codes = (id: PolicyProfileId) => jurisdictionOf(id).replyClasses.value.map(({ code }) => code);
    expect(codes('national')).to.deep.equal(['A', 'B', 'C', 'D']);
    expect(codes('zhejiang')).to.deep.equal(['A', 'B', 'C']);
    expect(codes('chengdu')).to.deep.equal(['A', 'B', 'C']);
    expect(codes('shanghai')).to.deep.equal(['solved', 'this-year', 'planned', 'reference']);
    expect(codes('chongqing')).to.deep.equal(['solved', 'this-year', 'planned', 'refused', 'superior']);
  });

  it('count one class as solved, and want a commitment of what is still being solved', () => {
    for (const { id, replyClasses } of jurisdictions()) {
      expect(replyClasses.value.filter((c) => c.countsAsSolved).length, id).to.equal(1);
      expect(
        replyClasses.value.some((c) => c.needsCommitment && !c.countsAsSolved),
        id,
      ).to.equal(true);
    }
  });

  it('give a source for every provision', () => {
    for (const one of jurisdictions())
      for (const name of PROVISION_NAMES) expect(one[name].source, `${one.id} ${name}`).to.not.equal('');
  });

  it('are refused when their data lack a term, call themselves otherwise, or contradict themselves', () => {
    const { terms, ...rest } = jurisdictionOf('beijing');
    expect(() => readJurisdiction('beijing', { ...rest, terms })).not.to.throw();
    const { reply, ...others } = terms;
    expect(() => readJurisdiction('beijing', { ...rest, terms: others })).to.throw(/reply/);
    expect(() => readJurisdiction('henan', { ...rest, terms })).to.throw(/call themselves beijing/);
    const endless = { ...terms, reply: { ...reply, n: 7 } };
    expect(() => readJurisdiction('beijing', { ...rest, terms: endless })).to.throw(/replyExtended/);
  });
});

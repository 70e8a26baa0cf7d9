import { expect } from 'chai';
import {
  debianOnly,
  formatSources,
  hostRelease,
  parseDeb822Sources,
  parseOneLineSources,
  withSuite,
} from '../../../embedded/apt-sources.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

const deb822 = `Types: deb deb-src
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main contrib
Signed-By: ${keyring}

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: ${keyring}

Enabled: no
Types: deb
URIs: http://mirror.example/debian
Suites: sid
Components: main

Types: deb-src
URIs: http://mirror.example/debian
Suites: bookworm
Components: main
`;

describe('The apt sources of the host', () => {
  it('are read from deb822 stanzas, without the disabled and the source-only', () => {
    const sources = parseDeb822Sources(deb822);
    expect(sources).to.have.length(2);
    expect(sources[0]).to.deep.equal({
      uris: ['http://mirror.example/debian'],
      suites: ['bookworm', 'bookworm-updates', 'bookworm-backports'],
      components: ['main', 'contrib'],
      signedBy: keyring,
    });
  });

  it('are read from one-line entries with and without options', () => {
    const sources = parseOneLineSources(`# comment
deb http://mirror.example/debian bookworm main non-free-firmware # trailing
deb [arch=amd64 signed-by=${keyring}] http://mirror.example/debian/ bookworm-updates main
deb-src http://mirror.example/debian bookworm main
`);
    expect(sources).to.deep.equal([
      {
        uris: ['http://mirror.example/debian'],
        suites: ['bookworm'],
        components: ['main', 'non-free-firmware'],
      },
      {
        uris: ['http://mirror.example/debian/'],
        suites: ['bookworm-updates'],
        components: ['main'],
        signedBy: keyring,
      },
    ]);
  });

  it('keep a key block written into the stanza through reading and writing', () => {
    const stanza = `Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBGPL0BUBEADmW5NdOOHwPIJlgPu6JDcKw/NZJPR8lsD3K87ZM18gzyQZJD+w
 -----END PGP PUBLIC KEY BLOCK-----
`;
    const sources = parseDeb822Sources(stanza);
    expect(sources[0]?.signedBy).to.match(/^-----BEGIN[^]*\n\.\nmQIN[^]*END PGP PUBLIC KEY BLOCK-----$/);
    expect(parseDeb822Sources(formatSources(sources))).to.deep.equal(sources);
    expect(debianOnly(sources)).to.deep.equal(sources);
  });

  it("are Debian's own only: other vendors' archives are left out, whatever their path looks like", () => {
    const others = parseOneLineSources(`
deb https://packages.example/apt cloud-sdk-bookworm main
deb [signed-by=/etc/apt/keyrings/vendor.gpg] https://download.example/linux/debian bookworm stable
deb [signed-by=/etc/apt/keyrings/vendor.gpg] https://download.example/linux/debian bookworm main
deb https://repo.example/apt/debian bookworm/vendor-org/7.0 main
deb https://packages.example/debian/12/prod bookworm main
deb cdrom:[Debian 12]/ bookworm main
deb https://apt.example/pub/repos/apt bookworm-pgdg main
`);
    expect(others).to.have.length.greaterThan(5);
    expect(debianOnly(others)).to.deep.equal([]);
  });

  it("take a mirror of any path for Debian's when its key is Debian's", () => {
    const [inHouse] = parseOneLineSources(
      `deb [signed-by=${keyring}] https://nexus.example/repository/apt-proxy bookworm main`,
    );
    expect(debianOnly(inHouse ? [inHouse] : [])).to.have.length(1);
    const listed = parseDeb822Sources(
      'Types: deb\nURIs: mirror+file:///etc/apt/mirrors/debian.list\nSuites: trixie\nComponents: main\n',
    );
    expect(debianOnly(listed)).to.have.length(1);
  });

  it('lead to another suite of the same mirror with the same key, never the security archive', () => {
    const sources = debianOnly(parseDeb822Sources(deb822)).reverse();
    expect(withSuite(sources, 'testing')).to.deep.equal([
      {
        uris: ['http://mirror.example/debian'],
        suites: ['testing'],
        components: ['main'],
        signedBy: keyring,
      },
    ]);
    expect(withSuite(sources.slice(0, 1), 'testing')).to.equal(null);
  });

  it("make up the host's release without backports", () => {
    const suites = hostRelease(parseDeb822Sources(deb822)).flatMap((source) => source.suites);
    expect(suites).to.deep.equal(['bookworm', 'bookworm-updates', 'bookworm-security']);
  });
});

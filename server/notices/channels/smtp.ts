import { createTransport, type NodemailerError } from 'nodemailer';
import { type Mail, withoutAddresses } from './mail.rules.ts';

/** What a mail server answered; refused: it will never take this. */
export interface Posted {
  readonly state: 'accepted' | 'refused';
  readonly answer: string;
}

/** Hands e-mail to a mail server. It throws what passes: nobody there, busy, greylisted, our own sign-in refused. */
export interface PostOffice {
  post(mail: Mail): Promise<Posted>;
  close(): void;
}

const CONNECT_MS = 10_000;
const SILENT_MS = 30_000;
/** So many connections at a time: mail servers mind more. */
const CONNECTIONS = 2;

/** Opens a post office; a connection is made when the first letter comes. */
export function makePostOffice({ url, from }: { url: string; from: string }): PostOffice {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    ...{ connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });

  return {
    async post({ to, ...mail }) {
      const letter = {
        ...mail,
        ...{ from, to: [...to] },
        headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: no automatic answers, please
      };
      return transport
        .sendMail(letter)
        .then(({ response }) => ({ state: 'accepted' as const, answer: withoutAddresses(response) }))
        .catch(refusedFor);
    },
    close: () => transport.close(),
  };
}

/** What became of a letter that was not taken; throws where it may yet be, with words that name no address: they go into logs. */
function refusedFor(error: NodemailerError): Posted {
  const refusal = refusalIn(error);
  if (refusal !== null) return { state: 'refused', answer: withoutAddresses(refusal) };
  throw new Error(`no e-mail could be sent: ${withoutAddresses(error.message)}`, { cause: error.code });
}

/** Where a server refuses the letter or who it is for; a refused sender or sign-in is ours to mend. */
const OF_THE_LETTER = ['RCPT TO', 'DATA'];

/** What a server said when it refused for good; null: it may take it later. */
function refusalIn({ code, permanent, command, response, message }: NodemailerError): string | null {
  if (permanent === true && OF_THE_LETTER.includes(command ?? '')) return response ?? message;
  const isNoAddress = code === 'EENVELOPE' && command === 'API'; // it did not even get to a server
  return isNoAddress ? message : null;
}

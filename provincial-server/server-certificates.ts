import type { FastifyInstance } from 'fastify';
import { type CertificateVerdict, certificateCheckRequest } from '#shared/wire/certificate-check-v2.ts';
import { readCertificateLine } from '#shared/wire/certificate-text.ts';
import type { Receiver } from './accept-record.ts';
import { carriesToken } from './admin-token.ts';
import { sendProblem } from './answers.ts';
import { checkCertificate } from './check-certificate.ts';
import type { Log } from './log.ts';
import { createWrongCodePace } from './wrong-code-pace.ts';

/** Answers that somebody who guesses would get. */
const misses: readonly CertificateVerdict[] = ['wrong', 'unknown'];

/**
 * Whoever has a paper in hand asks whether it is genuine. An address that goes on missing has to wait, and within the wait a typed code is
 * not looked at; a line of a QR code is, because its signature cannot be guessed: nobody shuts the door to honest ones
 * behind the same address. The region's staff waits for nothing.
 */
export function addCertificates(
  server: FastifyInstance,
  { db, now }: Pick<Receiver, 'db' | 'now'>,
  log: Log,
  adminToken: string,
): void {
  const pace = createWrongCodePace();

  server.post('/v2/certificate-check', async (request, reply) => {
    const asked = certificateCheckRequest.safeParse(request.body);
    if (!asked.success) return sendProblem(reply, 'bad-frame', 'send {"text": QR line or number, "code": typed code}');
    const isStaff = carriesToken(request.headers.authorization, adminToken);
    const at = Date.parse(now());
    const wait = isStaff ? 0 : pace.wait(request.ip, at);
    const tooMany = () => {
      const seconds = Math.ceil(wait / 1000);
      log({ at: now(), what: 'certificate', code: 'too-many-tries' });
      return sendProblem(reply, 'too-many-tries', `many wrong codes: wait ${seconds} s`, {}, seconds);
    };
    if (wait > 0 && readCertificateLine(asked.data.text) === null) return tooMany();
    const answer = await checkCertificate({ db, now }, asked.data, isStaff);
    if (!isStaff && misses.includes(answer.verdict)) {
      if (wait > 0) return tooMany();
      pace.note(request.ip, at);
    }
    log({ at: now(), what: 'certificate', outcome: answer.verdict });
    return reply.header('cache-control', 'no-store').send(answer);
  });
}
